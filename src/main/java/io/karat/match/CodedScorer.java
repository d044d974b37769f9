package io.karat.match;

import io.karat.model.EntityType;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Scores pairs of coded records: the same scores as {@link Scorer} gives for the records themselves, and much faster. A
 * pair whose score cannot reach a floor any more is given up as soon as that is certain.
 *
 * <p>Not thread-safe: every thread asks for a {@link #copy}.
 */
public final class CodedScorer {

    /** Has values, not compared yet. */
    private static final byte OPEN = Comparison.MISSING - 1;

    private static final double[] NOTHING = {};

    private final Prepared prepared;
    private final CodedPair pair;
    private final double[] joint;
    private final double[] bound;
    private final double[] withoutNames;
    private boolean namesOpen;

    private CodedScorer(Prepared prepared) {
        this.prepared = prepared;
        this.pair = new CodedPair(prepared.layout, prepared.columns, prepared.frequencies, prepared.shortcuts);
        this.joint = new double[prepared.weights.classes()];
        this.bound = new double[prepared.weights.classes()];
        this.withoutNames = new double[prepared.weights.classes()];
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
        final Shortcuts[] shortcuts;
        final Weights weights;

        /** By comparison and frequency number: log ratios of an agreement, for each class. */
        final double[][][] agreements;

        /** By comparison: for each class the most that unequal values can add. */
        final double[][] unequal;

        /** Comparisons in the order in which they are worth their cost; given and family name are one. */
        final int[] order;

        /** The given name, where names may be swapped; else -1. */
        final int names;

        /** Given and family name, where they may be swapped. */
        final boolean[] isName;

        /** For each class the most that the order of names can add. */
        final double[] mostOrder;

        final double logMatchClasses;

        Prepared(EntityType type, Parameters parameters, Columns columns) {
            this.type = type;
            this.columns = columns;
            this.layout = Layout.of(type, parameters);
            layout.check(parameters);
            this.frequencies = new CodedFrequencies(columns, parameters.frequencies());
            this.shortcuts = CodedPair.shortcuts(columns);
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
                unequal[i] = weights.most(i, layout.comparison(i).highestUnequal());
            }
            this.names = layout.crosses() ? layout.given() : -1;
            this.isName = new boolean[columns.width()];
            if (names >= 0) {
                isName[layout.given()] = true;
                isName[layout.family()] = true;
            }
            this.mostOrder = names < 0 ? NOTHING : weights.most(layout.size() - 1, 1);
            this.order = IntStream.range(0, columns.width())
                    .filter(i -> !isName[i] || i == names)
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> cost(type, i)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.logMatchClasses = Math.log(
                    parameters.classes().stream().filter(MatchClass::match).count());
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
        return prepared.weights.logMatches(joint()) - prepared.weights.logOthers(joint);
    }

    public PairScore score(int a, int b) {
        pair.compare(a, b);
        return prepared.weights.score(joint());
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

    /**
     * Finds the levels, the cheap and telling ones first, as long as the match classes may still reach the floor: what is
     * not compared yet is taken to be as alike as unequal values can be.
     */
    private boolean reaches(int a, int b, double floor) {
        start(a, b);
        for (int i : prepared.order) {
            if (beyondHope(floor)) {
                return false;
            }
            if (i == prepared.names) {
                if (namesOpen) {
                    compareNames(a, b);
                }
            } else if (pair.levels[i] == OPEN) {
                pair.compare(i, a, b);
                replace(prepared.unequal[i], ratios(i));
            }
        }
        return !beyondHope(floor);
    }

    private boolean beyondHope(double floor) {
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < bound.length; k++) {
            if (prepared.weights.match(k)) {
                most = Math.max(most, bound[k]);
            }
        }
        return most + prepared.logMatchClasses < floor;
    }

    private void start(int a, int b) {
        prepared.weights.priors(bound);
        for (int i = 0; i < prepared.columns.width(); i++) {
            if (!prepared.isName[i]) {
                start(i, a, b);
            }
        }
        if (prepared.names >= 0) {
            startNames(a, b);
        }
    }

    private void start(int i, int a, int b) {
        int x = prepared.columns.code(a, i);
        int y = prepared.columns.code(b, i);
        if (x == Columns.NONE || y == Columns.NONE) {
            pair.levels[i] = Comparison.MISSING;
            pair.agreed[i] = Columns.NONE;
        } else if (x >= 0 && y >= 0 && x != y) {
            pair.levels[i] = OPEN;
            replace(NOTHING, prepared.unequal[i]);
        } else {
            pair.compare(i, a, b);
            replace(NOTHING, ratios(i));
        }
    }

    /** Names may be swapped, so the two are open together with their order, unless a value crosses over. */
    private void startNames(int a, int b) {
        System.arraycopy(bound, 0, withoutNames, 0, bound.length);
        int given = prepared.layout.given();
        int family = prepared.layout.family();
        start(given, a, b);
        start(family, a, b);
        namesOpen = true;
        boolean crossing = prepared.columns.code(a, given) == prepared.columns.code(b, family)
                || prepared.columns.code(a, family) == prepared.columns.code(b, given);
        if (crossing || pair.levels[given] != OPEN && pair.levels[family] != OPEN) {
            compareNames(a, b);
        } else {
            replace(NOTHING, prepared.mostOrder);
        }
    }

    private void compareNames(int a, int b) {
        namesOpen = false;
        pair.compare(prepared.layout.given(), a, b);
        pair.compare(prepared.layout.family(), a, b);
        pair.cross(a, b);
        System.arraycopy(withoutNames, 0, bound, 0, bound.length);
        for (int i : new int[] {prepared.layout.given(), prepared.layout.family(), pair.levels.length - 1}) {
            if (pair.levels[i] >= 0) {
                replace(NOTHING, ratios(i));
            }
        }
    }

    private void replace(double[] old, double[] by) {
        for (int k = 0; k < bound.length; k++) {
            bound[k] += by[k] - (old == NOTHING ? 0 : old[k]);
        }
    }

    private double[] ratios(int i) {
        return i < prepared.columns.width() && pair.agreed[i] >= 0
                ? prepared.agreements[i][prepared.frequencies.number(i, pair.agreed[i])]
                : prepared.weights.ratios(i, pair.levels[i]);
    }

    private double[] joint() {
        prepared.weights.priors(joint);
        for (int i = 0; i < pair.levels.length; i++) {
            if (pair.levels[i] >= 0) {
                double[] ratios = ratios(i);
                for (int k = 0; k < joint.length; k++) {
                    joint[k] += ratios[k];
                }
            }
        }
        return joint;
    }
}
