package io.karat.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DatabaseUnderTest;
import io.karat.review.Filter.Which;
import io.karat.review.Review.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stewards do with questions beside answering them. */
class HandlingTest {

    private static final Reviewer ADA = new Reviewer("ada", Set.of("steward", "viewer"));
    private static final Reviewer BOB = new Reviewer("bob", Set.of("steward", "viewer"));
    private static final Reviewer ROOT = new Reviewer("root", Set.of("admin", "steward", "viewer"));
    private static final Instant LATER = Instant.parse("2999-01-01T00:00:00Z");

    private static DataSource database;

    private Reviews reviews;
    private Handling handling;
    private History history;
    private int anchor;

    @BeforeAll
    static void openDatabase() {
        database = DatabaseUnderTest.migrated();
    }

    @BeforeEach
    void emptyQueue() throws SQLException {
        change("delete from review");
        reviews = new Reviews(database);
        handling = new Handling(database);
        history = new History(database);
    }

    @Test
    void offersWhatIsAssignedToNobodyElseAndToItsStewardFirst() throws SQLException {
        UUID first = ask(3);
        UUID hers = ask(1);
        UUID his = ask(2);
        handling.assign(hers, "ada", "knows the family", "root");
        handling.assign(his, "bob", null, "root");

        assertThat(reviews.next(Filter.ALL, ADA).orElseThrow().id()).isEqualTo(hers);
        assertThat(reviews.next(Filter.ALL, ADA).orElseThrow().id()).isEqualTo(first);
        assertThat(reviews.next(Filter.ALL, ADA)).isEmpty();
        assertThat(reviews.counts(Filter.ALL, "ada")).isEqualTo(new Reviews.Counts(3, false, 2, 0, 1));
        assertThat(found(Filter.ALL.assignedTo("bob"))).containsExactly(his);
        assertThat(found(Filter.ALL.assignedTo(Filter.NOBODY))).containsExactly(first);
        assertThat(reviews.next(Filter.ALL.assignedTo("bob"), ROOT)
                        .orElseThrow()
                        .id())
                .as("asked for by name")
                .isEqualTo(his);
        assertThat(handling.unassign(hers, "ada").orElseThrow().handling().assignedTo())
                .isNull();
        assertThat(handling.unassign(hers, "ada")).isEmpty();
        assertThat(happened(hers)).containsExactly("assigned", "claimed", "unassigned");
    }

    @Test
    void bringsASnoozedQuestionBackByTheDatabasesClock() throws SQLException {
        UUID id = ask(1);
        reviews.claim(id, "ada");
        Review asleep =
                handling.snooze(id, LATER, "waits for the register", "ada").orElseThrow();

        assertThat(asleep.stage()).isEqualTo(Stage.SNOOZED);
        assertThat(asleep.claimedBy()).isNull();
        assertThat(found(Filter.ALL)).isEmpty();
        assertThat(found(Filter.ALL.that(Which.SNOOZED))).containsExactly(id);
        assertThat(reviews.next(Filter.ALL, BOB)).isEmpty();

        change("update review set snoozed_until = now() - interval '1 second'");

        assertThat(reviews.find(id).orElseThrow().stage()).isEqualTo(Stage.OPEN);
        assertThat(reviews.next(Filter.ALL, BOB).orElseThrow().id()).isEqualTo(id);
        History.Event snoozed = history.of(id).get(1);
        assertThat(snoozed.what()).isEqualTo("snoozed");
        assertThat(snoozed.actor()).isEqualTo("ada");
        assertThat(snoozed.until()).isEqualTo(LATER);
        assertThat(snoozed.reason()).isEqualTo("waits for the register");
    }

    @Test
    void wakesASnoozedQuestionWhenAskedOrWhenItsRecordsChange() throws SQLException {
        UUID asked = ask(1);
        UUID changed = ask(2);
        handling.snooze(asked, LATER, "later", "ada");
        handling.snooze(changed, LATER, "later", "ada");

        handling.wake(asked, "bob");
        change("update review set evidence = 8 where id = ?", changed);

        assertThat(found(Filter.ALL)).containsExactly(changed, asked);
        assertThat(happened(asked)).containsExactly("snoozed", "woken");
        assertThat(happened(changed)).containsExactly("snoozed", "changed");
        assertThat(handling.wake(asked, "bob")).isEmpty();
        assertThat(handling.snooze(asked, Instant.EPOCH, "past", "bob")).isEmpty();
    }

