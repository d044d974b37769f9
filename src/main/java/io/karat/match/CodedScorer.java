package io.karat.match;

import io.karat.model.EntityType;
import java.util.Arrays;
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
    private final Bound bound;
    private boolean namesOpen;

    private CodedScorer(Prepared prepared) {
        this.prepared = prepared;
        this.pair = new CodedPair(prepared.layout, prepared.columns, prepared.frequencies, prepared.digests);
        this.joint = new double[prepared.weights.classes()];
        this.bound = new Bound(prepared.priorsOfMatches);
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
        final Digests digests;
        final Weights weights;

        /** By comparison and frequency number: log ratios of an agreement, for each class. */
        final double[][][] agreements;

        /** What concerns the match classes alone, each as rows of one number a class. */
        final double[] priorsOfMatches;

        /** By comparison: the most that unequal values can add. */
        final double[] mostUnequal;

        /** By comparison: its levels. */
        final double[][] levelsOfMatches;

        /** By attribute: agreements by their frequency numbers. */
        final double[][] agreementsOfMatches;

        /** Comparisons in the order in which they are worth their cost; given and family name are one. */
        final int[] order;

        /** The given name, where names may be swapped; else -1. */
        final int names;

        /** Given and family name, where they may be swapped. */
        final boolean[] isName;

        /** The most that the order of names can add. */
        final double[] mostOrder;

        final double logMatchClasses;

        Prepared(EntityType type, Parameters parameters, Columns columns) {
            this.type = type;
            this.columns = columns;
            this.layout = Layout.of(type, parameters);
            layout.check(parameters);
            this.frequencies = new CodedFrequencies(columns, parameters.frequencies());
            this.digests = new Digests(columns);
            this.weights = new Weights(parameters, layout);
            this.agreements = new double[columns.width()][][];
            for (int i = 0; i < agreements.length; i++) {
                double[] distinct = frequencies.distinct(i);
                agreements[i] = new double[distinct.length][];
                for (int number = 0; number < distinct.length; number++) {
                    agreements[i][number] = weights.agreement(i, distinct[number]);
                }
            }
            double[] priors = new double[weights.classes()];
            weights.priors(priors);
            this.priorsOfMatches = matches(new double[][] {priors});
            double[][] most = new double[layout.size()][];
            this.levelsOfMatches = new double[layout.size()][];
            for (int i = 0; i < layout.size(); i++) {
                most[i] = weights.most(i, layout.comparison(i).highestUnequal());
                for (int k = 0; k < most[i].length; k++) {
                    // Unequal values may turn out to be no evidence.
                    most[i][k] = Math.max(0, most[i][k]);
                }
                double[][] levels = new double[layout.comparison(i).levels().size()][];
                for (int level = 0; level < levels.length; level++) {
                    levels[level] = weights.ratios(i, level);
                }
                levelsOfMatches[i] = matches(levels);
            }
            this.mostUnequal = matches(most);
            this.agreementsOfMatches = new double[columns.width()][];
            for (int i = 0; i < agreements.length; i++) {
                agreementsOfMatches[i] = matches(agreements[i]);
            }
            this.names = layout.crosses() ? layout.given() : -1;
            this.isName = new boolean[columns.width()];
            if (names >= 0) {
                isName[layout.given()] = true;
                isName[layout.family()] = true;
            }
            this.mostOrder = names < 0 ? NOTHING : matches(new double[][] {weights.most(layout.size() - 1, 1)});
            this.order = IntStream.range(0, columns.width())
                    .filter(i -> !isName[i] || i == names)
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> cost(type, i)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.logMatchClasses = Math.log(priorsOfMatches.length);
        }

        private double[] matches(double[][] rows) {
            double[] flat = new double[rows.length * weights.classes()];
            int at = 0;
            for (double[] row : rows) {
                for (int k = 0; k < row.length; k++) {
                    if (weights.match(k)) {
                        flat[at++] = row[k];
                    }
                }
            }
            return Arrays.copyOf(flat, at);
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
        double lowest = floor - prepared.logMatchClasses;
        start(a, b);
        for (int i : prepared.order) {
            if (bound.highest() < lowest) {
                return false;
            }
            if (i == prepared.names) {
                if (namesOpen) {
                    compareNames(a, b);
                }
            } else if (pair.levels[i] == OPEN) {
                pair.compare(i, a, b);
                bound.subtract(prepared.mostUnequal, i);
                addIfEvidence(i);
            }
        }
        return bound.highest() >= lowest;
    }

    private void start(int a, int b) {
        bound.start();
        for (int i = 0; i < prepared.isName.length; i++) {
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
            bound.add(prepared.mostUnequal, i);
        } else {
            pair.compare(i, a, b);
            addLevel(i);
        }
    }

    /** Names may be swapped, so the two are open together with their order, unless a value crosses over. */
    private void startNames(int a, int b) {
        Columns columns = prepared.columns;
        int given = prepared.layout.given();
        int family = prepared.layout.family();
        int givenA = columns.code(a, given);
        int givenB = columns.code(b, given);
        int familyA = columns.code(a, family);
        int familyB = columns.code(b, family);
        bound.mark();
        start(given, a, b);
        start(family, a, b);
        namesOpen = true;
        if (givenA == familyB || familyA == givenB || pair.levels[given] != OPEN && pair.levels[family] != OPEN) {
            compareNames(a, b);
        } else {
            bound.add(prepared.mostOrder, 0);
        }
    }

    private void compareNames(int a, int b) {
        namesOpen = false;
        int given = prepared.layout.given();
        int family = prepared.layout.family();
        pair.compare(given, a, b);
        pair.compare(family, a, b);
        pair.cross(a, b);
        bound.takeBack();
        addIfEvidence(given);
        addIfEvidence(family);
        addIfEvidence(pair.levels.length - 1);
    }

    private void addIfEvidence(int i) {
        if (pair.levels[i] >= 0) {
            addLevel(i);
        }
    }

    private void addLevel(int i) {
        if (i < prepared.isName.length && pair.agreed[i] >= 0) {
            bound.add(prepared.agreementsOfMatches[i], prepared.frequencies.number(i, pair.agreed[i]));
        } else {
            bound.add(prepared.levelsOfMatches[i], pair.levels[i]);
        }
    }

    private double[] ratios(int i) {
        return i < prepared.columns.width() && pair.agreed[i] >= 0
                ? prepared.agreements[i][prepared.frequencies.number(i, pair.agreed[i])]
                : prepared.weights.ratios(i, pair.levels[i]);
    }

    /** The most that the joint log odds of each match class can still become. */
    private static final class Bound {

        private final double[] start;
        private final double[] now;
        private final double[] marked;

        Bound(double[] start) {
            this.start = start;
            this.now = new double[start.length];
            this.marked = new double[start.length];
        }

        void start() {
            System.arraycopy(start, 0, now, 0, now.length);
        }

        void mark() {
            System.arraycopy(now, 0, marked, 0, now.length);
        }

        void takeBack() {
            System.arraycopy(marked, 0, now, 0, now.length);
        }

        /** @param rows one row for each class after another */
        void add(double[] rows, int row) {
            for (int k = 0, at = row * now.length; k < now.length; k++, at++) {
                now[k] += rows[at];
            }
        }

        void subtract(double[] rows, int row) {
            for (int k = 0, at = row * now.length; k < now.length; k++, at++) {
                now[k] -= rows[at];
            }
        }

        double highest() {
            double highest = now[0];
            for (int k = 1; k < now.length; k++) {
                highest = Math.max(highest, now[k]);
            }
            return highest;
        }
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
