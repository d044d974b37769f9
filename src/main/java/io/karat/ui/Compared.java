package io.karat.ui;

import io.karat.ledger.RecordView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants compared: a golden record with its members, or one record.
 *
 * @param parameter of the page's address: {@code golden} or {@code record}
 * @param token its value
 * @param golden that the records belong to; null for a record that belongs to none
 * @param records not empty
 */
record Compared(
        String parameter,
        String token,
        String title,
        @Nullable UUID golden,
        List<RecordView> records) {

    Compared {
        records = List.copyOf(records);
    }

    boolean single() {
        return parameter.equals("record");
    }
}
