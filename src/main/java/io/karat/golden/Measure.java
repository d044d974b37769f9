package io.karat.golden;

import io.karat.golden.Candidate.Fate;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a rule sees of entries, and which it prefers. */
interface Measure {

    /** The preferred one first; equal where the rule has no preference. */
    Comparator<Entry> order();

    /** Code of the rule the entry stands under. */
    String rule(Entry entry);

    /** What the rule sees of it, for a steward: completes a sentence that begins with the value. */
    String sees(Entry entry);

    default boolean takesPart(Entry entry) {
        return true;
    }

    /** Of an entry that the order puts behind another. */
    default Fate behind(Entry winner, Entry entry) {
        return Fate.RULE;
    }

    /** The same measure at another instant. */
    default Measure at(Instant instant) {
        return this;
    }

    /** Time alone may change what it sees. */
    default boolean timed() {
        return false;
    }

    /** When after an instant time alone changes what it sees of the entry. */
    default Stream<Instant> changes(Entry entry, Instant after) {
        return Stream.empty();
    }

    /** One that time does not touch. */
    record Lasting(String code, Comparator<Entry> order, Function<Entry, String> words) implements Measure {
        @Override
        public String rule(Entry entry) {
            return code;
        }

        @Override
        public String sees(Entry entry) {
            return words.apply(entry);
        }
    }
}
