package io.karat.ledger;

import static io.karat.ledger.ApprovalsTest.approve;
import static io.karat.ledger.ApprovalsTest.code;
import static io.karat.ledger.ApprovalsTest.done;
import static io.karat.ledger.ApprovalsTest.find;
import static io.karat.ledger.ApprovalsTest.person;
import static io.karat.ledger.ApprovalsTest.pin;
import static io.karat.ledger.ApprovalsTest.proposed;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.ChangeRequest.Seen;
import io.karat.model.RecordKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a steward does to records is done to what they saw, on both sides, or not at all. */
class AsSeenTest {

    private static final String ADA = "user:ada";
    private static final String BOB = "user:bob";
    private Lab lab;
    private UUID ann;
    private UUID zoe;

    @BeforeEach
    void open() {
        begin(Lab.fresh());
    }

    private void begin(Lab fresh) {
        lab = fresh;
        ann = person(lab, "1", "Ann", "Leeds");
        zoe = person(lab, "2", "Zoe", "York");
    }

    @AfterEach
    void close() {
        assertThat(lab.violations()).isEmpty();
        lab.close();
    }

    @Test
    void aMergeLooksAtTheVersionsOfBothSides() {
        done(lab.act(pin(lab, zoe, "city", "Ripon")));
        assertThat(lab.act(merge(1, 1))).as("the other one moved").isEqualTo(changed("other golden record", 2));

        done(lab.act(pin(lab, ann, "city", "Selby")));
        assertThat(lab.act(merge(1, 2))).as("the one moved").isEqualTo(changed("golden record", 2));

        assertThat(lab.strings("select id from decision")).isEmpty();
        done(lab.act(merge(2, 2)));
        assertThat(lab.golden()).hasSize(1);
    }

    @Test
    void aMoveLooksAtTheVersionsOfBothSides() {
        UUID ida = Ida.two(lab);
        int version = lab.version(ida);
        List<RecordKey> some = List.of(new RecordKey("shop", "ida"));
        done(lab.act(pin(lab, zoe, "city", "Ripon")));

        assertThat(lab.act(new Command.Transfer(ida, version, some, zoe, 1, null, ADA)))
                .isEqualTo(changed("other golden record", 2));

        assertThat(lab.goldenOf("shop", "ida")).isEqualTo(ida);
        done(lab.act(new Command.Transfer(ida, version, some, zoe, 2, null, ADA)));
        assertThat(lab.goldenOf("shop", "ida")).isEqualTo(zoe);
    }

    @Test
    void whoDoesNotSayWhichVersionOfTheOtherOneTheySawIsNotAsked() {
        done(lab.act(pin(lab, zoe, "city", "Ripon")));

        done(lab.act(merge(1, null)));

        assertThat(lab.golden()).hasSize(1);
    }

    @Test
    void aRecordThatSaysSomethingElseStopsTheActEvenWhereTheGoldenRecordStaysAsItWas() throws Exception {
        UUID ida = Ida.two(lab);
        int version = lab.version(ida);
        long seen = batch();
        lab.tell(Ida.shop("York"));
        assertThat(lab.version(ida)).as("another value survived, and does").isEqualTo(version);

        var merge = new Command.Merge(ida, version, zoe, 1, null, ADA);
        var back = new Command.Merge(zoe, 1, ida, version, null, ADA);
        var split = new Command.Split(ida, version, List.of(new RecordKey("shop", "ida")), null, ADA);
        var move = new Command.Transfer(
                zoe, 1, List.of(new RecordKey("crm", "2")), ida, version, "of the other side", ADA);
        for (Command.OnRecords act : List.of(merge, back, split, move)) {
            Command.AsSeen asSeen = new Command.AsSeen(act, seen);
            assertThat(lab.act(asSeen)).as("%s", act).isEqualTo(StewardAct.RECORDS_CHANGED);
            assertThat(lab.writer().preview(asSeen).outcome()).isEqualTo(StewardAct.RECORDS_CHANGED);
        }
        assertThat(lab.strings("select id from decision")).isEmpty();

        assertThat(lab.act(new Command.AsSeen(new Command.Merge(ann, 1, zoe, 1, null, ADA), seen)))
                .as("of others it says nothing")
                .isInstanceOf(Outcome.Done.class);
        done(lab.act(new Command.AsSeen(split, batch())));
        assertThat(lab.goldenOf("shop", "ida")).isNotEqualTo(lab.goldenOf("crm", "ida"));
    }

    @Test
    void anActWithAKeyIsDoneOnceAndAgainOnlyWhereNothingWasDone() {
        long seen = batch();
        done(lab.act(pin(lab, zoe, "city", "Ripon")));
        assertThat(lab.act(once(1, seen))).isInstanceOf(Outcome.Changed.class);

        Outcome.Done first = done(lab.act(once(2, batch())));

        assertThat(lab.act(once(2, batch()))).as("sent twice").isEqualTo(first);
        assertThat(lab.act(once(1, seen)))
                .as("and by a form that was opened before")
                .isEqualTo(first);
        lab.crash();
        assertThat(lab.act(once(2, batch()))).as("after a restart").isEqualTo(first);
        assertThat(lab.strings("select id from decision")).hasSize(1);
        List<RecordKey> some = List.of(new RecordKey("crm", "2"));
        UUID both = first.golden().getFirst();
        assertThat(code(lab.act(
                        new Command.Once(new Command.Split(both, lab.version(both), some, null, ADA), "monday"))))
                .isEqualTo("key.used");
    }