    @Test
    void givesAnEscalatedQuestionToThoseItWasEscalatedToOnly() throws SQLException {
        UUID id = ask(1);
        Review escalated = handling.escalate(id, Reviewer.role("admin"), "looks like fraud", "ada")
                .orElseThrow();

        assertThat(escalated.stage()).isEqualTo(Stage.ESCALATED);
        assertThat(BOB.mayAnswer(escalated)).isFalse();
        assertThat(ROOT.mayAnswer(escalated)).isTrue();
        assertThat(reviews.next(Filter.ALL, BOB)).isEmpty();
        assertThat(reviews.aside(List.of(), List.of(), "root", ROOT.addresses()).escalated())
                .isOne();
        assertThat(reviews.aside(List.of(), List.of(), "bob", BOB.addresses()).escalated())
                .isZero();
        assertThat(reviews.next(Filter.ALL, ROOT).orElseThrow().id()).isEqualTo(id);

        reviews.release(id, "root");
        handling.calm(id, "root");
        assertThat(reviews.next(Filter.ALL, BOB).orElseThrow().id()).isEqualTo(id);
        assertThat(happened(id)).containsExactly("escalated", "claimed", "released", "calmed", "claimed");
    }

    @Test
    void takesNothingFromWhoeverHoldsIt() throws SQLException {
        UUID id = ask(1);
        reviews.claim(id, "ada");

        assertThat(handling.snooze(id, LATER, "no", "bob")).isEmpty();
        assertThat(handling.escalate(id, "bob", "no", "bob")).isEmpty();
        assertThat(reviews.find(id).orElseThrow().stage()).isEqualTo(Stage.CLAIMED);
        assertThat(happened(id)).containsExactly("claimed");
    }

    @Test
    void notesWhomAQuestionWasTakenOverFrom() throws SQLException {
        UUID id = ask(1);
        reviews.claim(id, "ada");
        reviews.claim(id, "ada");
        reviews.renew(id, "ada");

        assertThat(reviews.takeOver(id, "bob").orElseThrow().claimedBy()).isEqualTo("bob");

        assertThat(reviews.renew(id, "ada")).isEmpty();
        assertThat(happened(id)).containsExactly("claimed", "taken-over");
        assertThat(history.of(id).getLast().whom()).isEqualTo("ada");
        assertThat(history.of(id).getLast().actor()).isEqualTo("bob");
    }

    @Test
    void remembersWhatWasAskedWhenTheDataChangedUnderIt() throws SQLException {
        UUID id = ask(1);
        change("update review set right_records = '{2,3,4}', log_odds = 1, evidence = 9 where id = ?", id);
        change("update review set state = 'withdrawn' where id = ?", id);

        assertThat(reviews.find(id).orElseThrow().stage()).isEqualTo(Stage.SUPERSEDED);
        assertThat(found(Filter.ALL.that(Which.SUPERSEDED))).containsExactly(id);
        List<History.Event> events = history.of(id);
        assertThat(events).extracting(History.Event::what).containsExactly("changed", "superseded");
        assertThat(events.getFirst().shown()).isEqualTo(new History.Shown(List.of(1), List.of(2, 3), 0));
        assertThat(events.getLast().shown()).isEqualTo(new History.Shown(List.of(1), List.of(2, 3, 4), 1));
        assertThat(handling.assign(id, "ada", null, "root")).isEmpty();
    }

    @Test
    void findsWhatIsOverdueByTheTimeItIsOpenWithoutABreak() throws SQLException {
        UUID old = ask(1);
        UUID returned = ask(2);
        change("update review set waiting_since = now() - interval '4 days'");
        change("update review set state = 'withdrawn' where id = ?", returned);
        change("update review set state = 'open', changed_at = now() where id = ?", returned);
        List<Filter.Deadline> days = List.of(new Filter.Deadline("person", Review.Kind.MATCH, Duration.ofDays(3)));

        assertThat(found(Filter.ALL.overdue(days))).containsExactly(old);
        assertThat(found(Filter.ALL.overdue(List.of()))).isEmpty();
        assertThat(reviews.aside(days, List.of(), "ada", ADA.addresses()).overdue())
                .isOne();
    }

    @Test
    void tellsThePartsOfThePlace() throws SQLException {
        UUID id = UUID.randomUUID();
        Instant asked = Instant.parse("2026-01-01T00:00:00Z");
        ask(id, Math.log(3) + Math.log(1.01) - asked.toEpochMilli() / 86_400_000d, asked);

        Rank rank = reviews.find(id).orElseThrow().rank();

        assertThat(rank.moved()).isFalse();
        assertThat(rank.impact()).isEqualTo(Math.log(3));
        assertThat(rank.impact() + rank.uncertainty() + rank.age())
                .isEqualTo(reviews.find(id).orElseThrow().priority());
    }

