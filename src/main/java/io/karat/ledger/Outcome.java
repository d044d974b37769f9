package io.karat.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a command. Durable when it is seen. */
public sealed interface Outcome {

    /** What became of a source's command. */
    sealed interface OfSource extends Outcome {}

    /** What became of a steward's command. */
    sealed interface OfSteward extends Outcome {}

    enum Decision {
        CREATED,
        LINKED,
        UPDATED,
        /** Its own golden record, plus an open question. */
        REVIEW,
        DELETED
    }

    /**
     * @param goldenId of the record now; null when it was deleted
     * @param score probability of the best pair that spoke for the link, or null
     * @param version of the source record
     */
    record Accepted(
            Decision decision,
            @Nullable UUID goldenId,
            @Nullable Double score,
            int version) implements OfSource {}

    /** Same content as before: nothing changed. */
    record Unchanged(@Nullable UUID goldenId, int version) implements OfSource {}

    /** Older than what is held: recorded nowhere, changes nothing. */
    record Stale(@Nullable UUID goldenId, int version) implements OfSource {}

    /** Kept, but not live and without a golden record. {@code pointer} is a JSON Pointer into the data, or null. */
    record Quarantined(
            String code, String message, @Nullable String pointer) implements OfSource {}

    /** Not kept. {@code pointer} is a JSON Pointer into the data, or null. */
    record Rejected(String code, String message, @Nullable String pointer) implements OfSource {}

    /**
     * @param decision its id (for undo), or null for an action that is not a decision (a pin)
     * @param golden the golden records that changed, survivors first
     */
    record Done(@Nullable UUID decision, List<UUID> golden) implements OfSteward {
        public Done {
            golden = List.copyOf(golden);
        }
    }

    /** A verdict was kept, and another person has to say something before anything is carried out. */
    record Waits(String message) implements OfSteward {}

    /**
     * It needs the approval of another person, and waits for it.
     *
     * @param anew false where the same was proposed already
     */
    record Proposed(UUID request, boolean anew) implements OfSteward {}

    /** The evidence or version changed since it was shown. */
    record Changed(String message) implements OfSteward {}

    /** Contradicts standing decisions, in the order of the chain. */
    record Contradicts(List<UUID> decisions, String message) implements OfSteward {
        public Contradicts {
            decisions = List.copyOf(decisions);
        }
    }

    /** No such review, golden record or decision, or it is in no state for this. */
    record Refused(String code, String message) implements OfSteward {}
}
