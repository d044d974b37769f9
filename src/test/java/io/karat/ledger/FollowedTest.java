package io.karat.ledger;

import static io.karat.ledger.ApprovalsTest.approve;
import static io.karat.ledger.ApprovalsTest.code;
import static io.karat.ledger.ApprovalsTest.done;
import static io.karat.ledger.ApprovalsTest.find;
import static io.karat.ledger.ApprovalsTest.person;
import static io.karat.ledger.ApprovalsTest.pin;
import static io.karat.ledger.ApprovalsTest.proposed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.karat.ledger.ChangeRequest.Cause;
import io.karat.ledger.ChangeRequest.State;
import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Open requests go where the records go that they are about. */
class FollowedTest {

    private static final String ADA = "user:ada";
    private static final String BOB = "user:bob";

    private Lab lab;

    @BeforeEach
    void open() {
        lab = Lab.withApproval("{attributes: [city, tax_id], acts: [split], by: steward}");
    }

    @AfterEach
    void close() {
        assertThat(lab.violations()).isEmpty();
        lab.close();
    }

    @Test
    void anEditStandsOnTheHeirAndComesBackWithTheUndoOfTheMerge() {
        UUID ann = person(lab, "1", "Ann", "Leeds");
        UUID zoe = person(lab, "2", "Zoe", "Bath");
        UUID ofAnn = proposed(lab, pin(lab, ann, "city", "York"));
        UUID ofZoe = proposed(lab, pin(lab, zoe, "city", "Hull"));
        ChangeRequest seen = find(lab, ofZoe);
        ChangeRequest alsoSeen = find(lab, ofAnn);

        Outcome.Done merged = done(lab.act(new Command.Merge(ann, 1, zoe, null, null, ADA)));

        UUID heir = merged.golden().getFirst();
        UUID retired = merged.golden().get(1);
        UUID moved = retired.equals(zoe) ? ofZoe : ofAnn;
        ChangeRequest now = find(lab, moved);
        assertThat(now.open()).isTrue();
        assertThat(now.changed()).isTrue();
        assertThat(Objects.requireNonNull(now.about().golden()))
                .isEqualTo(new ChangeRequest.Seen(heir, retired, 1, lab.version(heir)));
        assertThat(lab.strings(
                        "select left_golden || ' ' || right_golden from review where id = ?::uuid", moved.toString()))
                .containsExactly(heir + " " + heir);
        assertThat(lab.act(approve(moved.equals(ofZoe) ? seen : alsoSeen, null, BOB)))
                .as("it was shown on another golden record")
                .isInstanceOf(Outcome.Changed.class);

        lab.act(new Command.Undo(Objects.requireNonNull(merged.decision()), null, ADA));
        assertThat(Objects.requireNonNull(find(lab, moved).about().golden()).id())
                .isEqualTo(retired);
        lab.crash();
        done(lab.act(approve(lab, moved, BOB)));
        assertThat(lab.strings("select golden_id from pin")).containsExactly(retired.toString());
    }

    @Test
    void thePreviewOfAMergeSaysWhichRequestsGoWhereAndWhichEnd() throws Exception {
        UUID ann = person(lab, "1", "Ann", "Leeds");
        UUID zoe = person(lab, "2", "Zoe", "Bath");
        UUID ofAnn = proposed(lab, pin(lab, ann, "city", "York"));
        UUID ofZoe = proposed(lab, pin(lab, zoe, "city", "Hull"));
        UUID ofBoth = proposed(lab, new Command.Propose(new Command.Merge(ann, 1, zoe, null, null, ADA)));
        var merge = new Command.Merge(ann, 1, zoe, null, null, BOB);

        List<Preview.Followed> foretold = lab.writer().preview(merge).requests();

        assertThat(find(lab, ofBoth).open()).as("looking changes nothing").isTrue();
        UUID heir = done(lab.act(merge)).golden().getFirst();
        UUID moved = heir.equals(ann) ? ofZoe : ofAnn;
        assertThat(foretold)
                .extracting(Preview.Followed::id, Preview.Followed::ends)
                .containsExactlyInAnyOrder(tuple(moved, false), tuple(ofBoth, true));
        assertThat(foretold)
                .filteredOn(followed -> !followed.ends())
                .extracting(Preview.Followed::golden)
                .containsExactly(heir);
        assertThat(find(lab, ofBoth).state()).isEqualTo(State.SUPERSEDED);
    }

