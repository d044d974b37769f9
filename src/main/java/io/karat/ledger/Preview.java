package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.model.RecordKey;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an act of a steward would come to now: it was carried out and taken back again, so nothing is estimated.
 *
 * @param outcome the answer that the act would get
 * @param waits whether another person has to approve it first
 * @param golden the golden records that would change: those that stay, come back, are created, are retired; each gets one event in the feed
 * @param opened questions that would be asked
 * @param closed questions that would no longer arise
 */
public record Preview(Outcome.OfSteward outcome, boolean waits, List<Result> golden, int opened, int closed) {

    public Preview {
        golden = List.copyOf(golden);
    }

    /** What becomes of a golden id. */
    public enum Fate {
        CHANGED,
        REVIVED,
        CREATED,
        RETIRED
    }

    /**
     * One golden record before and after.
     *
     * @param id null for one that would be created: ids are drawn when it happens
     * @param heir where a retired id would lead; null also when that is a golden record still to be created
     * @param version it would have
     * @param records it would consist of, in the order of their keys
     * @param before null for one that does not exist; for a revived one the values it had last
     * @param after null for one that would be retired
     */
    public record Result(
            @Nullable UUID id,
            Fate fate,
            @Nullable UUID heir,
            int version,
            String title,
            List<RecordKey> records,
            @Nullable GoldenValues before,
            @Nullable GoldenValues after) {
        public Result {
            records = List.copyOf(records);
        }
    }
}
