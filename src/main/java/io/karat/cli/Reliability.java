package io.karat.cli;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether probabilities mean what they say: of pairs of about one probability, how many are true matches.
 *
 * @param bins those that hold pairs, the least probable first
 */
record Reliability(List<Bin> bins) {

    /** Half of the pairs of a file lie beyond .99, where a tenth is too coarse. */
    private static final double[] EDGES = {0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, 1};

    /** Of the normal distribution, for an interval that holds 95 %. */
    private static final double DEVIATIONS = 1.959964;

    Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Pairs from one probability to below another, 1 included.
     *
     * @param mean of their probabilities
     */
    record Bin(double from, double to, long pairs, double mean, long matches) {

        double share() {
            return (double) matches / pairs;
        }

        double lowest() {
            return wilson(-1);
        }

        double highest() {
            return wilson(1);
        }

        /** Wilson 1927: the score interval, which holds also where all or none are matches. */
        private double wilson(int side) {
            double z = DEVIATIONS * DEVIATIONS / pairs;
            double half = DEVIATIONS * Math.sqrt(share() * (1 - share()) / pairs + z / (4 * pairs));
            return Math.clamp((share() + z / 2 + side * half) / (1 + z), 0, 1);
        }
    }

    long pairs() {
        return bins.stream().mapToLong(Bin::pairs).sum();
    }

    /** How far share and probability are apart, on average over all pairs (Naeini and others 2015). */
    double expectedError() {
        return bins.stream()
                        .mapToDouble(bin -> bin.pairs * Math.abs(bin.share() - bin.mean))
                        .sum()
                / Math.max(1, pairs());
    }

    /** Takes pairs one after another. */
    static final class Builder {

        private final long[] pairs = new long[EDGES.length - 1];
        private final long[] matches = new long[EDGES.length - 1];
        private final double[] sums = new double[EDGES.length - 1];

        /** @param probability from 0 to 1 */
        void add(double probability, boolean match) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("no probability: " + probability);
            }
            int bin = pairs.length - 1;
            while (probability < EDGES[bin]) {
                bin--;
            }
            pairs[bin]++;
            matches[bin] += match ? 1 : 0;
            sums[bin] += probability;
        }

        Reliability build() {
            return new Reliability(IntStream.range(0, pairs.length)
                    .filter(bin -> pairs[bin] > 0)
                    .mapToObj(bin ->
                            new Bin(EDGES[bin], EDGES[bin + 1], pairs[bin], sums[bin] / pairs[bin], matches[bin]))
                    .toList());
        }
    }
}