    @Test
    void whatIsApprovedAfterTheMergeIsDoneToTheHeir() {
        UUID ann = person(lab, "1", "Ann", "Leeds");
        UUID zoe = person(lab, "2", "Zoe", "Bath");
        UUID ofAnn = proposed(lab, pin(lab, ann, "city", "York"));
        UUID ofZoe = proposed(lab, pin(lab, zoe, "tax_id", "DE123"));
        UUID heir = done(lab.act(new Command.Merge(ann, 1, zoe, null, null, ADA)))
                .golden()
                .getFirst();

        done(lab.act(approve(lab, ofAnn, BOB)));
        done(lab.act(approve(lab, ofZoe, BOB)));

        assertThat(lab.strings("select attribute || ' ' || golden_id from pin order by attribute"))
                .containsExactly("city " + heir, "tax_id " + heir);
    }

    @Test
    void aMergeOfWhatIsOneByNowEndsWithItsCause() {
        UUID ann = person(lab, "1", "Ann", "Leeds");
        UUID zoe = person(lab, "2", "Zoe", "Bath");
        UUID third = person(lab, "3", "Elvira", "Hull");
        UUID request = proposed(lab, new Command.Propose(new Command.Merge(ann, 1, zoe, null, null, ADA)));
        UUID other = proposed(lab, new Command.Propose(new Command.Merge(third, 1, zoe, null, null, ADA)));

        UUID heir = done(lab.act(new Command.Merge(ann, 1, zoe, null, null, BOB)))
                .golden()
                .getFirst();

        assertThat(find(lab, request).state()).isEqualTo(State.SUPERSEDED);
        assertThat(Objects.requireNonNull(find(lab, request).closing()).cause()).isEqualTo(Cause.ONE);
        assertThat(Objects.requireNonNull(find(lab, other).about().with()).id()).isEqualTo(heir);
        done(lab.act(approve(lab, other, BOB)));
        assertThat(lab.golden()).hasSize(1);
    }

    @Test
    void whatIsAboutCertainRecordsGoesWithThem() {
        UUID ann = person(lab, "1", "Ann", "Leeds");
        for (String key : List.of("2", "3", "4")) {
            assertThat(person(lab, key, "Ann", "Leeds")).isEqualTo(ann);
        }
        RecordKey two = new RecordKey("crm", "2");
        RecordKey three = new RecordKey("crm", "3");
        UUID split = split(ann, two);
        UUID both = split(ann, two, three);
        UUID away = split(ann, three);

        done(lab.act(approve(lab, split(ann, two, three, new RecordKey("crm", "4")), BOB)));

        UUID apart = lab.goldenOf("crm", "2");
        assertThat(apart).isEqualTo(lab.goldenOf("crm", "3")).isNotEqualTo(lab.goldenOf("crm", "1"));
        assertThat(Objects.requireNonNull(find(lab, split).about().golden()).id())
                .isEqualTo(apart);
        done(lab.act(approve(lab, split, BOB)));
        assertThat(lab.goldenOf("crm", "2")).isNotEqualTo(lab.goldenOf("crm", "3"));
        assertThat(Objects.requireNonNull(find(lab, both).closing()).cause())
                .as("they do not stand together")
                .isEqualTo(Cause.APART);
        assertThat(find(lab, away).open()).isTrue();
        done(lab.act(approve(lab, away, BOB)));
        assertThat(lab.goldenOf("crm", "3")).isNotEqualTo(lab.goldenOf("crm", "4"));
        assertThat(code(lab.act(approve(lab, both, BOB)))).isEqualTo("change.superseded");
    }

    private UUID split(UUID golden, RecordKey... records) {
        return proposed(lab, new Command.Split(golden, lab.version(golden), List.of(records), null, ADA));
    }

    /** After any acts and updates an open request is about live golden records that can be looked at. */
    @Test
    void noOpenRequestIsAboutWhatIsGone() {
        AtomicInteger moved = new AtomicInteger();
        Seeds.each(3, random -> {
            try (Lab busy = Lab.withApproval("{attributes: [city], by: steward}")) {
                busy.tell(DifferentialTest.history(random, 14));
                for (int i = 0; i < 30; i++) {
                    Command.OfSteward any = StewardActsTest.any(busy, random);
                    boolean wish =
                            random.nextInt(3) == 0 && !(any instanceof Command.Unpin || any instanceof Command.Decide);
                    busy.act(wish ? new Command.Propose(any) : any);
                    assertThat(busy.strings("""
                            select c.act from change_request c where c.state = 'open' and c.act <> 'undo'
                                and (not exists (select 1 from golden_record g where g.golden_id = c.golden_id
                                        and g.state = 1)
                                    or c.with_id is not null and not exists (select 1 from golden_record g
                                        where g.golden_id = c.with_id and g.state = 1))
                            """)).isEmpty();
                }
                moved.addAndGet(busy.strings("select id from change_request where golden_id <> golden_seen"
                                + " or with_id <> with_seen")
                        .size());
                assertThat(busy.violations()).isEmpty();
            }
        });
        assertThat(moved.get()).as("requests that went with their records").isPositive();
    }
}
