package io.karat.ledger;

import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a steward chose where sources disagreed.
 *
 * @param unit attribute, or group of attributes by its name
 * @param records that said something, as it was seen
 * @param released when and by whom it was undone, or null while it stands
 */
public record ChoiceView(
        UUID id,
        String unit,
        RecordData values,
        List<RecordKey> records,
        @Nullable String reason,
        String author,
        Instant at,
        DecisionView.@Nullable Release released) {

    public ChoiceView {
        records = List.copyOf(records);
    }
}
