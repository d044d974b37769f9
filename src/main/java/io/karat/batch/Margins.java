package io.karat.batch;

import java.util.Arrays;

/**
 * Scores of pairs given that each slot takes one of its candidates at most: log-odds by belief propagation on the graph of
 * slots. A competitor that is surely taken elsewhere does not count, equal competitors share. Source of the messages:
 * Bayati, Shah, Sharma 2008; Huang and Jebara 2009.
 */
final class Margins {

    /** Beyond this many nats a score is as good as certain; sums of odds stay exact. */
    private static final double FARTHEST = 30;

    private static final int ROUNDS = 40;

    private final Slots slots;
    private final double[] scores;
    private final double[] odds;
    private double[] fromLeft;
    private double[] fromRight;
    private final double[] margins;
    private final int[] bestOf;

    Margins(Slots slots, double[] scores) {
        this.slots = slots;
        this.scores = scores;
        this.odds = Arrays.stream(scores)
                .map(s -> Math.exp(Math.clamp(s, -FARTHEST, FARTHEST)))
                .toArray();
        this.fromLeft = odds.clone();
        this.fromRight = odds.clone();
        propagate();
        this.margins = new double[scores.length];
        double[] left = sums(slots.left(), fromRight);
        double[] right = sums(slots.right(), fromLeft);
        this.bestOf = new int[slots.count()];
        Arrays.fill(bestOf, -1);
        for (int p = 0; p < margins.length; p++) {
            margins[p] = scores[p]
                    - Math.log(1 + Math.max(0, left[slots.left()[p]] - fromRight[p]))
                    - Math.log(1 + Math.max(0, right[slots.right()[p]] - fromLeft[p]));
            lead(slots.left()[p], p);
            lead(slots.right()[p], p);
        }
    }

    private void propagate() {
        for (int round = 0; round < ROUNDS; round++) {
            double[] left = sums(slots.left(), fromRight);
            double[] right = sums(slots.right(), fromLeft);
            double[] nextLeft = new double[odds.length];
            double[] nextRight = new double[odds.length];
            for (int p = 0; p < odds.length; p++) {
                double l = odds[p] / (1 + Math.max(0, left[slots.left()[p]] - fromRight[p]));
                double r = odds[p] / (1 + Math.max(0, right[slots.right()[p]] - fromLeft[p]));
                nextLeft[p] = Math.sqrt(l * fromLeft[p]);
                nextRight[p] = Math.sqrt(r * fromRight[p]);
            }
            fromLeft = nextLeft;
            fromRight = nextRight;
        }
    }

    private double[] sums(int[] slot, double[] of) {
        double[] sums = new double[slots.count()];
        for (int p = 0; p < of.length; p++) {
            sums[slot[p]] += of[p];
        }
        return sums;
    }

    private void lead(int slot, int pair) {
        if (bestOf[slot] < 0 || margins[pair] > margins[bestOf[slot]]) {
            bestOf[slot] = pair;
        }
    }

    /** The same with a match made likelier for every record. */
    Margins given(double logOdds) {
        return new Margins(slots, Arrays.stream(scores).map(s -> s + logOdds).toArray());
    }

    Slots slots() {
        return slots;
    }

    double[] all() {
        return margins;
    }

    /** The best margin of each slot. */
    double[] best() {
        return Arrays.stream(bestOf).mapToDouble(p -> margins[p]).toArray();
    }

    /** The best margin of each slot if its best candidate did not exist; negative infinity where it is the only one. */
    double[] secondWithoutBest() {
        double[] second = new double[slots.count()];
        Arrays.fill(second, Double.NEGATIVE_INFINITY);
        double[] left = new double[slots.count()];
        double[] right = new double[slots.count()];
        for (int p = 0; p < odds.length; p++) {
            left[slots.left()[p]] += bestOf[slots.left()[p]] == p ? 0 : fromRight[p];
            right[slots.right()[p]] += bestOf[slots.right()[p]] == p ? 0 : fromLeft[p];
        }
        double[] allLeft = sums(slots.left(), fromRight);
        double[] allRight = sums(slots.right(), fromLeft);
        for (int p = 0; p < odds.length; p++) {
            int l = slots.left()[p];
            int r = slots.right()[p];
            if (bestOf[l] != p) {
                second[l] = Math.max(
                        second[l],
                        scores[p]
                                - Math.log(1 + Math.max(0, left[l] - fromRight[p]))
                                - Math.log(1 + Math.max(0, allRight[r] - fromLeft[p])));
            }
            if (bestOf[r] != p) {
                second[r] = Math.max(
                        second[r],
                        scores[p]
                                - Math.log(1 + Math.max(0, allLeft[l] - fromRight[p]))
                                - Math.log(1 + Math.max(0, right[r] - fromLeft[p])));
            }
        }
        return second;
    }
}
