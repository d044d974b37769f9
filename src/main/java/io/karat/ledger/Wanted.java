package io.karat.ledger;

import io.karat.review.Review;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wanted partition of some surroundings, with what must be asked.
 *
 * @param surroundings ordinals, ascending, records that are no longer live included
 * @param concerned those of them about which all questions are here
 * @param scored the live ones
 * @param clusters node numbers, ascending; ordered by their first node
 * @param questions at most one per kind and pair of groups
 */
record Wanted(int[] surroundings, int[] concerned, Scored scored, List<int[]> clusters, List<Asked> questions) {

    /**
     * A question about two groups of records.
     *
     * @param leftCluster number of the cluster that holds the left group
     * @param rightCluster number of the cluster that holds the right group; the same one for a split
     * @param left node numbers, ascending; the first stands for the group
     * @param right likewise
     * @param logOdds mean evidence between the groups, natural log-odds
     * @param detail why the guard held a merge, or null
     */
    record Asked(
            Review.Kind kind,
            int leftCluster,
            int rightCluster,
            int[] left,
            int[] right,
            double logOdds,
            @Nullable String detail) {}

    /** Ordinals of some nodes, ascending. */
    int[] ordinals(int[] nodes) {
        int[] ordinals = new int[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            ordinals[i] = scored.ordinal(nodes[i]);
        }
        Arrays.sort(ordinals);
        return ordinals;
    }
}
