package io.karat.ledger;

import static io.karat.ledger.ApprovalsTest.code;
import static io.karat.ledger.ApprovalsTest.done;
import static io.karat.ledger.ApprovalsTest.person;
import static io.karat.ledger.ApprovalsTest.pin;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Command.BasedOn;
import io.karat.model.RecordKey;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was decided, and what ended, is taken back as somebody saw it, or not at all. */
class UndoAsSeenTest {

    private static final String ADA = "user:ada";
    private static final String BOB = "user:bob";
    private Lab lab;
    private Decisions decisions;
    private UUID ann;
    private UUID zoe;

    @BeforeEach
    void open() {
        lab = Lab.fresh();
        decisions = new Decisions(lab.database);
        ann = person(lab, "1", "Ann", "Leeds");
        zoe = person(lab, "2", "Zoe", "York");
    }

    @AfterEach
    void close() {
        assertThat(lab.violations()).isEmpty();
        lab.close();
    }

    @Test
    void anUndoLooksAtEveryGoldenRecordThatItIsAbout() throws Exception {
        UUID apart = apart();
        Command.AsSeen undo = undo(apart, lab.writer().batch());
        assertThat(undo.golden()).hasSize(2);
        done(lab.act(pin(lab, lab.goldenOf("shop", "ida"), "city", "Ripon")));

        assertThat(lab.act(undo)).isEqualTo(StewardAct.RECORDS_CHANGED);
        assertThat(lab.writer().preview(undo).outcome()).isEqualTo(StewardAct.RECORDS_CHANGED);

        assertThat(decisions.stands(apart)).isTrue();
        done(lab.act(undo(apart, lab.writer().batch())));
        assertThat(lab.goldenOf("shop", "ida")).isEqualTo(lab.goldenOf("crm", "ida"));
    }

    @Test
    void anUndoLooksAtWhatRecordsSayAlsoWhereNoGoldenValueChanges() {
        UUID ida = Ida.two(lab);
        UUID together = decision(done(lab.act(new Command.Merge(ida, lab.version(ida), zoe, 1, null, ADA))));
        Command.AsSeen undo = undo(together, lab.writer().batch());
        UUID all = lab.goldenOf("shop", "ida");
        int version = lab.version(all);
        lab.tell(Ida.shop("York"));
        assertThat(lab.version(all)).as("another value survives").isEqualTo(version);

        assertThat(lab.act(undo)).isEqualTo(StewardAct.RECORDS_CHANGED);
    }

    @Test
    void anUndoLooksAtWhatWasDecidedSince() {
        UUID apart = apart();
        Command.AsSeen undo = undo(apart, lab.writer().batch());
        UUID others = lab.goldenOf("shop", "ida");
        done(lab.act(new Command.Merge(ann, 1, others, lab.version(others), "her maiden name", BOB)));

        assertThat(lab.act(undo)).isEqualTo(StewardAct.RECORDS_CHANGED);
    }

    @Test
    void whatSomebodyElseUndidIsNotThere() {
        UUID together = decision(done(lab.act(new Command.Merge(ann, 1, zoe, 1, null, ADA))));
        Command.AsSeen undo = undo(together, lab.writer().batch());
        done(lab.act(new Command.Undo(together, "no", BOB)));

        assertThat(code(lab.act(undo))).isEqualTo("decision.unknown");

        assertThat(decisions.release(together)).hasValueSatisfying(release -> {
            assertThat(release.by()).isEqualTo(BOB);
            assertThat(release.reason()).isEqualTo("no");
        });
    }

    @Test
    void anUndoWithAKeyIsDoneOnceAlsoWhereTheSameWasDecidedAgain() {
        UUID together = decision(done(lab.act(new Command.Merge(ann, 1, zoe, 1, null, ADA))));
        Command.Once once = new Command.Once(undo(together, lab.writer().batch()), "monday");
        Outcome.Done first = done(lab.act(once));
        done(lab.act(new Command.Merge(ann, lab.version(ann), zoe, lab.version(zoe), null, BOB)));

        assertThat(lab.act(once)).isEqualTo(first);
        lab.crash();
        assertThat(lab.act(once)).as("after a restart").isEqualTo(first);

        assertThat(lab.golden()).as("what bob decided stands").hasSize(1);
        UUID another = UUID.fromString(Objects.requireNonNull(
                lab.strings("select id from decision where released_at is null").getFirst()));
        assertThat(code(lab.act(new Command.Once(new Command.Undo(another, null, ADA), "monday"))))
                .isEqualTo("key.used");
    }

