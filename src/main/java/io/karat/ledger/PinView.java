package io.karat.ledger;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A value that a steward pinned, beside what the sources say now.
 *
 * @param golden the live golden record that it counts for
 * @param values pinned; empty for none
 * @param expires null if it stands until it is released
 * @param sources what would stand without the pin; empty for nothing
 * @param changed when a source last sent a record whose value would stand and is another one than the pinned; null where
 *     they agree
 */
public record PinView(
        UUID id,
        UUID golden,
        String title,
        String attribute,
        List<String> values,
        String reason,
        String author,
        Instant at,
        @Nullable Instant expires,
        List<String> sources,
        @Nullable Instant changed) {

    public PinView {
        values = List.copyOf(values);
        sources = List.copyOf(sources);
    }

    /** How the sources stand to a pin. */
    public enum Standing {
        /** They say the same by now: the pin changes nothing any more. */
        AGREE,
        /** They say something else, as they did when it was pinned. */
        OVERRULED,
        /** One of them said something else after it was pinned: the reason may no longer hold. */
        DISAGREE
    }

    public Standing standing() {
        if (changed == null) {
            return Standing.AGREE;
        }
        return changed.isAfter(at) ? Standing.DISAGREE : Standing.OVERRULED;
    }
}
