package io.karat.ledger;

import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.standardise.Finding;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The present state of a source record.
 *
 * @param marks what the quality rules found
 */
public record RecordView(
        int ordinal,
        RecordKey key,
        State state,
        int version,
        @Nullable Instant observedAt,
        Instant receivedAt,
        RecordData data,
        List<Finding> findings,
        @Nullable UUID goldenId,
        Marks marks) {

    public enum State {
        PENDING(0),
        LIVE(1),
        DELETED(2),
        QUARANTINED(3);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** As it stands in the table. */
        int code() {
            return code;
        }

        static State of(int code) {
            for (State state : values()) {
                if (state.code == code) {
                    return state;
                }
            }
            throw new IllegalArgumentException("no state of a record: " + code);
        }
    }
}
