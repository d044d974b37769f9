package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Prefers what a condition holds for; each side has a measure of its own.
 *
 * @param otherwise null where what it does not hold for takes no part
 */
record ByCondition(
        Predicate<Entry> condition, Measure then, @Nullable Measure otherwise) implements Measure {

    @Override
    public Comparator<Entry> order() {
        Comparator<Entry> holds = Comparator.comparing(entry -> !condition.test(entry));
        Comparator<Entry> here = then.order();
        Comparator<Entry> there = otherwise == null ? (a, b) -> 0 : otherwise.order();
        return holds.thenComparing((a, b) -> condition.test(a) ? here.compare(a, b) : there.compare(a, b));
    }

    /** Of what takes no part: the one it would stand under. */
    private Measure side(Entry entry) {
        return otherwise == null || condition.test(entry) ? then : otherwise;
    }

    @Override
    public String rule(Entry entry) {
        return side(entry).rule(entry);
    }

    @Override
    public String sees(Entry entry) {
        return side(entry).sees(entry);
    }

    @Override
    public boolean takesPart(Entry entry) {
        return condition.test(entry) ? then.takesPart(entry) : otherwise != null && otherwise.takesPart(entry);
    }

    @Override
    public Fate behind(Entry winner, Entry entry) {
        return condition.test(winner) == condition.test(entry) ? side(entry).behind(winner, entry) : Fate.CONDITION;
    }

    @Override
    public Measure at(Instant instant) {
        return new ByCondition(condition, then.at(instant), otherwise == null ? null : otherwise.at(instant));
    }

    @Override
    public boolean timed() {
        return then.timed() || otherwise != null && otherwise.timed();
    }

    @Override
    public Stream<Instant> changes(Entry entry, Instant after) {
        return side(entry).changes(entry, after);
    }
}