    @Test
    void theUndoOfAnEditLooksAtTheGoldenRecordThatHasItsPinsByNow() {
        UUID edit = decision(done(lab.act(
                new Command.Edit(zoe, 1, new TreeMap<>(Map.of("city", List.of("Ripon"))), "she moved", null, ADA))));
        Command.AsSeen undo = undo(edit, lab.writer().batch());
        done(lab.act(new Command.Merge(ann, 1, zoe, 2, null, BOB)));
        assertThat(lab.act(undo)).isEqualTo(StewardAct.RECORDS_CHANGED);

        Command.AsSeen again = undo(edit, lab.writer().batch());
        assertThat(again.golden()).extracting(BasedOn::golden).containsExactly(lab.goldenOf("crm", "2"));
        done(lab.act(again));
    }

    @Test
    void aRestorationLooksAtTheVersionAndAtEachRecordThatEnded() {
        UUID both = both();
        lab.tell(Lab.delete("crm", "1"), Lab.delete("crm", "2"));
        Command.AsSeen restore = restore(both);
        person(lab, "2", "Zoe", "York");
        assertThat(lab.act(restore)).isEqualTo(StewardAct.RECORDS_CHANGED);

        lab.tell(Lab.delete("crm", "2"));
        Command.Once once = new Command.Once(restore(both), "tuesday");
        Outcome.Done first = done(lab.act(once));
        int version = lab.version(both);
        assertThat(lab.act(once)).as("sent twice").isEqualTo(first);
        assertThat(lab.version(both)).isEqualTo(version);
        assertThat(lab.act(new Command.Once(restore, "wednesday")))
                .as("by a form that was opened before")
                .isEqualTo(StewardAct.RECORDS_CHANGED);
    }

    @Test
    void aPinWithAKeyIsSetOnceAndReleasedOnce() {
        var pin = new Command.PinValue(zoe, 1, "city", List.of("Ripon"), "she said", null, ADA);
        Outcome.Done first = done(lab.act(new Command.Once(pin, "monday")));
        assertThat(lab.act(new Command.Once(pin, "monday"))).isEqualTo(first);
        assertThat(lab.version(zoe)).isEqualTo(2);
        assertThat(code(lab.act(new Command.Once(
                        new Command.PinValue(zoe, 2, "city", List.of("Selby"), "he said", null, ADA), "monday"))))
                .isEqualTo("key.used");

        Command.Once release = new Command.Once(new Command.Unpin(zoe, 2, "city", ADA), "tuesday");
        Outcome.Done released = done(lab.act(release));
        assertThat(lab.act(release)).isEqualTo(released);
        assertThat(lab.version(zoe)).isEqualTo(3);
    }

    private UUID both() {
        done(lab.act(new Command.Merge(ann, 1, zoe, 1, null, ADA)));
        return lab.goldenOf("crm", "1");
    }

    /** Decided about two records that are one by their own evidence. */
    private UUID apart() {
        UUID ida = Ida.two(lab);
        List<RecordKey> some = List.of(new RecordKey("shop", "ida"));
        return decision(done(lab.act(new Command.Split(ida, lab.version(ida), some, "twins", ADA))));
    }

    private Command.AsSeen undo(UUID decision, long moment) {
        return new Command.AsSeen(
                new Command.Undo(decision, null, ADA), seen(decisions.goldens("person", decision)), moment);
    }

    private Command.AsSeen restore(UUID golden) {
        return new Command.AsSeen(
                new Command.Restore(golden, null, ADA),
                seen(List.of(golden)),
                lab.writer().batch());
    }

    private List<BasedOn> seen(List<UUID> goldens) {
        return goldens.stream()
                .map(golden -> new BasedOn(golden, lab.version(golden)))
                .toList();
    }

    private static UUID decision(Outcome.Done done) {
        return Objects.requireNonNull(done.decision());
    }
}
