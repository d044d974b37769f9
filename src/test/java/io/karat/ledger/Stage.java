package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.review.Handling;
import io.karat.review.QueuesUnderTest;
import io.karat.review.Reviews;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** A hub on which callers meet: what sources told it first, and what each caller will ask. */
final class Stage implements AutoCloseable {

    /** Somebody who asks once. The answer is in words that are the same on every stage. */
    record Caller(String name, Supplier<String> call) {}

    final Lab lab;
    final Reviews reviews;
    final Handling handling;
    private final EntityType type;
    private final Ledger ledger;
    private final List<Command.OfSource> told = new ArrayList<>();
    private final List<Long> read = new ArrayList<>();
    private final AtomicBoolean reading = new AtomicBoolean(true);
    private final Thread reader = Thread.ofPlatform().unstarted(this::read);

    Stage(EntityType type) {
        this.type = type;
        this.lab = Lab.fresh(type);
        this.ledger = lab.ledger();
        this.reviews = QueuesUnderTest.reviews(lab.database);
        this.handling = QueuesUnderTest.handling(lab.database);
    }

    /** Before the callers come. */
    void tell(Command.OfSource... commands) {
        told.addAll(List.of(commands));
        lab.tell(commands);
    }

    Outcome.Done done(Command.OfSteward command) {
        Outcome.OfSteward outcome = lab.act(command);
        assertThat(outcome).as("%s", command).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    Caller steward(Command.OfSteward command) {
        return new Caller(
                command.getClass().getSimpleName() + " by " + command.actor(),
                () -> word(answer(ledger.submit(command))));
    }

    Caller source(Command.OfSource command) {
        told.add(command);
        return new Caller(
                command.getClass().getSimpleName() + " by " + command.actor(),
                () -> word(
                        answer(ledger.submit(List.of(command), Lane.INTERACTIVE).getFirst())));
    }

    Caller queue(String name, Supplier<Optional<?>> act) {
        return new Caller(name, () -> act.get().isPresent() ? "done" : "refused");
    }

    private static <T> T answer(CompletableFuture<T> future) {
        return future.join();
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused refused -> refused.code();
            case Outcome.Accepted accepted -> accepted.decision().name();
            default -> outcome.getClass().getSimpleName();
        };
    }

    void open() {
        ledger.start();
        reader.start();
    }

    /** The feed is read to its end, and the hub is opened anew from what it wrote. */
    void shut() throws InterruptedException {
        ledger.stop();
        reading.set(false);
        reader.join();
        lab.reopen();
    }

    /** A subscriber that reads as fast as it can. */
    private void read() {
        boolean more = true;
        while (more) {
            more = reading.get();
            long last = read.isEmpty() ? 0 : read.getLast();
            lab.strings("select seq from golden_version where seq > " + last + " order by seq")
                    .forEach(seq -> read.add(Long.valueOf(seq)));
        }
    }

    /** The questions about records, by id and evidence: in the order of their sides. */
    String[] question(String kind) {
        return lab.strings(
                        "select id || ' ' || evidence from review where state = 'open' and kind = ? order by id", kind)
                .getFirst()
                .split(" ");
    }

    UUID golden(String source, String key) {
        return lab.goldenOf(source, key);
    }

    /** What the callers were told, and what is stored. */
    List<String> outcome(String... answers) {
        List<String> outcome = new ArrayList<>(List.of(answers));
        outcome.addAll(state());
        return outcome;
    }

    /** Everything that matters in words without ids, so that it can be compared with what another stage came to. */
    private List<String> state() {
        List<String> state = records(lab);
        state.addAll(lab.strings("""
                select 'id of ' || f.key || ' version ' || g.version || ' state ' || g.state
                    || coalesce(' leads to ' || h.key, '')
                from golden_record g join source_record f on f.entity = g.entity and f.ordinal = g.founder
                left join golden_record t on t.entity = g.entity and t.golden_id = g.heir
                left join source_record h on h.entity = t.entity and h.ordinal = t.founder
                """));
        state.addAll(lab.strings("select 'decision ' || verdict || ' ' || left_records::text || right_records::text"
                + " || author || coalesce(' approved by ' || approver, '')"
                + " || case when released_at is null then '' else ' released by ' || released_by end from decision"));
        state.addAll(lab.strings("select 'pin ' || attribute || coalesce(values::text, '') || author"
                + " || case when released_at is null then '' else ' released' end from pin"));
        state.addAll(
                lab.strings("select 'review ' || kind || ' ' || state || coalesce(' decided by ' || decided_by, '')"
                        + " || coalesce(' held by ' || claimed_by, '') || coalesce(' of ' || assigned_to, '')"
                        + " || coalesce(' for ' || escalated_to, '') || case when snoozed_until is null then '' else ' snoozed' end"
                        + " from review"));
        state.addAll(lab.strings("select 'request ' || state from change_request"));
        state.sort(null);
        return state;
    }

    private static List<String> records(Lab lab) {
        List<String> records = new ArrayList<>();
        lab.golden().forEach((key, values) -> records.add("golden " + key + " " + values));
        lab.partition().forEach(members -> records.add("members " + members));
        lab.questions().forEach(question -> records.add("open " + question));
        records.sort(null);
        return records;
    }

    /** Invariants 3 to 10: what {@code karat check} looks at, and the feed as it was read. */
    void verify() {
        assertThat(lab.violations()).isEmpty();
        assertThat(read)
                .as("each entry of the feed once, in order")
                .isEqualTo(LongStream.rangeClosed(1, read.size()).boxed().toList())
                .hasSize(lab.strings("select seq from golden_version").size());
    }

    /** Releases what stewards decided. Golden records and questions are then as if they had never done anything. */
    List<String> released(SplittableRandom random) {
        StewardActsTest.release(lab, random);
        assertThat(lab.violations()).isEmpty();
        return records(lab);
    }

    /** What stands where nobody but the sources was heard. */
    List<String> withoutStewards() {
        try (Lab without = Lab.fresh(type)) {
            told.forEach(without::tell);
            return records(without);
        }
    }

    @Override
    public void close() {
        lab.close();
    }
}
