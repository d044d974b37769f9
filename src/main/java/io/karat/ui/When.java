package io.karat.ui;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An instant as the pages show it: the exact one, and words that the browser puts into the reader's locale and zone. */
record When(String iso, String text) {

    static final When NEVER = new When("", "");

    private static final DateTimeFormatter WORDS =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    static When of(@Nullable Instant instant) {
        return instant == null
                ? NEVER
                : new When(instant.truncatedTo(ChronoUnit.MILLIS).toString(), WORDS.format(instant) + " UTC");
    }

    public boolean known() {
        return !iso.isEmpty();
    }
}
