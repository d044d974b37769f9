package io.karat.ui;

import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateExtension;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** An instant as the pages show it: the exact one, and words in the locale and zone of the reader's browser. */
record When(String iso, String text) {

    static final When NEVER = new When("", "");

    private static final DateTimeFormatter WORDS =
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM);

    static When of(@Nullable Instant instant) {
        return instant == null
                ? NEVER
                : new When(instant.truncatedTo(ChronoUnit.MILLIS).toString(), words(instant));
    }

    private static String words(Instant instant) {
        ZoneId zone = Locales.zone();
        String words = WORDS.withLocale(Locales.locale()).withZone(zone).format(instant);
        return zone.equals(ZoneOffset.UTC) ? words + " UTC" : words;
    }

    /** @param iso a day of the calendar, in no zone */
    @TemplateExtension(namespace = "date")
    static String day(String iso) {
        return DAY.withLocale(Locales.locale()).format(LocalDate.parse(iso));
    }

    /** An element that the pages' script keeps in the locale and zone of the browser. */
    public RawString html() {
        return new RawString(
                known() ? "<time datetime=\"" + iso + "\">" + text + "</time>" : "<span class=\"none\">\u2013</span>");
    }

    public boolean known() {
        return !iso.isEmpty();
    }
}
