package io.karat.match;

import java.util.Arrays;

/**
 * The levels of one pair, one per comparison.
 */
final class Agreement {

    /** {@link Comparison#MISSING} where there is no evidence. */
    final byte[] levels;

    /** The value both records hold, where they hold one; else empty. */
    final String[] agreed;

    Agreement(int comparisons) {
        levels = new byte[comparisons];
        agreed = new String[comparisons];
        Arrays.fill(agreed, "");
    }
}
