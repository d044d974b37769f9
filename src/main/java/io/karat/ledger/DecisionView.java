package io.karat.ledger;

import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a steward decided about two groups of records, as they were when it was decided.
 *
 * @param act what was decided in one with it; undone together
 * @param review that it answered, or null
 * @param approver who approved it, or null where that was not asked for
 * @param released when and by whom it was undone, or null while it stands
 */
public record DecisionView(
        UUID id,
        UUID act,
        Command.Verdict verdict,
        List<RecordKey> left,
        List<RecordKey> right,
        @Nullable String reason,
        String author,
        @Nullable String approver,
        Instant at,
        @Nullable UUID review,
        @Nullable Release released) {

    public DecisionView {
        left = List.copyOf(left);
        right = List.copyOf(right);
    }

    public boolean stands() {
        return released == null;
    }

    public record Release(Instant at, String by, @Nullable String reason) {}
}
