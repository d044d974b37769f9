package io.karat.batch;

import java.util.Arrays;
import java.util.List;

/**
 * Expectation maximisation of a two-class Fellegi-Sunter model over the levels of candidate pairs, in which the candidates
 * for one slot compete: at most one of them is a match. A missing value is a level of its own, and weights never fall as
 * levels rise.
 */
final class Competition {

    private static final int MOST_ROUNDS = 40;
    private static final double STILL = 1e-3;
    private static final double FARTHEST = 40;

    private final List<Column> columns;
    private final Slots slots;
    private final int size;

    /** By column: the weight of each level, the weight of a missing value last. */
    private final double[][] weights;

    private double[] probability;

    private Competition(List<Column> columns, Slots slots, double[] start) {
        this.columns = columns;
        this.slots = slots;
        this.size = start.length;
        this.weights = new double[columns.size()][];
        this.probability = start;
    }

    /** @param start a first guess of each pair's probability to match */
    static Competition fit(List<Column> columns, Slots slots, double[] start) {
        Competition fit = new Competition(columns, slots, start.clone());
        double change = 1;
        for (int round = 0; round < MOST_ROUNDS && change >= STILL; round++) {
            change = fit.step();
        }
        return fit;
    }

    /** Of each pair, given all that competes with it. */
    double[] probability() {
        return probability;
    }

    private double ofLevel(int column, int level) {
        return level < 0 ? weights[column][weights[column].length - 1] : weights[column][level];
    }

    /** What a column says about a pair, in nats. */
    double weight(int column, int pair) {
        Column of = columns.get(column);
        double weight = ofLevel(column, of.level()[pair]);
        return of.rarity().length == 0 ? weight : weight + of.rarity()[pair];
    }

    private double step() {
        double[] score = new double[size];
        for (int c = 0; c < weights.length; c++) {
            weights[c] = weights(columns.get(c));
            for (int p = 0; p < size; p++) {
                score[p] += weight(c, p);
            }
        }
        double prior = Math.clamp(Arrays.stream(probability).sum() / size, 1e-6, 0.9);
        double logPrior = Math.log(prior / (1 - prior));
        double[] odds = new double[size];
        for (int p = 0; p < size; p++) {
            odds[p] = Math.exp(Math.clamp(score[p] + logPrior, -FARTHEST, FARTHEST));
        }
        double[] sums = slots.sums(odds);
        double change = 0;
        double[] next = new double[size];
        for (int p = 0; p < size; p++) {
            next[p] = odds[p] / (1 + sums[slots.left()[p]] + sums[slots.right()[p]] - odds[p]);
            change = Math.max(change, Math.abs(next[p] - probability[p]));
        }
        probability = next;
        return change;
    }

    private double[] weights(Column column) {
        int k = column.levels();
        double[] m = new double[k];
        double[] u = new double[k];
        double missing = 0;
        double missingOthers = 0;
        for (int p = 0; p < size; p++) {
            int level = column.level()[p];
            double match = probability[p];
            if (level < 0) {
                missing += match;
                missingOthers += 1 - match;
            } else {
                m[level] += match;
                u[level] += 1 - match;
            }
        }
        double matches = Arrays.stream(m).sum();
        double others = Arrays.stream(u).sum();
        double[] ratios = new double[k];
        double[] mass = new double[k];
        for (int l = 0; l < k; l++) {
            double ofMatches = (m[l] + 0.5 / k) / (matches + 0.5);
            double ofOthers = (u[l] + 0.5 / k) / (others + 0.5);
            ratios[l] = Math.log(ofMatches / ofOthers);
            mass[l] = m[l] + u[l] + 1e-3;
        }
        double missingMatches = (missing + 1) / (missing + matches + 2);
        double missingOther = (missingOthers + 1) / (missingOthers + others + 2);
        double given = Math.log(Math.max(1 - missingMatches, 1e-6) / Math.max(1 - missingOther, 1e-6));
        double[] of = Arrays.copyOf(Isotonic.fit(mass, ratios), k + 1);
        for (int l = 0; l < k; l++) {
            of[l] += given;
        }
        of[k] = Math.log(missingMatches / missingOther);
        return of;
    }
}
