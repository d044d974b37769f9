package io.karat.ledger;

import java.util.UUID;

/**
 * A steward's decision that stands: member sets as the steward saw them.
 *
 * @param left ordinals
 * @param right ordinals
 */
record Standing(UUID id, Command.Verdict verdict, int[] left, int[] right) {

    boolean same() {
        return verdict == Command.Verdict.SAME;
    }

    int[] both() {
        int[] all = java.util.Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        return all;
    }
}