    @Test
    void filtersByTheSourcesOfItsRecords() throws SQLException {
        change("delete from source_record");
        for (String[] record : new String[][] {{"1", "crm"}, {"2", "shop"}, {"3", "crm"}}) {
            change(
                    "insert into source_record (entity, ordinal, source, key, state, version, received_at, content_hash,"
                            + " data, batch) values ('person', ?, ?, ?, 1, 1, now(), '', '{}', 1)",
                    Integer.valueOf(record[0]),
                    record[1],
                    record[0]);
        }
        UUID id = ask(1);

        assertThat(reviews.find(id).orElseThrow().sources()).containsExactly("crm", "shop");
        assertThat(found(Filter.ALL.ofSource("shop"))).containsExactly(id);
        assertThat(found(Filter.ALL.ofSource("web"))).isEmpty();
    }

    @Test
    void tellsTheMentionedUntilTheyHaveRead() throws SQLException {
        Comments comments = new Comments(database);
        UUID id = ask(1);
        assertThat(Comments.named("@ada, see (@bob.k) and mail x@example.com; @ADA again. @"))
                .containsExactly("ada", "bob.k");

        UUID comment = comments.add(id, "What do you say, @ada? <b>", Set.of("ada"), "bob")
                .orElseThrow();

        assertThat(comments.unread("ada")).singleElement().satisfies(mention -> {
            assertThat(mention.review()).isEqualTo(id);
            assertThat(mention.author()).isEqualTo("bob");
            assertThat(mention.title()).isEqualTo("Ada King");
        });
        assertThat(comments.unread("bob")).isEmpty();
        comments.read(id, "ada");
        assertThat(comments.unread("ada")).isEmpty();
        assertThat(comments.of(id)).extracting(Comments.Comment::text).containsExactly("What do you say, @ada? <b>");
        assertThat(comments.remove(id, comment, "ada")).isFalse();
        assertThat(comments.remove(id, comment, "bob")).isTrue();
        assertThat(comments.of(id)).isEmpty();
        assertThat(comments.add(UUID.randomUUID(), "nothing", Set.of(), "bob")).isEmpty();
    }

    @Test
    void showsAFirstVerdictToNobodyElseAndLetsItBeTakenBack() throws SQLException {
        Verdicts verdicts = new Verdicts(database);
        UUID id = ask(1);
        change("insert into review_verdict (review, account, verdict, evidence) values (?, 'ada', 'same', 7)", id);
        change("update review set first_by = 'ada'");

        assertThat(verdicts.of(id, "ada")).extracting(Verdicts.Verdict::verdict).containsExactly("same");
        assertThat(verdicts.of(id, "bob")).isEmpty();
        assertThat(reviews.next(Filter.ALL, ADA)).as("her own").isEmpty();
        assertThat(reviews.next(Filter.ALL, BOB).orElseThrow().id()).isEqualTo(id);
        assertThat(verdicts.takeBack(id, "bob")).isFalse();
        assertThat(verdicts.takeBack(id, "ada")).isTrue();
        assertThat(verdicts.of(id, "ada")).isEmpty();
        assertThat(reviews.find(id).orElseThrow().handling().firstBy()).isNull();
        assertThat(happened(id)).containsExactly("claimed", "took-back");
    }

    @Test
    void keepsViewsForTheirOwnerAndSharesThem() {
        Views views = new Views(database);
        Views.View own = views.keep("Families", "kind=match&band=high", false, "ada");
        Views.View shared = views.keep("All late", "state=overdue", true, "bob");

        assertThat(views.of("ada")).containsExactly(own, shared);
        assertThat(views.of("bob")).containsExactly(shared);
        assertThat(views.find(own.id(), "bob")).isEmpty();
        assertThat(views.keep("Families", "kind=guard", true, "ada").id()).isEqualTo(own.id());
        assertThat(views.find(own.id(), "bob").orElseThrow().query()).isEqualTo("kind=guard");
        assertThat(views.forget(shared.id(), "ada")).isFalse();
        assertThat(views.forget(shared.id(), "bob")).isTrue();
    }

    private List<UUID> found(Filter filter) {
        return reviews.list(filter, null, 10).reviews().stream().map(Review::id).toList();
    }

    private List<String> happened(UUID id) {
        return history.of(id).stream().map(History.Event::what).toList();
    }

    private UUID ask(double priority) throws SQLException {
        UUID id = UUID.randomUUID();
        ask(id, priority, Instant.now());
        return id;
    }

    private void ask(UUID id, double priority, Instant at) throws SQLException {
        anchor += 2;
        change(
                "insert into review (id, entity, kind, left_anchor, right_anchor, left_golden, right_golden, left_records,"
                        + " right_records, log_odds, priority, evidence, left_title, right_title, state, opened_at,"
                        + " changed_at) values (?, 'person', 'match', ?, ?, ?, ?, '{1}', '{2,3}', 0, ?, 7, 'Ada King',"
                        + " 'A. King', 'open', ?, now())",
                id, anchor, anchor + 1, UUID.randomUUID(), UUID.randomUUID(), priority, at.atOffset(ZoneOffset.UTC));
    }

    private static void change(String sql, Object... arguments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }
}
