package io.karat.batch;

import io.karat.cluster.Margins;
import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Turns scores into probabilities that the best candidate of a record is its match. What chance brings to the top is seen
 * in the second-best candidates, which cannot match where the best one does: with {@code f} the density of the best scores
 * and {@code f0} that of the second-best, the probability is {@code 1 - pi0 f0 / f}, made monotone. The share of records
 * without a match, {@code pi0}, is read below the median of {@code f0}. Source of the estimate of pi0: Storey 2002.
 */
final class RankCalibration {

    private static final int MOST_BINS = 25;
    private static final int FEWEST_BINS = 4;
    private static final int RECORDS_PER_BIN = 12;
    private static final int MOST_ROUNDS = 30;
    private static final double STILL = 1e-3;

    private final double[] best;
    private final double[] second;
    private final double[] edges;
    private double[] middles = {};
    private double[] probabilities = {};

    private RankCalibration(double[] best, double[] second) {
        this.best = best;
        this.second = second;
        this.edges = edges(best, second);
    }

    static RankCalibration fit(Slots slots, Margins margins) {
        double[] first = margins.best();
        double[] next = margins.secondWithoutBest();
        DoubleArrayList best = new DoubleArrayList();
        DoubleArrayList second = new DoubleArrayList();
        double lowest = Double.POSITIVE_INFINITY;
        for (int s = 0; s < slots.count(); s++) {
            if (slots.small()[s]) {
                best.add(first[s]);
                second.add(next[s]);
                lowest = Math.min(lowest, first[s]);
            }
        }
        for (int i = 0; i < second.size(); i++) {
            if (second.getDouble(i) == Double.NEGATIVE_INFINITY) {
                second.set(i, lowest - 1);
            }
        }
        RankCalibration fit = new RankCalibration(best.toDoubleArray(), second.toDoubleArray());
        fit.run();
        return fit;
    }

    double[] probabilities(double[] scores) {
        return Arrays.stream(scores).map(this::probability).toArray();
    }

    private double probability(double score) {
        int n = middles.length;
        if (n == 0 || score <= middles[0]) {
            return n == 0 ? 0 : probabilities[0];
        }
        if (score >= middles[n - 1]) {
            return probabilities[n - 1];
        }
        int at = bin(middles, score) - 1;
        double share = (score - middles[at]) / (middles[at + 1] - middles[at]);
        return probabilities[at] + share * (probabilities[at + 1] - probabilities[at]);
    }

    /** Quantiles of both, so that neither what chance brings nor what matches falls into one bin. */
    private static double[] edges(double[] best, double[] second) {
        int bins = Math.clamp(best.length / RECORDS_PER_BIN, FEWEST_BINS, MOST_BINS);
        return DoubleStream.concat(quantiles(best, bins), quantiles(second, bins / 2))
                .sorted()
                .distinct()
                .toArray();
    }

    private static DoubleStream quantiles(double[] values, int bins) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return IntStream.range(1, sorted.length == 0 ? 0 : bins).mapToDouble(b -> {
            double at = (double) b / bins * (sorted.length - 1);
            int low = (int) at;
            int high = Math.min(low + 1, sorted.length - 1);
            return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
        });
    }

    /** Number of edges that are at most {@code score}. */
    private static int bin(double[] edges, double score) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] <= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void run() {
        if (best.length == 0) {
            return;
        }
        int k = edges.length + 1;
        int[] binOfBest = Arrays.stream(best).mapToInt(s -> bin(edges, s)).toArray();
        int[] binOfSecond = Arrays.stream(second).mapToInt(s -> bin(edges, s)).toArray();
        double[] count = new double[k];
        for (int b : binOfBest) {
            count[b]++;
        }
        double[] f = share(count);
        double[] mass = Arrays.stream(count).map(c -> c + 1e-6).toArray();
        double[] byBin = new double[k];
        Arrays.fill(byBin, 1);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double[] nothing = new double[k];
            for (int i = 0; i < best.length; i++) {
                nothing[binOfSecond[i]] += byBin[binOfBest[i]];
                nothing[binOfBest[i]] += 1 - byBin[binOfBest[i]];
            }
            double[] f0 = share(nothing);
            double unmatched = unmatched(f, f0);
            double[] raw = new double[k];
            for (int b = 0; b < k; b++) {
                raw[b] = Math.clamp(1 - unmatched * f0[b] / f[b], 0, 1);
            }
            double[] next = Isotonic.fit(mass, raw);
            double change = 0;
            for (int b = 0; b < k; b++) {
                change = Math.max(change, count[b] > 0 ? Math.abs(next[b] - byBin[b]) : 0);
            }
            byBin = next;
            if (change < STILL) {
                break;
            }
        }
        keep(count, binOfBest, byBin);
    }

    private static double[] share(double[] counts) {
        double sum = Arrays.stream(counts).sum();
        return Arrays.stream(counts)
                .map(c -> (c + 0.5) / (sum + 0.5 * counts.length))
                .toArray();
    }

    /** Below the median of what chance brings, all is chance. */
    private static double unmatched(double[] f, double[] f0) {
        double all = 0;
        double chance = 0;
        for (int b = 0; b < f.length; b++) {
            all += f[b];
            chance += f0[b];
            if (chance >= 0.5) {
                break;
            }
        }
        return Math.min(1, all / chance);
    }

    private void keep(double[] count, int[] binOfBest, double[] byBin) {
        double[] sums = new double[count.length];
        for (int i = 0; i < best.length; i++) {
            sums[binOfBest[i]] += best[i];
        }
        DoubleArrayList at = new DoubleArrayList();
        DoubleArrayList probability = new DoubleArrayList();
        for (int b = 0; b < count.length; b++) {
            if (count[b] > 0) {
                at.add(sums[b] / count[b]);
                probability.add(byBin[b]);
            }
        }
        middles = at.toDoubleArray();
        probabilities = probability.toDoubleArray();
    }
}
