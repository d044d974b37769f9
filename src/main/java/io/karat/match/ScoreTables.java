package io.karat.match;

import io.karat.model.EntityType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What scoring by given parameters needs and all threads share. Rows are for bounds: they have one number a class, match
 * classes first and then the commonest of the others (without the rest a bound is a little higher, and sooner known); a row
 * of a bound is the most that something can add to match classes and the least that it can add to others.
 */
final class ScoreTables {

    private static final int OTHERS_IN_ROW = 3;

    final EntityType type;
    final Layout layout;
    final Columns columns;
    final CodedFrequencies frequencies;
    final Digests digests;
    final Weights weights;

    /** By comparison and frequency number: log ratios of an agreement, for each class in its own order. */
    private final double[][][] agreements;

    private final int[] inRow;

    /** A row. */
    final double[] priors;

    /** By comparison: a bound of unequal values, or of any order of names. */
    final double[][] unequal;

    /** By comparison and level: a row. */
    final double[][][] levels;

    /** By attribute and frequency number: a row of an agreement. */
    final double[][][] agreed;

    /** Comparisons in the order in which they are worth their cost; given and family name are one. */
    final int[] order;

    /** The given name, where names may be swapped; else -1. */
    final int names;

    /** How many classes stand first in a row. */
    final int matchClasses;

    final double logMatchClasses;

    ScoreTables(EntityType type, Parameters parameters, Columns columns) {
        this.type = type;
        this.columns = columns;
        this.layout = Layout.of(type, parameters);
        layout.check(parameters);
        this.frequencies = new CodedFrequencies(columns, parameters.frequencies());
        this.digests = columns.digests();
        this.weights = new Weights(parameters, layout);
        this.inRow = inRow(weights);
        int width = columns.width();
        this.agreements = new double[width][][];
        this.agreed = new double[width][][];
        for (int i = 0; i < width; i++) {
            double[] distinct = frequencies.distinct(i);
            agreements[i] = new double[distinct.length][];
            agreed[i] = new double[distinct.length][];
            for (int number = 0; number < distinct.length; number++) {
                agreements[i][number] = weights.agreement(i, distinct[number]);
                agreed[i][number] = row(agreements[i][number]);
            }
        }
        double[] logPriors = new double[weights.classes()];
        weights.priors(logPriors);
        this.priors = row(logPriors);
        this.unequal = new double[layout.size()][];
        this.levels = new double[layout.size()][][];
        for (int i = 0; i < layout.size(); i++) {
            Comparison comparison = layout.comparison(i);
            unequal[i] = row(bound(i, i >= width ? comparison.top() : comparison.highestUnequal()));
            levels[i] = new double[comparison.levels().size()][];
            for (int level = 0; level < levels[i].length; level++) {
                levels[i][level] = row(weights.ratios(i, level));
            }
        }
        this.names = layout.crosses() ? layout.given() : -1;
        this.order = IntStream.range(0, width)
                .filter(i -> names < 0 || i != layout.family())
                .boxed()
                .sorted(Comparator.comparingInt(i -> cost(type, i)))
                .mapToInt(Integer::intValue)
                .toArray();
        this.matchClasses = (int)
                IntStream.range(0, weights.classes()).filter(weights::match).count();
        this.logMatchClasses = Math.log(matchClasses);
    }

    /** Of all levels up to the highest; unequal values may also turn out to be no evidence. */
    private double[] bound(int comparison, int highest) {
        double[] bounds = new double[weights.classes()];
        for (int level = 0; level <= highest; level++) {
            double[] ratios = weights.ratios(comparison, level);
            for (int k = 0; k < bounds.length; k++) {
                bounds[k] = weights.match(k) ? Math.max(bounds[k], ratios[k]) : Math.min(bounds[k], ratios[k]);
            }
        }
        return bounds;
    }

    private double[] row(double[] ofClasses) {
        return Arrays.stream(inRow).mapToDouble(k -> ofClasses[k]).toArray();
    }

    /** Match classes, then the commonest others. */
    private static int[] inRow(Weights weights) {
        IntStream others = IntStream.range(0, weights.classes())
                .filter(k -> !weights.match(k))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -weights.logPrior(k)))
                .mapToInt(Integer::intValue)
                .limit(OTHERS_IN_ROW);
        return IntStream.concat(IntStream.range(0, weights.classes()).filter(weights::match), others)
                .toArray();
    }

    private static int cost(EntityType type, int attribute) {
        return switch (type.attributes().get(attribute).type()) {
            case CATEGORY, COUNTRY -> 0;
            case DATE -> 1;
            case YEAR, NUMBER, MONEY -> 2;
            case IDENTIFIER -> 3;
            case GIVEN_NAME, FAMILY_NAME -> 4;
            case PHONE -> 3;
            case HOUSE_NUMBER, POSTCODE -> 6;
            case CITY -> 7;
            case EMAIL -> 3;
            case URL -> 8;
            case STREET -> 9;
            case FULL_NAME, ORGANISATION_NAME -> 10;
            case TEXT -> 11;
        };
    }

    /** The row of what was found of a comparison, which is evidence. */
    double[] row(int comparison, CodedPair pair) {
        return agrees(comparison, pair)
                ? agreed[comparison][frequencies.number(comparison, pair.agreed[comparison])]
                : levels[comparison][pair.levels[comparison]];
    }

    /** For each class in its own order: log prior and all log ratios of what was found. */
    void joint(CodedPair pair, double[] into) {
        weights.priors(into);
        for (int i = 0; i < pair.levels.length; i++) {
            if (pair.levels[i] >= 0) {
                double[] ratios = agrees(i, pair)
                        ? agreements[i][frequencies.number(i, pair.agreed[i])]
                        : weights.ratios(i, pair.levels[i]);
                for (int k = 0; k < into.length; k++) {
                    into[k] += ratios[k];
                }
            }
        }
    }

    private boolean agrees(int comparison, CodedPair pair) {
        return comparison < columns.width() && pair.agreed[comparison] >= 0;
    }
}
