package io.karat.standardise;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was made of a text, for texts that recur: names, cities, dates. Bounded, since a slot holds the last
 * text that fell into it. Any number of threads share one and none waits.
 */
final class Memory<T> {

    private static final int SLOT_BITS = 14;

    /** Longer texts hardly recur and would take much room. */
    private static final int LONGEST = 64;

    private record Entry<T>(String text, T made) {}

    private final AtomicReferenceArray<@Nullable Entry<T>> slots = new AtomicReferenceArray<>(1 << SLOT_BITS);

    /** What was made of the text; null when that was not remembered, or no longer is. */
    @Nullable T get(String text) {
        Entry<T> entry = slots.getPlain(slot(text));
        return entry != null && entry.text.equals(text) ? entry.made : null;
    }

    /** Remembers what was made, which must be immutable. */
    void put(String text, T made) {
        if (text.length() <= LONGEST) {
            // An entry's fields are final: who sees it, sees them.
            slots.setPlain(slot(text), new Entry<>(text, made));
        }
    }

    private static int slot(String text) {
        int h = text.hashCode() * 0x9e3779b1;
        return h >>> (Integer.SIZE - SLOT_BITS);
    }
}
