package io.karat.match;

import java.util.Arrays;

/**
 * Pairs of record numbers drawn from many.
 *
 * @param weights for each, the pairs of the population it stands for
 */
public record PairSample(int[] lefts, int[] rights, double[] weights) {

    public PairSample {
        if (lefts.length != rights.length || lefts.length != weights.length) {
            throw new IllegalArgumentException("a pair has two sides and a weight: " + lefts.length + ", "
                    + rights.length + ", " + weights.length);
        }
        lefts = lefts.clone();
        rights = rights.clone();
        weights = weights.clone();
    }

    /** Every pair stands for as many. */
    public static PairSample uniform(int[] lefts, int[] rights, double weight) {
        double[] weights = new double[lefts.length];
        Arrays.fill(weights, weight);
        return new PairSample(lefts, rights, weights);
    }

    public int size() {
        return lefts.length;
    }

    public int left(int i) {
        return lefts[i];
    }

    public int right(int i) {
        return rights[i];
    }

    public double weight(int i) {
        return weights[i];
    }
}
