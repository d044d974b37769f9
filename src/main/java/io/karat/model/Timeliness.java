package io.karat.model;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How old what a source says may be: a record is in time while its source said it, or said it again, within the period.
 *
 * @param otherwise for sources that are not named; null where nothing is asked of them
 * @param bySource by the source's name
 */
public record Timeliness(@Nullable Duration otherwise, Map<String, Duration> bySource) {

    /** Nothing is asked of any source. */
    public static final Timeliness NONE = new Timeliness(null, Map.of());

    public Timeliness {
        bySource = Map.copyOf(bySource);
    }

    /** Empty where nothing is asked of the source. */
    public Optional<Duration> of(String source) {
        return Optional.ofNullable(bySource.getOrDefault(source, otherwise));
    }

    public boolean asked() {
        return otherwise != null || !bySource.isEmpty();
    }
}