    @Test
    void aRequestWithAKeyIsMadeOnce() {
        begin(another("{acts: [merge]}"));
        UUID request = proposed(lab, once(1, batch()));

        assertThat(lab.act(once(1, batch()))).isEqualTo(new Outcome.Proposed(request, true));
        assertThat(lab.strings("select id from change_request")).hasSize(1);
        assertThat(((Command.Merge) find(lab, request).wanted()).withVersion()).isEqualTo(1);
    }

    @Test
    void anApproverIsToldThatTheOtherSideMoved() {
        begin(another("{acts: [merge], by: steward}"));
        UUID request = proposed(lab, merge(1, 1));
        ChangeRequest shown = find(lab, request);
        done(lab.act(pin(lab, zoe, "city", "Ripon")));

        ChangeRequest now = find(lab, request);

        assertThat(now.changed()).isTrue();
        assertThat(now.about().with()).isEqualTo(new Seen(zoe, zoe, 1, 2));
        assertThat(lab.act(approve(shown, null, BOB))).isInstanceOf(Outcome.Changed.class);
        assertThat(find(lab, request).open()).isTrue();
        done(lab.act(approve(now, null, BOB)));
        assertThat(lab.golden()).hasSize(1);
    }

    @Test
    void aMergeIsNotProposedOnAnotherVersionThanWasSeen() {
        begin(another("{acts: [merge], by: steward}"));
        done(lab.act(pin(lab, zoe, "city", "Ripon")));

        assertThat(lab.act(merge(1, 1))).isInstanceOf(Outcome.Changed.class);

        assertThat(lab.strings("select id from change_request")).isEmpty();
    }

    @Test
    void aRequestOfOldThatDoesNotSayWhichVersionOfTheOtherOneWasSeenIsReadAndNotHeldAgainstIt() throws SQLException {
        begin(another("{acts: [merge], by: steward}"));
        UUID request = proposed(lab, merge(1, 1));
        execute("update change_request set with_version = null");
        done(lab.act(pin(lab, zoe, "city", "Ripon")));

        ChangeRequest old = find(lab, request);

        assertThat(((Command.Merge) old.wanted()).withVersion()).isNull();
        assertThat(old.changed()).as("nobody knows").isFalse();
        assertThat(lab.act(merge(1, 2))).as("the same again").isEqualTo(new Outcome.Proposed(request, false));
        done(lab.act(approve(lab, request, BOB)));
        assertThat(lab.golden()).hasSize(1);
    }

    @Test
    void aMomentTellsWhichRecordsChangedSinceAndWhatTheyWere() {
        SourceRecords records = new SourceRecords(lab.database);
        UUID ida = Ida.two(lab);
        int crm = ordinal(records, "crm");
        int shop = ordinal(records, "shop");
        List<Integer> both = List.of(crm, shop);
        long seen = records.moment("person");
        assertThat(records.changedSince("person", both, seen)).isEmpty();
        assertThat(records.elsewhere("person", both, List.of(ida))).isEmpty();

        lab.tell(Ida.shop("York"));
        done(lab.act(new Command.Split(ida, lab.version(ida), List.of(new RecordKey("shop", "ida")), null, ADA)));

        assertThat(records.changedSince("person", both, seen))
                .as("that moved and said the same is none of them")
                .containsExactly(shop);
        assertThat(records.versions("person", both, seen)).isEqualTo(Map.of(crm, 1, shop, 1));
        assertThat(records.said("person", records.versions("person", List.of(shop), seen)))
                .singleElement()
                .satisfies(said -> assertThat(said.data().get("city")).containsExactly("Leeds"));
        assertThat(records.elsewhere("person", both, List.of(lab.goldenOf("crm", "ida"))))
                .containsExactly(shop);
    }

    private static int ordinal(SourceRecords records, String source) {
        return records.find("person", new RecordKey(source, "ida"))
                .orElseThrow()
                .ordinal();
    }

    private Lab another(String approval) {
        lab.close();
        return Lab.withApproval(approval);
    }

    private Command.Merge merge(int version, @Nullable Integer other) {
        return new Command.Merge(ann, version, zoe, other, "known", ADA);
    }

    private Command.Once once(int other, long seen) {
        return new Command.Once(new Command.AsSeen(merge(1, other), seen), "monday");
    }

    private static Outcome.Changed changed(String what, int version) {
        return new Outcome.Changed("The " + what + " changed since it was shown: it has version " + version
                + " now. Look again, then act.");
    }

    private long batch() {
        return Long.parseLong(
                Objects.requireNonNull(lab.strings("select batch from ledger").getFirst()));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = lab.database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
