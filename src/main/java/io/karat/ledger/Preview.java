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
 * @param requests open requests for a change that would stand elsewhere, or end
 */
public record Preview(
        Outcome.OfSteward outcome,
        boolean waits,
        List<Result> golden,
        int opened,
        int closed,
        List<Followed> requests) {

    public Preview {
        golden = List.copyOf(golden);
        requests = List.copyOf(requests);
    }

    /** Without one request, which is what is looked at. */
    public Preview apartFrom(UUID request) {
        return new Preview(
                outcome,
                waits,
                golden,
                opened,
                closed,
                requests.stream().filter(r -> !r.id().equals(request)).toList());
    }

    /**
     * What becomes of an open request for a change.
     *
     * @param golden on which it would stand; null for one that would be created
     * @param ends whether nothing of it would be left
     */
    public record Followed(
            UUID id, String act, String title, @Nullable UUID golden, boolean ends) {}

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
