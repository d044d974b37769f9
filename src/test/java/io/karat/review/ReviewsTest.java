package io.karat.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.boot.DatabaseUnderTest;
import io.karat.review.Reviews.Counts;
import io.karat.review.Reviews.Page;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewsTest {

    private static DataSource database;

    private Reviews reviews;
    private int anchor;

    @BeforeAll
    static void openDatabase() {
        database = DatabaseUnderTest.migrated();
    }

    @BeforeEach
    void emptyQueue() throws SQLException {
        change("delete from review");
        reviews = new Reviews(database);
    }

    @Test
    void listsOpenQuestionsByPriorityInPages() throws SQLException {
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            expected.addFirst(ask("person", Math.floorDiv(i, 5), 0.5));
        }
        UUID decided = ask("person", 99, 0.5);
        change("update review set state = 'decided' where id = ?", decided);

        List<UUID> listed = new ArrayList<>();
        Page page = reviews.list(Filter.ALL, null, 10);
        listed.addAll(ids(page));
        while (page.cursor() != null) {
            page = reviews.list(Filter.ALL, page.cursor(), 10);
            listed.addAll(ids(page));
        }

        assertThat(listed).hasSize(25).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
        assertThat(listed.stream().map(id -> reviews.find(id).orElseThrow().priority()))
                .isSortedAccordingTo(Collections.reverseOrder());
    }

    @Test
    void goesOnWhereThePageEndedWhileQuestionsComeAndGo() throws SQLException {
        List<UUID> low = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ask("person", 100 + i, 0.5);
        }
        for (int i = 0; i < 10; i++) {
            low.addFirst(ask("person", i, 0.5));
        }
        Page first = reviews.list(Filter.ALL, null, 10);

        change("update review set state = 'decided' where priority >= 105");
        UUID urgent = ask("person", 1_000, 0.5);
        Page second = reviews.list(Filter.ALL, first.cursor(), 10);

        assertThat(ids(second)).containsExactlyElementsOf(low).doesNotContain(urgent);
        assertThat(second.cursor()).isNull();
    }

    @Test
    void filtersByEntityKindTitleAndProbability() throws SQLException {
        UUID likely = ask("person", 1, 0.9);
        UUID doubtful = ask("person", 2, 0.4);
        UUID company = ask("organisation", 3, 0.6);
        change("update review set kind = 'guard', left_title = 'ACME 100% GmbH' where id = ?", company);

        assertThat(found(Filter.ALL.ofEntity("organisation"))).containsExactly(company);
        assertThat(found(Filter.ALL.ofKind(Review.Kind.GUARD))).containsExactly(company);
        assertThat(found(Filter.ALL.named("acme 100%"))).containsExactly(company);
        assertThat(found(Filter.ALL.named("gmb"))).containsExactly(company);
        assertThat(found(Filter.ALL.named("acme _"))).isEmpty();
        Filter people = Filter.ALL.ofEntity("person");
        assertThat(found(people.scored(0.5, 1.0))).containsExactly(likely);
        assertThat(found(people.scored(0.0, 0.5))).containsExactly(doubtful);
        assertThatThrownBy(() -> Filter.ALL.scored(1.5, null)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "'; drop table review; --", "AAAA", "f_gAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void refusesACursorThatItNeverGave(String cursor) {
        assertThatThrownBy(() -> reviews.list(Filter.ALL, cursor, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void offersTheFirstFreeQuestionAndSaysHowManyAreHeld() throws SQLException {
        UUID second = ask("person", 1, 0.5);
        UUID first = ask("person", 2, 0.5);

        assertThat(reviews.next(Filter.ALL, steward("ada")).orElseThrow().id()).isEqualTo(first);
        Review held = reviews.next(Filter.ALL, steward("bob")).orElseThrow();
        assertThat(held.id()).isEqualTo(second);
        assertThat(held.claimedBy()).isEqualTo("bob");
        assertThat(held.claimedUntil())
                .isBetween(Instant.now().plusSeconds(300), Instant.now().plusSeconds(900));
        assertThat(reviews.next(Filter.ALL, steward("cy"))).isEmpty();

        assertThat(reviews.counts(Filter.ALL, "ada")).isEqualTo(new Counts(2, false, 1, 1, 0));
        assertThat(reviews.counts(Filter.ALL, "cy")).isEqualTo(new Counts(2, false, 0, 2, 0));
    }

    @Test
    void renewsOnesOwnLeaseAndRefusesAnothers() throws SQLException {
        UUID id = ask("person", 1, 0.5);
        Instant first = reviews.claim(id, "ada").orElseThrow().claimedUntil();
        change("update review set claimed_until = claimed_until - interval '5 minutes'");

        assertThat(reviews.claim(id, "bob")).isEmpty();
        assertThat(reviews.claim(id, "ada").orElseThrow().claimedUntil()).isAfterOrEqualTo(first);

        change("update review set state = 'withdrawn'");
        assertThat(reviews.claim(id, "ada")).isEmpty();
        assertThat(reviews.claim(UUID.randomUUID(), "ada")).isEmpty();
    }

    @Test
    void freesAQuestionWhenTheLeaseHasRunOut() throws SQLException {
        UUID id = ask("person", 1, 0.5);
        reviews.claim(id, "ada");
        change("update review set claimed_until = now() - interval '1 second'");

        assertThat(reviews.find(id).orElseThrow().claimedBy()).isNull();
        assertThat(reviews.counts(Filter.ALL, "ada")).isEqualTo(new Counts(1, false, 0, 0, 0));
        assertThat(reviews.next(Filter.ALL, steward("bob")).orElseThrow().claimedBy())
                .isEqualTo("bob");
        assertThat(reviews.claim(id, "ada")).isEmpty();
    }

    @Test
    void releasesOnlyWhatTheAccountHolds() throws SQLException {
        UUID id = ask("person", 1, 0.5);
        reviews.claim(id, "ada");

        reviews.release(id, "bob");
        assertThat(reviews.find(id).orElseThrow().claimedBy()).isEqualTo("ada");
        reviews.release(id, "ada");
        assertThat(reviews.find(id).orElseThrow().claimedBy()).isNull();
    }

    @Test
    void offersSkippedQuestionsLastAndInTurn() throws SQLException {
        UUID third = ask("person", 1, 0.5);
        UUID second = ask("person", 2, 0.5);
        UUID first = ask("person", 3, 0.5);

        List<UUID> offered = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            UUID id = reviews.next(Filter.ALL, steward("ada")).orElseThrow().id();
            offered.add(id);
            reviews.skip(id, "ada");
        }

        assertThat(offered).containsExactly(first, second, third, first, second, third);
        assertThat(reviews.next(Filter.ALL, steward("bob")).orElseThrow().id()).isEqualTo(first);
    }

    @Test
    void skippingTakesNothingFromSomebodyElse() throws SQLException {
        UUID id = ask("person", 1, 0.5);
        reviews.claim(id, "ada");

        reviews.skip(id, "bob");

        assertThat(reviews.find(id).orElseThrow().claimedBy()).isEqualTo("ada");
    }

    @Test
    void findsTheQuestionsAboutAGoldenRecord() throws SQLException {
        UUID id = ask("person", 1, 0.5);
        ask("person", 2, 0.5);
        Review review = reviews.find(id).orElseThrow();

        assertThat(ids(reviews.of("person", review.leftGolden()))).containsExactly(id);
        assertThat(ids(reviews.of("person", review.rightGolden()))).containsExactly(id);
        assertThat(reviews.of("organisation", review.leftGolden())).isEmpty();
        assertThat(reviews.openByEntity()).isEqualTo(Map.of("person", 2L));
    }

    /** Eight threads of four stewards empty the queue; half of them give back what they got, once. */
    @Test
    void givesNoQuestionToTwoStewardsAtOnce() throws Exception {
        Set<UUID> asked = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            asked.add(ask("person", i % 7, 0.5));
        }
        Map<UUID, String> held = new ConcurrentHashMap<>();
        List<String> clashes = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService stewards = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String account = "steward-" + i % 4;
                boolean returnsFirst = i < 4;
                work.add(() -> takeAll(account, returnsFirst, held, clashes));
            }
            int taken = 0;
            for (Future<Integer> one : stewards.invokeAll(work)) {
                taken += one.get();
            }
            assertThat(taken).isEqualTo(asked.size());
        }
        assertThat(clashes).isEmpty();
        assertThat(held.keySet()).isEqualTo(asked);
    }

    private int takeAll(String account, boolean returnsFirst, Map<UUID, String> held, List<String> clashes) {
        int taken = 0;
        boolean returned = !returnsFirst;
        Optional<Review> next = reviews.next(Filter.ALL, steward(account));
        while (next.isPresent()) {
            UUID id = next.get().id();
            String other = held.putIfAbsent(id, account);
            if (other != null) {
                clashes.add(id + " held by " + other + " and given to " + account);
            }
            if (returned) {
                taken++;
            } else {
                held.remove(id);
                reviews.release(id, account);
                returned = true;
            }
            next = reviews.next(Filter.ALL, steward(account));
        }
        return taken;
    }

    private static Reviewer steward(String account) {
        return new Reviewer(account, Set.of("steward", "viewer"));
    }

    @Test
    void whatIsBelowTheLineWaitsCountedAndSearchableUntilThereIsRoom() throws SQLException {
        List<UUID> people = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            people.addFirst(ask("person", i, 0.5));
        }
        UUID company = ask("organisation", -1, 0.5);
        Filter offered = Filter.ALL.within(List.of(new Filter.Budget("person", 2)));
        Filter below = offered.that(Filter.Which.BELOW);

        assertThat(found(offered)).containsExactly(people.get(0), people.get(1), company);
        assertThat(found(below)).containsExactlyElementsOf(people.subList(2, 6));
        assertThat(reviews.counts(offered, "ada").open()).isEqualTo(3);
        assertThat(reviews.below(offered)).isEqualTo(4);
        assertThat(reviews.below(offered.ofEntity("organisation"))).isZero();
        assertThat(reviews.below(Filter.ALL)).isZero();
        assertThat(found(below.named("Ada"))).hasSize(4);

        change("update review set state = 'decided' where id = ?", people.get(0));
        change("update review set snoozed_until = now() + interval '1 day' where id = ?", people.get(1));
        assertThat(found(offered)).as("room appeared").containsExactly(people.get(2), people.get(3), company);

        change("update review set assigned_to = 'ada' where id = ?", people.get(5));
        assertThat(found(offered))
                .as("what was handed to somebody is not held back")
                .containsExactly(people.get(2), people.get(3), people.get(5), company);
        UUID urgent = ask("person", 100, 0.5);
        assertThat(found(offered))
                .as("what comes first takes the place of what comes last")
                .containsExactly(urgent, people.get(2), people.get(5), company);

        Reviewer bob = new Reviewer("bob", Set.of("steward"));
        assertThat(reviews.next(offered, bob).orElseThrow().id()).isEqualTo(urgent);
        assertThat(reviews.next(offered, bob).orElseThrow().id()).isEqualTo(people.get(2));
        assertThat(reviews.next(offered, bob).orElseThrow().id()).isEqualTo(company);
        assertThat(reviews.next(offered, bob)).as("the rest is below").isEmpty();
        assertThat(reviews.claim(people.get(3), "bob"))
                .as("it may be taken there")
                .isPresent();
    }

    private List<UUID> found(Filter filter) {
        return ids(reviews.list(filter, null, 10));
    }

    private static List<UUID> ids(Page page) {
        return ids(page.reviews());
    }

    private static List<UUID> ids(List<Review> reviews) {
        return reviews.stream().map(Review::id).toList();
    }

    private UUID ask(String entity, double priority, double probability) throws SQLException {
        UUID id = UUID.randomUUID();
        anchor += 2;
        change(
                "insert into review (id, entity, kind, left_anchor, right_anchor, left_golden, right_golden, left_records,"
                        + " right_records, log_odds, priority, evidence, left_title, right_title, state, opened_at,"
                        + " changed_at) values (?, ?, 'match', ?, ?, ?, ?, '{1}', '{2,3}', ?, ?, 7, 'Ada King',"
                        + " 'A. King', 'open', now(), now())",
                id,
                entity,
                anchor,
                anchor + 1,
                UUID.randomUUID(),
                UUID.randomUUID(),
                Math.log(probability / (1 - probability)),
                priority);
        return id;
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
