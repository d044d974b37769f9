package io.karat.ledger;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How one golden id changes with a batch. */
sealed interface Move {

    UUID id();

    /**
     * It lives on, or begins to.
     *
     * @param before null for a new id; a retired golden record for a revived one
     * @param merged ids that were retired into it
     * @param left what it lost to others
     * @param from the id its first members came from, when it came out of one that lives on; for a new or revived id
     */
    record Lives(
            UUID id,
            @Nullable Golden before,
            int[] members,
            List<UUID> merged,
            List<Lost> left,
            @Nullable UUID from) implements Move {

        boolean revived() {
            return before != null && !before.live();
        }

        boolean sameMembers() {
            return before != null && java.util.Arrays.equals(before.members(), members);
        }
    }

    /**
     * It is retired.
     *
     * @param heir the golden record that holds most of its members, or null when none is left
     */
    record Retires(UUID id, Golden before, @Nullable UUID heir, List<Lost> left) implements Move {}

    /** Members that went to another golden record. */
    record Lost(UUID to, int[] members) {}
}
