package io.karat.cluster;

import io.karat.cluster.Partition.Reason;

/**
 * What the guard says of two clusters, whatever the evidence between them and whatever stewards decided: it is asked here
 * to explain, not to decide. See {@link Partitioner#guard}.
 */
public sealed interface GuardView {

    /** It would hold their merge. */
    record Holds(Reason reason) implements GuardView {}

    /** It would not hold it. */
    record Passes() implements GuardView {}

    /** It is not asked: of clean lists, both hold a record of one, so no evidence joins them. */
    record OneList() implements GuardView {}

    /**
     * It is not asked: they are one cluster already.
     *
     * @param density share of the pairs of distinct records that speak for each other, in [0, 1]
     * @param bridged nothing but one pair of records holds two groups of it together
     */
    record OneAlready(double density, boolean bridged) implements GuardView {}

    /**
     * It was not asked: that would be too much work for a look.
     *
     * @param records of the clusters
     */
    record TooLarge(int records) implements GuardView {}
}
