package io.karat.match;

import io.karat.model.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Expectation maximisation of the class mixture over a sample of candidate pairs.
 *
 * <p>Two match classes (at one address, moved) stand against three non-match classes (household, address, town) and
 * random pairs, whose likelihood is 1 since everything is a ratio to u. Tables of <em>individual</em> comparisons are
 * shared by the match classes and fixed at u in the others, so that a household, which agrees on everything shareable,
 * cannot pull them towards itself; <em>shareable</em> comparisons have a table in each class. A full name, and that of an
 * organisation, is both: individual, but with a table of its own in the classes whose pairs have a part of it in common.
 * Relatives with one mailbox, twins and namesakes are non-match classes of their own, in which one individual attribute
 * agrees as types promise it of matches. Weights of classes are relative to all pairs of records, not to the candidates.
 *
 * <p>The individual tables are first learnt from individual evidence without names that are shared, then held for some rounds while the classes
 * part. All sums run in a fixed order: equal input gives equal parameters.
 */
final class Mixture {

    static final int MATCHES = 2;

    /**
     * What a class of pairs is before anything was learnt.
     *
     * @param share how much of its shareable attributes its pairs have in common
     * @param perRecord pairs of the class per record
     */
    private record Kind(String name, double share, double perRecord) {}

    /** Match classes come first. */
    private static final List<Kind> KINDS = List.of(
            new Kind("one and the same at one address", 1, 0.4),
            new Kind("one and the same, moved", 0.3, 0.15),
            new Kind("a shared household", 0.8, 0.5),
            new Kind("a shared address", 0.4, 0.5),
            new Kind("a shared town", 0.15, 0.5));

    private static final int HOUSEHOLD = 2;
    private static final int TOWN = 4;
    private static final double[] NOTHING = {};

    /**
     * Pairs of one household that have an individual attribute in common although they are no matches. Of these only the
     * weight is learnt: with tables of their own they would take the place of whatever is frequent.
     *
     * @param kind as it is throughout
     * @param most how many they may be for each pair of the household: else matches with an error elsewhere are taken for
     *     them
     */
    private record Relatives(Kind kind, AttributeType agreeing, double most) {}

    private static final List<Relatives> RELATIVES = List.of(
            new Relatives(new Kind("a shared mailbox", 0.8, 0.05), AttributeType.EMAIL, 0.5),
            new Relatives(new Kind("twins of one household", 0.8, 0.01), AttributeType.DATE, 0.02),
            new Relatives(new Kind("namesakes of one household", 0.8, 0.01), AttributeType.GIVEN_NAME, 0.02));

    private static final int FIRST_ROUNDS = 12;
    private static final int HELD_ROUNDS = 8;
    private static final int ROUNDS = 20;
    private static final int FURTHER_ROUNDS = 12;

    /** Pairs that the expectation counts for, so that tables of few pairs stay where types put them. */
    private static final double PRIOR_PAIRS = 4;

    /** A posterior below this does not count: the sum over very many doubtful pairs is what the model lacks, not matches. */
    private static final double DOUBT = 0.3;

    private static final double LEAST_PAIRS = 0.5;
    private static final int CHUNK = 1 << 13;

    private final LevelSample sample;
    private final double[][] u;
    private final double[][] base;
    private final List<Relatives> relatives;
    private final List<Kind> kinds;
    private final double[][][] bases;
    private final double[][][] tables;
    private final double[] pairs;

    /**
     * @param base levels of matching pairs as the types promise them
     * @param u levels of random pairs
     */
    Mixture(LevelSample sample, double[][] base, double[][] u) {
        this.sample = sample;
        this.base = base;
        this.u = u;
        this.relatives = RELATIVES.stream()
                .filter(some -> IntStream.range(0, base.length).anyMatch(j -> sample.individual(j, some.agreeing)))
                .toList();
        this.kinds = Stream.concat(KINDS.stream(), relatives.stream().map(Relatives::kind))
                .toList();
        this.bases = new double[kinds.size()][base.length][];
        this.tables = new double[kinds.size()][][];
        this.pairs = new double[kinds.size()];
        for (int k = 0; k < tables.length; k++) {
            Kind kind = kinds.get(k);
            for (int j = 0; j < base.length; j++) {
                boolean own = !sample.shareable(j) || k < MATCHES && sample.family(j);
                bases[k][j] =
                        inPart(k, j) ? partly(k, j) : speaks(k, j) ? mix(own ? 1 : kind.share, base[j], u[j]) : u[j];
            }
            tables[k] = bases[k].clone();
            pairs[k] = kind.perRecord * sample.records();
        }
    }

    /** A name of which the pairs of this class of non-matches have a part in common, more than by chance. */
    private boolean inPart(int k, int j) {
        return k >= MATCHES && partly(k, j).length > 0;
    }

