package io.karat.ui;

import io.karat.access.Sources;
import io.karat.bulk.BulkDecision;
import io.karat.bulk.BulkDecisions;
import io.karat.intake.Intake;
import io.karat.ledger.Command;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.review.Reviewer;
import io.karat.review.Reviews;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people and sources have begun in a hub, so that the pages which show such things have something to show. */
@ApplicationScoped
class Begun {

    /** Family name of all that is begun. */
    static final String NAME = "Wexcombe";

    private static final String ENTITY = "person";
    private static final String SOURCE = "begun";
    private static final String ACTOR = "user:test";

    private final Ledgers ledgers;
    private final SourceRecords records;
    private final GoldenRecords golden;
    private final Models models;
    private final Sources sources;
    private final Intake intake;
    private final BulkDecisions bulk;
    private final Reviews reviews;

    private @Nullable Things things;

    Begun(
            Ledgers ledgers,
            SourceRecords records,
            GoldenRecords golden,
            Models models,
            Sources sources,
            Intake intake,
            BulkDecisions bulk,
            Reviews reviews) {
        this.ledgers = ledgers;
        this.records = records;
        this.golden = golden;
        this.models = models;
        this.sources = sources;
        this.intake = intake;
        this.bulk = bulk;
        this.reviews = reviews;
    }

    /**
     * @param merged golden record of two records, by a decision of a steward
     * @param member one of the two, as {@code source/key}
     * @param apart golden record that is none of these
     * @param entered golden record of one record, {@code enteredRecord}, that a steward entered
     * @param ended golden record that is retired
     * @param refusing job with a line that was not taken
     */
    record Things(
            UUID merged,
            UUID decision,
            String member,
            UUID apart,
            UUID entered,
            String enteredRecord,
            UUID ended,
            UUID request,
            UUID draft,
            UUID refusing) {}

    /** Once for all tests of one hub. */
    synchronized Things things() {
        Things known = things;
        if (known == null) {
            known = begin();
            things = known;
        }
        return known;
    }

    private Things begin() {
        sources.ensure(SOURCE, ACTOR);
        sources.ensure(Command.STEWARD, ACTOR);
        UUID ada = push("ada", "Adaline", "1911-02-03", Map.of());
        UUID bob = push("bob", "Bobrick", "1963-11-30", Map.of());
        UUID cy = push("cy", "Cyprian", "1987-06-17", Map.of());
        Outcome.Done merged = done(new Command.Merge(ada, version(ada), bob, null, null, ACTOR));
        UUID survivor = merged.golden().getFirst();
        UUID entered = create("entered", "Dorothy", "1930-01-01");
        UUID ended = create("ended", "Ernestine", "1944-08-08");
        done(new Command.Remove(ended, version(ended), new RecordKey(Command.STEWARD, "ended"), null, ACTOR));
        askWhetherToComeApart();
        askWhyHeldBack();
        return new Things(
                survivor,
                decision(merged),
                SOURCE + "/bob",
                cy,
                entered,
                Command.STEWARD + "/entered",
                ended,
                request(cy),
                draft(),
                refusingJob());
    }

    /** What a person touched, the hub does not take apart by itself. */
    private void askWhetherToComeApart() {
        UUID fay = push("fay1", "Fayette", "1955-05-05", Map.of("email", "fay@wexcombe.example"));
        push("fay2", "Fayette", "1955-05-05", Map.of("email", "fay@wexcombe.example"));
        done(new Command.PinValue(fay, version(fay), "city", List.of("Bath"), "seen", null, ACTOR));
        push("fay2", "Gwendolen", "1999-09-09", Map.of("email", "gwen@elsewhere.example"));
    }

    /** Two tax ids that are far from each other keep records apart which all else would join. */
    private void askWhyHeldBack() {
        push("hal1", "Halbert", "1922-12-12", Map.of("email", "hal@wexcombe.example", "tax_id", "553017842"));
        push("hal2", "Halbert", "1922-12-12", Map.of("email", "hal@wexcombe.example", "tax_id", "910446327"));
    }

    private UUID request(UUID of) {
        var pin = new Command.PinValue(of, version(of), "city", List.of("York"), "heard", null, ACTOR);
        return ((Outcome.Proposed) ask(new Command.Propose(pin))).request();
    }

    private UUID draft() {
        var wish = new BulkDecisions.Wish(
                BulkDecision.Verdict.DIFFERENT, null, ACTOR, new Reviewer("test", Set.of("steward")), null);
        return bulk.draft(wish, reviews.chosen(List.of())).id();
    }

    private UUID refusingJob() {
        var type = models.find(ENTITY).orElseThrow();
        UUID job = intake.open(new Intake.Origin(type, SOURCE, ACTOR));
        byte[] line = "{\"key\": \"x\", \"data\": {\"no_such_attribute\": \"1\"}}\n".getBytes(StandardCharsets.UTF_8);
        try {
            intake.part(job, 0, new ByteArrayInputStream(line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return intake.ready(job).id();
    }

    private UUID create(String key, String given, String born) {
        RecordData data = RecordData.of(Map.of("given_name", given, "family_name", NAME, "birth_date", born));
        return done(new Command.Create(new RecordKey(Command.STEWARD, key), data, null, ACTOR))
                .golden()
                .getFirst();
    }

    private UUID push(String key, String given, String born, Map<String, String> more) {
        Map<String, String> data = new HashMap<>(more);
        data.putAll(Map.of("given_name", given, "family_name", NAME, "birth_date", born));
        RecordKey record = new RecordKey(SOURCE, key);
        ledgers.submit(
                        ENTITY,
                        new Command.Upsert(record, null, RecordData.of(data), "source:" + SOURCE),
                        Lane.INTERACTIVE)
                .join();
        UUID id = records.find(ENTITY, record).orElseThrow().goldenId();
        if (id == null) {
            throw new IllegalStateException(key + " was not taken");
        }
        return id;
    }

    private int version(UUID id) {
        return golden.find(ENTITY, id).orElseThrow().version();
    }

    private Outcome.Done done(Command.OfSteward command) {
        return (Outcome.Done) ask(command);
    }

    private Outcome.OfSteward ask(Command.OfSteward command) {
        return ledgers.submit(ENTITY, command).join();
    }

    private static UUID decision(Outcome.Done done) {
        UUID decision = done.decision();
        if (decision == null) {
            throw new IllegalStateException("a merge is a decision");
        }
        return decision;
    }
}
