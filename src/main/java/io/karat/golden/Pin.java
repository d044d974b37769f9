package io.karat.golden;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A steward's pinned value: stands above every rule until it expires or is released. Without values it pins the attribute
 * to be absent.
 *
 * @param expires the first instant at which it no longer stands; null if it does not expire
 */
public record Pin(
        String attribute, List<String> values, @Nullable Instant expires) {

    /** Rule code of a pinned value. */
    public static final String RULE = "pin";

    private static final Comparator<Pin> LAST_TO_EXPIRE = Comparator.comparing(
                    Pin::expires, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(pin -> String.join("\0", pin.values));

    public Pin {
        values = List.copyOf(values);
    }

    public boolean stands(Instant now) {
        return expires == null || now.isBefore(expires);
    }

    /** The next instant after {@code now} at which time alone changes a golden record. */
    public static Optional<Instant> nextRevisit(Collection<Pin> pins, Instant now) {
        return pins.stream()
                .flatMap(pin -> Optional.ofNullable(pin.expires()).stream())
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    /** By attribute; of several for one attribute the last to expire, whatever their order. */
    public static Map<String, Pin> standing(Collection<Pin> pins, Instant now) {
        Map<String, Pin> standing = new HashMap<>();
        pins.stream()
                .filter(pin -> pin.stands(now))
                .sorted(LAST_TO_EXPIRE)
                .forEach(pin -> standing.put(pin.attribute, pin));
        return standing;
    }
}
