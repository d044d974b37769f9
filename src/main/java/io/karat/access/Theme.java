package io.karat.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a person likes the pages to look. */
public enum Theme {
    SYSTEM,
    LIGHT,
    DARK;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Theme> of(String label) {
        return Arrays.stream(values())
                .filter(theme -> theme.label().equals(label))
                .findFirst();
    }
}