    /** How much of the name, before anything was learnt; nothing where the name is left to chance. */
    private double[] partly(int k, int j) {
        boolean relatives = k == HOUSEHOLD || k >= KINDS.size();
        if (sample.partly(j, AttributeType.FULL_NAME)) {
            return relatives ? Sharing.HOUSEHOLD.learnt(AttributeType.FULL_NAME) : NOTHING;
        }
        if (!sample.partly(j, AttributeType.ORGANISATION_NAME)) {
            return NOTHING;
        }
        Sharing sharing = relatives ? Sharing.COMPANY : k == TOWN ? Sharing.TOWN : Sharing.ADDRESS;
        return sharing.learnt(AttributeType.ORGANISATION_NAME);
    }

    /** The comparison is not left to chance in this class. */
    private boolean speaks(int k, int j) {
        return k < MATCHES
                || sample.shareable(j)
                || inPart(k, j)
                || k >= KINDS.size() && sample.individual(j, relatives.get(k - KINDS.size()).agreeing);
    }

    private static double[] mix(double share, double[] m, double[] u) {
        double[] table = new double[m.length];
        for (int level = 0; level < table.length; level++) {
            table[level] = share * m[level] + (1 - share) * u[level];
        }
        return table;
    }

    /** Goes on from classes that were learnt before. */
    List<MatchClass> learnFrom(List<MatchClass> learnt) {
        for (int k = 0; k < tables.length; k++) {
            tables[k] = learnt.get(k).m().clone();
            pairs[k] = learnt.get(k).perRecord() * sample.records();
        }
        for (int round = 0; round < FURTHER_ROUNDS; round++) {
            learn(true);
        }
        return classes();
    }

    List<MatchClass> learn() {
        learnIndividual();
        for (int round = 0; round < ROUNDS; round++) {
            learn(round >= HELD_ROUNDS);
        }
        return classes();
    }

    private List<MatchClass> classes() {
        List<MatchClass> classes = new ArrayList<>();
        for (int k = 0; k < tables.length; k++) {
            classes.add(new MatchClass(kinds.get(k).name, k < MATCHES, pairs[k] / sample.records(), tables[k]));
        }
        return classes;
    }

    /**
     * Two classes, match and random, from individual comparisons alone. With the family name among them, the relatives who
     * share a rare one would take the place of the matches where these are few.
     */
    private void learnIndividual() {
        double[][] m = base.clone();
        double matches = 0.5 * sample.records();
        boolean[] used = new boolean[base.length];
        for (int j = 0; j < used.length; j++) {
            used[j] = !sample.shareable(j) && !sample.partly(j, AttributeType.FULL_NAME);
        }
        for (int round = 0; round < FIRST_ROUNDS; round++) {
            Step step = new Step(1);
            step.take(0, m, used, prior(matches));
            Counts counts = step.run();
            for (int j = 0; j < m.length; j++) {
                if (used[j]) {
                    m[j] = table(counts.levels(0, j), base[j]);
                }
            }
            matches = Math.max(1, counts.pairs[0]);
            if (round == FIRST_ROUNDS - 1) {
                start(m, counts);
            }
        }
    }

    private void start(double[][] m, Counts counts) {
        for (int j = 0; j < m.length; j++) {
            if (!sample.shareable(j)) {
                for (int k = 0; k < MATCHES; k++) {
                    tables[k][j] = m[j];
                }
            } else {
                tables[0][j] = table(counts.levels(0, j), base[j]);
            }
        }
    }

    private void learn(boolean individualToo) {
        Step step = new Step(tables.length);
        for (int k = 0; k < tables.length; k++) {
            boolean[] used = new boolean[base.length];
            for (int j = 0; j < used.length; j++) {
                used[j] = speaks(k, j);
            }
            step.take(k, tables[k], used, prior(pairs[k]));
        }
        Counts counts = step.run();
        for (int j = 0; j < base.length; j++) {
            if (sample.shareable(j)) {
                for (int k = 0; k < KINDS.size(); k++) {
                    tables[k][j] = table(counts.levels(k, j), bases[k][j]);
                }
            } else if (individualToo) {
                double[] together = new double[base[j].length];
                for (int k = 0; k < MATCHES; k++) {
                    add(counts.levels(k, j), together);
                }
                double[] table = table(together, base[j]);
                for (int k = 0; k < MATCHES; k++) {
                    tables[k][j] = table;
                }
                for (int k = MATCHES; k < KINDS.size(); k++) {
                    if (inPart(k, j)) {
                        tables[k][j] = table(counts.levels(k, j), bases[k][j]);
                    }
                }
            }
        }
        for (int k = 0; k < pairs.length; k++) {
            double most = k < KINDS.size() ? Double.MAX_VALUE : relatives.get(k - KINDS.size()).most * pairs[HOUSEHOLD];
            pairs[k] = Math.max(LEAST_PAIRS, Math.min(most, counts.pairs[k]));
        }
    }

