package io.karat.ui;

import io.karat.ui.Desk.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form for the values of a record.
 *
 * @param path that it is sent to
 * @param back where the steward comes from
 * @param hidden what the form carries along
 * @param expires the day typed on which it ends, or empty; null where it has no end
 * @param wrong name of the field that has to be filled otherwise, or empty
 * @param needed what is said of approval, or empty
 * @param propose whether proposing is offered beside doing
 * @param moved what changed since the form was opened
 */
record EntrySheet(
        String path,
        String back,
        String title,
        String question,
        String text,
        List<PreviewSheet.Field> hidden,
        List<Field> fields,
        String reason,
        boolean reasoned,
        @Nullable String expires,
        String wrong,
        String label,
        String needed,
        boolean propose,
        Moved moved,
        @Nullable Notice notice) {

    EntrySheet {
        hidden = List.copyOf(hidden);
        fields = List.copyOf(fields);
    }

    /** It has an end that can be typed. */
    public boolean ends() {
        return expires != null;
    }

    /** @param value of several, one on each line */
    record Field(String name, String label, String value, boolean many, boolean guarded) {}
}
