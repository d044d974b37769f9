package io.karat.match;

/**
 * Pairs of record numbers drawn from many.
 *
 * @param weight pairs of the population that each stands for
 */
public record PairSample(int[] lefts, int[] rights, double weight) {

    public PairSample {
        if (lefts.length != rights.length) {
            throw new IllegalArgumentException("a pair has two sides: " + lefts.length + ", " + rights.length);
        }
        lefts = lefts.clone();
        rights = rights.clone();
    }

    public int size() {
        return lefts.length;
    }

    int left(int i) {
        return lefts[i];
    }

    int right(int i) {
        return rights[i];
    }
}
