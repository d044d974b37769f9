package io.karat.match;

import io.karat.model.EntityType;

/**
 * Scores pairs of coded records: the same scores as {@link Scorer} gives for the records themselves, and much faster. A
 * pair whose score cannot reach a floor any more is given up as soon as that is certain.
 *
 * <p>Not thread-safe: every thread asks for a {@link #copy}.
 */
public final class CodedScorer {

    private final Prepared prepared;
    private final CodedPair pair;
    private final double[] joint;
    private final double[] bound;

    private CodedScorer(Prepared prepared) {
        this.prepared = prepared;
        this.pair = new CodedPair(prepared.layout, prepared.columns, prepared.frequencies);
        this.joint = new double[prepared.weights.classes()];
        this.bound = new double[prepared.weights.classes()];
    }

    public static CodedScorer of(EntityType type, Parameters parameters, Columns columns) {
        return new CodedScorer(new Prepared(type, parameters, columns));
    }

    /** For another thread. */
    public CodedScorer copy() {
        return new CodedScorer(prepared);
    }

    /** What all threads share. */
    private static final class Prepared {

        final EntityType type;
        final Layout layout;
        final Columns columns;
        final CodedFrequencies frequencies;
        final Weights weights;

        /** By comparison and frequency number: log ratios of an agreement, for each class. */
        final double[][][] agreements;

        /** By comparison: for each class the most that unequal values can add. */
        final double[][] unequal;

        /** Comparisons in the order in which they are worth their cost. */
        final int[] order;

        Prepared(EntityType type, Parameters parameters, Columns columns) {
            this.type = type;
            this.columns = columns;
            this.layout = Layout.of(type, parameters);
            layout.check(parameters);
            this.frequencies = new CodedFrequencies(columns, parameters.frequencies());
            this.weights = new Weights(parameters, layout);
            this.agreements = new double[columns.width()][][];
            for (int i = 0; i < agreements.length; i++) {
                double[] distinct = frequencies.distinct(i);
                agreements[i] = new double[distinct.length][];
                for (int number = 0; number < distinct.length; number++) {
                    agreements[i][number] = weights.agreement(i, distinct[number]);
                }
            }
            this.unequal = new double[layout.size()][];
            for (int i = 0; i < unequal.length; i++) {
                unequal[i] = weights.mostUnequal(i);
            }
            this.order = cheapestFirst(type, columns.width());
        }

        private static int[] cheapestFirst(EntityType type, int width) {
            return java.util.stream.IntStream.range(0, width)
                    .boxed()
                    .sorted(java.util.Comparator.comparingInt(i -> cost(type, i)))
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        private static int cost(EntityType type, int attribute) {
            return switch (type.attributes().get(attribute).type()) {
                case CATEGORY, COUNTRY -> 0;
                case DATE -> 1;
                case YEAR, NUMBER, MONEY -> 2;
                case IDENTIFIER -> 3;
                case GIVEN_NAME, FAMILY_NAME -> 4;
                case PHONE -> 5;
                case HOUSE_NUMBER, POSTCODE -> 6;
                case CITY -> 7;
                case EMAIL, URL -> 8;
                case STREET -> 9;
                case FULL_NAME, ORGANISATION_NAME -> 10;
                case TEXT -> 11;
            };
        }
    }

    /**
     * @param floor natural log-odds
     * @return natural log-odds if they reach the floor, else some value below it
     */
    public double logOdds(int a, int b, double floor) {
        if (!reaches(a, b, floor)) {
            return Double.NEGATIVE_INFINITY;
        }
        return prepared.weights.logMatches(joint(a, b)) - prepared.weights.logOthers(joint);
    }

    public PairScore score(int a, int b) {
        pair.compare(a, b);
        return prepared.weights.score(jointOf());
    }

    /** Two valid values of an exclusive attribute are more than one edit apart and none agree. */
    public boolean exclusiveConflict(int a, int b) {
        for (int i = 0; i < prepared.columns.width(); i++) {
            if (prepared.type.attributes().get(i).exclusive() && conflict(i, a, b)) {
                return true;
            }
        }
        return false;
    }

    private boolean conflict(int attribute, int a, int b) {
        int x = prepared.columns.code(a, attribute);
        int y = prepared.columns.code(b, attribute);
        if (x == Columns.NONE || y == Columns.NONE || x == y && x >= 0) {
            return false;
        }
        for (int left : prepared.columns.codes(a, attribute)) {
            for (int right : prepared.columns.codes(b, attribute)) {
                if (left == right
                        || Similarity.edits(
                                        prepared.columns.value(attribute, left),
                                        prepared.columns.value(attribute, right),
                                        1)
                                <= 1) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean reaches(int a, int b, double floor) {
        return true;
    }

    private double[] joint(int a, int b) {
        pair.compare(a, b);
        return jointOf();
    }

    private double[] jointOf() {
        prepared.weights.priors(joint);
        for (int i = 0; i < pair.levels.length; i++) {
            int level = pair.levels[i];
            if (level >= 0) {
                boolean agreed = i < prepared.columns.width() && pair.agreed[i] >= 0;
                double[] ratios = agreed
                        ? prepared.agreements[i][prepared.frequencies.number(i, pair.agreed[i])]
                        : prepared.weights.ratios(i, level);
                for (int k = 0; k < joint.length; k++) {
                    joint[k] += ratios[k];
                }
            }
        }
        return joint;
    }
}
