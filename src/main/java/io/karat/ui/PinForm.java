package io.karat.ui;

import io.karat.ui.Desk.Notice;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The form that pins a value.
 *
 * @param shown it stands open on the page, because it was refused
 * @param end of the pin, as it was typed
 * @param wrong name of the field that has to be filled otherwise, or empty
 * @param notice why it was refused, where no field is wrong
 * @param moved what changed under it since it was opened
 * @param key another each time it is shown: sent twice, it pins once
 */
record PinForm(
        boolean shown,
        String attribute,
        String value,
        String reason,
        PinEnd end,
        String wrong,
        @Nullable Notice notice,
        Moved moved,
        String key) {

    private PinForm(boolean shown, String attribute, String value, String reason, PinEnd end) {
        this(
                shown,
                attribute,
                value,
                reason,
                end,
                "",
                null,
                Moved.NOTHING,
                UUID.randomUUID().toString());
    }

    static PinForm closed() {
        return new PinForm(false, "", "", "", PinEnd.of(null));
    }

    static PinForm typed(
            @Nullable String attribute, @Nullable String value, @Nullable String reason, @Nullable String expires) {
        return new PinForm(true, Typed.text(attribute), Typed.text(value), Typed.text(reason), PinEnd.of(expires));
    }

    /** The first field that cannot be as it is; empty where all can. */
    String lacking(Instant now) {
        return value.isEmpty() ? "value" : reason.isEmpty() ? "reason" : end.wrong(now) ? "expires" : "";
    }

    PinForm refusedAt(String field) {
        return new PinForm(shown, attribute, value, reason, end, field, null, moved, key);
    }

    PinForm refused(Notice why) {
        return refused(why, moved);
    }

    /** @param since what changed since it was opened */
    PinForm refused(Notice why, Moved since) {
        return new PinForm(shown, attribute, value, reason, end, "", why, since, key);
    }

    public String expires() {
        return end.typed();
    }
}
