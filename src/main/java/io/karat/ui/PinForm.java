package io.karat.ui;

import io.karat.ui.Desk.Notice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The form that pins a value.
 *
 * @param shown it stands open on the page, because it was refused
 * @param end of the pin, as it was typed
 * @param wrong name of the field that has to be filled otherwise, or empty
 * @param notice why it was refused, where no field is wrong
 */
record PinForm(
        boolean shown,
        String attribute,
        String value,
        String reason,
        PinEnd end,
        String wrong,
        @Nullable Notice notice) {

    static PinForm closed() {
        return new PinForm(false, "", "", "", PinEnd.of(null), "", null);
    }

    static PinForm typed(
            @Nullable String attribute, @Nullable String value, @Nullable String reason, @Nullable String expires) {
        return new PinForm(
                true, Typed.text(attribute), Typed.text(value), Typed.text(reason), PinEnd.of(expires), "", null);
    }

    /** The first field that cannot be as it is; empty where all can. */
    String lacking(Instant now) {
        return value.isEmpty() ? "value" : reason.isEmpty() ? "reason" : end.wrong(now) ? "expires" : "";
    }

    PinForm refusedAt(String field) {
        return new PinForm(shown, attribute, value, reason, end, field, null);
    }

    PinForm refused(Notice why) {
        return new PinForm(shown, attribute, value, reason, end, "", why);
    }

    public String expires() {
        return end.typed();
    }
}
