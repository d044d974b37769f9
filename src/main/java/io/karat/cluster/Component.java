package io.karat.cluster;

import io.karat.model.RecordKey;
import java.util.stream.IntStream;

/**
 * Records that might belong together, seen as a graph. Nodes are numbered 0 to {@code size - 1} in ascending order of
 * their record keys; ties are broken by node number, so a result depends on the records alone.
 *
 * <p>The methods are pure functions of the records, symmetric in {@code a} and {@code b}.
 */
public interface Component {

    int size();

    RecordKey key(int node);

    /** The pair's contribution to average linkage, in natural log-odds, clipped (see {@code PairScore.evidence}). */
    double evidence(int a, int b);

    /** The two records share a key and score at least the edge threshold: the graph's edges. */
    boolean edge(int a, int b);

    /**
     * The nodes with an edge to this one, in any order. Asks for every pair; a caller that knows its edges overrides it, as
     * large components ask for the neighbours of a few nodes only.
     */
    default int[] neighbours(int node) {
        return IntStream.range(0, size())
                .filter(other -> other != node && edge(node, other))
                .toArray();
    }

    /** The pair's evidence accounts for what else its records might match; see {@link Cut#onePerSource}. */
    default boolean settled(int a, int b) {
        return false;
    }

    /** Valid values of an exclusive attribute contradict each other. */
    boolean exclusiveConflict(int a, int b);

    /** Hash of the node's features: nodes with equal hash and equal features are contracted. */
    long fingerprint(int node);
}
