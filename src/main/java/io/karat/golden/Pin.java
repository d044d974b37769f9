package io.karat.golden;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A steward's pinned value: stands above every rule until it expires or is released. */
public record Pin(
        String attribute, List<String> values, @Nullable Instant expires) {
    public Pin {
        values = List.copyOf(values);
    }
}
