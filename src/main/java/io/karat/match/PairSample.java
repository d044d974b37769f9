package io.karat.match;

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.doubles.DoubleList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.Arrays;

/**
 * Pairs of record numbers drawn from many.
 *
 * @param weights for each, the pairs of the population it stands for
 * @param told for each, what is known of it beside its records: natural log-odds that it matches; 0 for nothing
 */
public record PairSample(int[] lefts, int[] rights, double[] weights, double[] told) {

    public PairSample {
        if (lefts.length != rights.length || lefts.length != weights.length || lefts.length != told.length) {
            throw new IllegalArgumentException("a pair has two sides, a weight and what was told of it: " + lefts.length
                    + ", " + rights.length + ", " + weights.length + ", " + told.length);
        }
        lefts = lefts.clone();
        rights = rights.clone();
        weights = weights.clone();
        told = told.clone();
    }

    /** Every pair stands for as many, and nothing was told of any. */
    public static PairSample uniform(int[] lefts, int[] rights, double weight) {
        double[] weights = new double[lefts.length];
        Arrays.fill(weights, weight);
        return new PairSample(lefts, rights, weights, new double[lefts.length]);
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

    public double told(int i) {
        return told[i];
    }

    /** Gathers pairs. */
    public static final class Builder {

        private final IntList lefts = new IntArrayList();
        private final IntList rights = new IntArrayList();
        private final DoubleList weights = new DoubleArrayList();
        private final DoubleList told = new DoubleArrayList();

        public void add(int left, int right, double weight, double told) {
            lefts.add(left);
            rights.add(right);
            weights.add(weight);
            this.told.add(told);
        }

        public PairSample build() {
            return new PairSample(
                    lefts.toIntArray(), rights.toIntArray(), weights.toDoubleArray(), told.toDoubleArray());
        }
    }
}