    private static void add(double[] some, double[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += some[i];
        }
    }

    private double prior(double pairsOfClass) {
        return Math.log(pairsOfClass / (sample.records() * (sample.records() - 1.0) / 2));
    }

    private static double[] table(double[] counts, double[] expected) {
        double sum = Arrays.stream(counts).sum() + PRIOR_PAIRS;
        double[] table = new double[counts.length];
        for (int level = 0; level < table.length; level++) {
            table[level] = (counts[level] + PRIOR_PAIRS * expected[level]) / sum;
        }
        return table;
    }

    /** Expected pairs of each class, and of each level in it; for the whole population. */
    private final class Counts {

        private final double[] pairs;

        /** By place of a level and class. */
        private final double[] levels;

        Counts(int classes) {
            pairs = new double[classes];
            levels = new double[sample.levels() * classes];
        }

        void add(Counts other) {
            Mixture.add(other.pairs, pairs);
            Mixture.add(other.levels, levels);
        }

        /** Of a class and comparison. */
        double[] levels(int k, int j) {
            double[] ofComparison = new double[base[j].length];
            for (int level = 0; level < ofComparison.length; level++) {
                ofComparison[level] = levels[sample.level(j, level) * pairs.length + k];
            }
            return ofComparison;
        }
    }

    /** One expectation over the sample. Numbers of all classes stand together, as each pair needs them. */
    private final class Step {

        private final int classes;
        private final double[] priors;

        /** By place and class: log ratio to random pairs. */
        private final double[] ratios;

        Step(int classes) {
            this.classes = classes;
            this.priors = new double[classes];
            this.ratios = new double[sample.places() * classes];
        }

        /**
         * @param m levels of the class
         * @param used comparisons that count; the others say nothing
         */
        void take(int k, double[][] m, boolean[] used, double prior) {
            priors[k] = prior;
            for (int j = 0; j < m.length; j++) {
                if (used[j]) {
                    take(k, j, m[j]);
                }
            }
        }

        private void take(int k, int j, double[] m) {
            for (int level = 0; level < m.length; level++) {
                ratios[sample.level(j, level) * classes + k] = Math.log(m[level] / u[j][level]);
            }
            int top = m.length - 1;
            double share = (m[top] - u[j][top]) / (1 - u[j][top]);
            double[] frequencies = sample.frequencies(j);
            for (int number = 0; number < frequencies.length; number++) {
                ratios[sample.agreement(j, number) * classes + k] =
                        share <= 0 ? Math.log(m[top] / u[j][top]) : Math.log(1 - share + share / frequencies[number]);
            }
        }

        Counts run() {
            int chunks = (sample.size() + CHUNK - 1) / CHUNK;
            Counts[] parts = IntStream.range(0, chunks)
                    .parallel()
                    .mapToObj(chunk -> count(chunk * CHUNK, Math.min(sample.size(), (chunk + 1) * CHUNK)))
                    .toArray(Counts[]::new);
            Counts sum = new Counts(classes);
            for (Counts part : parts) {
                sum.add(part);
            }
            return sum;
        }

        private Counts count(int from, int to) {
            Counts counts = new Counts(classes);
            double[] weights = new double[classes];
            for (int pair = from; pair < to; pair++) {
                posteriors(pair, weights);
                double match = 0;
                for (int k = 0; k < Math.min(MATCHES, classes); k++) {
                    match += weights[k];
                }
                for (int k = 0; k < classes; k++) {
                    weights[k] = k < MATCHES && match < DOUBT ? 0 : weights[k] * sample.weight(pair);
                    counts.pairs[k] += weights[k];
                }
                for (int j = 0; j < sample.comparisons(); j++) {
                    int at = sample.levelOf(sample.place(pair, j)) * classes;
                    for (int k = 0; k < classes; k++) {
                        counts.levels[at + k] += weights[k];
                    }
                }
            }
            return counts;
        }

        private void posteriors(int pair, double[] joint) {
            double told = sample.told(pair);
            for (int k = 0; k < classes; k++) {
                joint[k] = k < MATCHES ? priors[k] + told : priors[k];
            }
            for (int j = 0; j < sample.comparisons(); j++) {
                int at = sample.place(pair, j) * classes;
                for (int k = 0; k < classes; k++) {
                    joint[k] += ratios[at + k];
                }
            }
            double max = 0;
            for (int k = 0; k < classes; k++) {
                max = Math.max(max, joint[k]);
            }
            double total = Math.exp(-max);
            for (int k = 0; k < classes; k++) {
                joint[k] = Math.exp(joint[k] - max);
                total += joint[k];
            }
            for (int k = 0; k < classes; k++) {
                joint[k] /= total;
            }
        }
    }
}
