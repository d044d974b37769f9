package io.karat.ui;

import io.karat.ui.Desk.Notice;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * How long a pin is to stand, as a form asks for it: until its day begins in the zone of the reader's browser.
 *
 * @param typed as 2027-01-31, or empty for no end
 * @param zone of the reader
 */
record PinEnd(String typed, ZoneId zone) {

    static PinEnd of(@Nullable String typed) {
        return new PinEnd(Typed.text(typed), Locales.zone());
    }

    /** The first instant at which the pin no longer stands; null without an end, and for what is no day. */
    @Nullable Instant instant() {
        LocalDate day = day();
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }

    /** Something was typed, and it is no day, or one that has begun. */
    boolean wrong(Instant now) {
        Instant end = instant();
        return end == null ? !typed.isEmpty() : !end.isAfter(now);
    }

    static Notice wrong() {
        return new Notice("warn", Messages.text("golden-pin-ends-later"), Messages.text("golden-pin-ends-later-text"));
    }

    private @Nullable LocalDate day() {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
