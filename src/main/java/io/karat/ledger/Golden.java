package io.karat.ledger;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A golden id as the ledger knows it in memory. Immutable: a change makes another one.
 *
 * @param founder ordinal of the record it was made for
 * @param members ordinals, ascending; empty when retired
 * @param heir where a retired id leads; null while it lives, or if it died with its last member
 */
record Golden(
        UUID id,
        int version,
        long seq,
        int founder,
        int[] members,
        @Nullable UUID heir) {

    boolean live() {
        return members.length > 0;
    }

    boolean holds(int ordinal) {
        return Arrays.binarySearch(members, ordinal) >= 0;
    }
}
