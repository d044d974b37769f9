package io.karat.cluster;

import java.util.Arrays;

/**
 * Scores of pairs given that each <em>slot</em> takes one of its candidates at most: log-odds by belief propagation on the
 * graph of slots. Each pair is in two slots, one of each record. A competitor that is surely taken elsewhere does not count, equal competitors share. Source of the messages:
 * Bayati, Shah, Sharma 2008; Huang and Jebara 2009.
 */
public final class Margins {

    /** Beyond this many nats a score is as good as certain; sums of odds stay exact. */
    private static final double FARTHEST = 30;

    private static final int ROUNDS = 40;

    private final int[] slotOfLeft;
    private final int[] slotOfRight;
    private final int slots;
    private final double[] scores;
    private final double[] odds;
    private double[] fromLeft;
    private double[] fromRight;
    private final double[] margins;
    private final int[] bestOf;

    /**
     * @param slotOfLeft of each pair, the slot of its left record
     * @param slotOfRight likewise
     * @param slots number of slots
     * @param scores of the pairs, natural log-odds
     */
    public Margins(int[] slotOfLeft, int[] slotOfRight, int slots, double[] scores) {
        this.slotOfLeft = slotOfLeft;
        this.slotOfRight = slotOfRight;
        this.slots = slots;
        this.scores = scores;
        this.odds = Arrays.stream(scores)
                .map(s -> Math.exp(Math.clamp(s, -FARTHEST, FARTHEST)))
                .toArray();
        this.fromLeft = odds.clone();
        this.fromRight = odds.clone();
        propagate();
        this.margins = new double[scores.length];
        double[] told = told();
        this.bestOf = new int[slots];
        Arrays.fill(bestOf, -1);
        for (int p = 0; p < margins.length; p++) {
            margins[p] = scores[p]
                    - Math.log(1 + Math.max(0, told[slotOfLeft[p]] - fromRight[p]))
                    - Math.log(1 + Math.max(0, told[slotOfRight[p]] - fromLeft[p]));
            lead(slotOfLeft[p], p);
            lead(slotOfRight[p], p);
        }
    }

    private void propagate() {
        for (int round = 0; round < ROUNDS; round++) {
            double[] told = told();
            double[] nextLeft = new double[odds.length];
            double[] nextRight = new double[odds.length];
            for (int p = 0; p < odds.length; p++) {
                double l = odds[p] / (1 + Math.max(0, told[slotOfLeft[p]] - fromRight[p]));
                double r = odds[p] / (1 + Math.max(0, told[slotOfRight[p]] - fromLeft[p]));
                nextLeft[p] = Math.sqrt(l * fromLeft[p]);
                nextRight[p] = Math.sqrt(r * fromRight[p]);
            }
            fromLeft = nextLeft;
            fromRight = nextRight;
        }
    }

    /** Of each slot, the sum of what its pairs are told by their other slots. */
    private double[] told() {
        double[] told = new double[slots];
        for (int p = 0; p < odds.length; p++) {
            told[slotOfLeft[p]] += fromRight[p];
            told[slotOfRight[p]] += fromLeft[p];
        }
        return told;
    }

    private void lead(int slot, int pair) {
        if (bestOf[slot] < 0 || margins[pair] > margins[bestOf[slot]]) {
            bestOf[slot] = pair;
        }
    }

    /** The same with a match made likelier for every record. */
    public Margins given(double logOdds) {
        return new Margins(
                slotOfLeft,
                slotOfRight,
                slots,
                Arrays.stream(scores).map(s -> s + logOdds).toArray());
    }

    public double[] all() {
        return margins;
    }

    /** The best margin of each slot. */
    public double[] best() {
        return Arrays.stream(bestOf).mapToDouble(p -> margins[p]).toArray();
    }

    /** The best margin of each slot if its best candidate did not exist; negative infinity where it is the only one. */
    public double[] secondWithoutBest() {
        double[] second = new double[slots];
        Arrays.fill(second, Double.NEGATIVE_INFINITY);
        double[] told = told();
        double[] toldWithoutBest = new double[slots];
        for (int p = 0; p < odds.length; p++) {
            toldWithoutBest[slotOfLeft[p]] += bestOf[slotOfLeft[p]] == p ? 0 : fromRight[p];
            toldWithoutBest[slotOfRight[p]] += bestOf[slotOfRight[p]] == p ? 0 : fromLeft[p];
        }
        for (int p = 0; p < odds.length; p++) {
            int l = slotOfLeft[p];
            int r = slotOfRight[p];
            if (bestOf[l] != p) {
                second[l] = Math.max(
                        second[l],
                        scores[p]
                                - Math.log(1 + Math.max(0, toldWithoutBest[l] - fromRight[p]))
                                - Math.log(1 + Math.max(0, told[r] - fromLeft[p])));
            }
            if (bestOf[r] != p) {
                second[r] = Math.max(
                        second[r],
                        scores[p]
                                - Math.log(1 + Math.max(0, told[l] - fromRight[p]))
                                - Math.log(1 + Math.max(0, toldWithoutBest[r] - fromLeft[p])));
            }
        }
        return second;
    }
}
