package io.karat.match;

import io.karat.model.EntityType;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
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

    private final Prepared prepared;
    private final CodedPair pair;
    private final double[] joint;
    private final Bound bound;
    private boolean namesOpen;

    /** Kept so that reading the rows has a purpose for the compiler. */
    int touched;

    private CodedScorer(Prepared prepared) {
        this.prepared = prepared;
        this.pair = new CodedPair(prepared.layout, prepared.columns, prepared.frequencies, prepared.digests);
        this.joint = new double[prepared.weights.classes()];
        this.bound = new Bound(prepared.priors, prepared.matchClasses);
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

        /** Rows of one number a class, match classes first; what follows has the same rows. */
        final double[] priors;

        /**
         * By comparison: the most that unequal values, or any order of names, can add to match classes, and the least
         * that they can add to others.
         */
        final double[] unequal;

        /** By comparison: its levels. */
        final double[][] levels;

        /** By attribute: agreements by their frequency numbers. */
        final double[][] agreed;

        /** Comparisons in the order in which they are worth their cost; given and family name are one. */
        final int[] order;

        /** The given name, where names may be swapped; else -1. */
        final int names;

        /** Given and family name, where they may be swapped. */
        final boolean[] isName;

        final int matchClasses;
        final double logMatchClasses;

        Prepared(EntityType type, Parameters parameters, Columns columns) {
            this.type = type;
            this.columns = columns;
            this.layout = Layout.of(type, parameters);
            layout.check(parameters);
            this.frequencies = new CodedFrequencies(columns, parameters.frequencies());
            this.digests = columns.digests();
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
            this.priors = rows(priors);
            double[][] unequal = new double[layout.size()][];
            this.levels = new double[layout.size()][];
            for (int i = 0; i < layout.size(); i++) {
                boolean order = i >= columns.width();
                unequal[i] = unequal(
                        i,
                        order
                                ? layout.comparison(i).top()
                                : layout.comparison(i).highestUnequal());
                double[][] levels = new double[layout.comparison(i).levels().size()][];
                for (int level = 0; level < levels.length; level++) {
                    levels[level] = weights.ratios(i, level);
                }
                this.levels[i] = rows(levels);
            }
            this.unequal = rows(unequal);
            this.agreed = new double[columns.width()][];
            for (int i = 0; i < agreements.length; i++) {
                agreed[i] = rows(agreements[i]);
            }
            this.names = layout.crosses() ? layout.given() : -1;
            this.isName = new boolean[columns.width()];
            if (names >= 0) {
                isName[layout.given()] = true;
                isName[layout.family()] = true;
            }
            this.order = IntStream.range(0, columns.width())
                    .filter(i -> !isName[i] || i == names)
                    .boxed()
                    .sorted(Comparator.comparingInt(i -> cost(type, i)))
                    .mapToInt(Integer::intValue)
                    .toArray();
            this.matchClasses = (int)
                    IntStream.range(0, weights.classes()).filter(weights::match).count();
            this.logMatchClasses = Math.log(matchClasses);
        }

        /** For a match class the most and for any other the least that unequal values can add. */
        private double[] unequal(int comparison, int highest) {
            // Unequal values may turn out to be no evidence.
            double[] bounds = new double[weights.classes()];
            for (int level = 0; level <= highest; level++) {
                double[] ratios = weights.ratios(comparison, level);
                for (int k = 0; k < bounds.length; k++) {
                    bounds[k] = weights.match(k) ? Math.max(bounds[k], ratios[k]) : Math.min(bounds[k], ratios[k]);
                }
            }
            return bounds;
        }

        private double[] rows(double[]... rows) {
            double[] flat = new double[rows.length * weights.classes()];
            int at = 0;
            for (double[] row : rows) {
                for (boolean match : new boolean[] {true, false}) {
                    for (int k = 0; k < row.length; k++) {
                        if (weights.match(k) == match) {
                            flat[at++] = row[k];
                        }
                    }
                }
            }
            return flat;
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
     * Brings the rows of records that are to be scored near. Rows lie anywhere in memory: read one after the other with
     * nothing in between, the processor waits for many of them at once instead of for each.
     */
    public void prepare(IntUnaryOperator records, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            int record = records.applyAsInt(i);
            all ^= prepared.columns.touch(record) ^ prepared.digests.touch(record);
        }
        touched = all;
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
     * Finds the levels, the cheap and telling ones first, as long as the match classes may still lead by the floor: what is
     * not compared yet is taken to be as much for them, and as little for all other classes, as unequal values can be.
     */
    private boolean reaches(int a, int b, double floor) {
        double lowest = floor - prepared.logMatchClasses;
        start(a, b);
        for (int i : prepared.order) {
            if (bound.lead() < lowest) {
                return false;
            }
            if (i == prepared.names) {
                if (namesOpen) {
                    closeNames();
                    compareNames(a, b);
                }
            } else if (pair.levels[i] == OPEN) {
                pair.compare(i, a, b);
                bound.subtract(prepared.unequal, i);
                addIfEvidence(i);
            }
        }
        return bound.lead() >= lowest;
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
            bound.add(prepared.unequal, i);
        } else {
            pair.compare(i, a, b);
            addLevel(i);
        }
    }

    /** Names may be swapped, so the two are open together with their order: where none agrees, straight or crossed. */
    private void startNames(int a, int b) {
        Columns columns = prepared.columns;
        int given = prepared.layout.given();
        int family = prepared.layout.family();
        int givenA = columns.code(a, given);
        int givenB = columns.code(b, given);
        int familyA = columns.code(a, family);
        int familyB = columns.code(b, family);
        pair.levels[given] = OPEN;
        pair.levels[family] = OPEN;
        namesOpen = givenA >= 0
                && givenB >= 0
                && familyA >= 0
                && familyB >= 0
                && givenA != givenB
                && familyA != familyB
                && givenA != familyB
                && familyA != givenB;
        if (namesOpen) {
            bound.add(prepared.unequal, given);
            bound.add(prepared.unequal, family);
            bound.add(prepared.unequal, pair.levels.length - 1);
        } else {
            compareNames(a, b);
        }
    }

    private void closeNames() {
        bound.subtract(prepared.unequal, prepared.layout.given());
        bound.subtract(prepared.unequal, prepared.layout.family());
        bound.subtract(prepared.unequal, pair.levels.length - 1);
    }

    private void compareNames(int a, int b) {
        int given = prepared.layout.given();
        int family = prepared.layout.family();
        pair.compare(given, a, b);
        pair.compare(family, a, b);
        pair.cross(a, b);
        explainNames(a, b);
        addIfEvidence(given);
        addIfEvidence(family);
        addIfEvidence(pair.levels.length - 1);
    }

    private void explainNames(int a, int b) {
        pair.explainNames(a, b);
        for (int email : prepared.layout.addresses().emails()) {
            if (pair.agreed[email] >= 0 && pair.levels[email] == Comparison.EXPLAINED) {
                bound.subtract(prepared.agreed[email], prepared.frequencies.number(email, pair.agreed[email]));
            }
        }
    }

    private void addIfEvidence(int i) {
        if (pair.levels[i] >= 0) {
            addLevel(i);
        }
    }

    private void addLevel(int i) {
        if (i < prepared.isName.length && pair.agreed[i] >= 0) {
            bound.add(prepared.agreed[i], prepared.frequencies.number(i, pair.agreed[i]));
        } else {
            bound.add(prepared.levels[i], pair.levels[i]);
        }
    }

    private double[] ratios(int i) {
        return i < prepared.columns.width() && pair.agreed[i] >= 0
                ? prepared.agreements[i][prepared.frequencies.number(i, pair.agreed[i])]
                : prepared.weights.ratios(i, pair.levels[i]);
    }

    /** The most that the joint log odds of each match class can still become, and the least of all others. */
    private static final class Bound {

        private final double[] start;
        private final double[] now;
        private final int matches;

        Bound(double[] start, int matches) {
            this.start = start;
            this.now = new double[start.length];
            this.matches = matches;
        }

        void start() {
            System.arraycopy(start, 0, now, 0, now.length);
        }

        /** @param rows one row for each comparison, level or frequency */
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

        /** The most by which the likeliest match class can lead the likeliest other one, random pairs among those. */
        double lead() {
            double match = now[0];
            for (int k = 1; k < matches; k++) {
                match = Math.max(match, now[k]);
            }
            double other = 0;
            for (int k = matches; k < now.length; k++) {
                other = Math.max(other, now[k]);
            }
            return match - other;
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
