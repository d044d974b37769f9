package io.karat.golden;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a golden record is at an instant, and how long.
 *
 * @param next the first instant after it at which time alone may change the values: a pin expires, trust in a value falls
 *     below that in another; null if never
 * @param conflicts on which the sources disagree, whether answered or not
 */
public record DatedValues(GoldenValues values, @Nullable Instant next, List<Conflict> conflicts) {
    public DatedValues {
        conflicts = List.copyOf(conflicts);
    }
}
