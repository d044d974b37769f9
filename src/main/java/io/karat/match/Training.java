package io.karat.match;

import io.karat.model.EntityType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Learns parameters from records without labels: u from random pairs, exact agreement and term frequencies by counting,
 * m and class weights by expectation maximisation over candidate pairs ({@link Mixture}). Sources: Fellegi and Sunter
 * 1969; Winkler 1988 for expectation maximisation; the classes are Karat's own, see the guide to matching. Deterministic
 * for given records, pairs and seed.
 */
public final class Training {

    /** Fewer records teach less than the built-in parameters know. */
    public static final int FEWEST_RECORDS = 1000;

    private static final int RANDOM_PAIRS = 300_000;

    /** No value is taken to be rarer than a fifth of one record. */
    private static final double RAREST = 0.2;

    private final EntityType type;
    private final Columns columns;
    private final TermFrequencies[] frequencies;
    private final double[] exact;

    private final Layout layout;
    private final CodedFrequencies coded;
    private final double[][] u;

    /** Counts values and draws random pairs; what is learnt from candidates comes after. */
    public Training(EntityType type, Columns columns, long seed) {
        this.type = type;
        this.columns = columns;
        this.frequencies = new TermFrequencies[columns.width()];
        this.exact = new double[columns.width()];
        IntStream.range(0, columns.width()).parallel().forEach(this::count);
        this.layout = Layout.of(type, frequencies, DemotedValues.NONE);
        this.coded = new CodedFrequencies(columns, frequencies);
        this.u = u(new LevelSample(layout, columns, coded, random(seed)));
    }

    /**
     * @param candidates pairs that share a key, as drawn by chance from all of them
     * @return parameters of version 0
     */
    public Parameters learn(PairSample candidates) {
        return parameters(mixture(candidates).learn());
    }

    /**
     * Goes on from parameters that {@link #learn} gave, with other pairs: more of those that are hard to tell.
     *
     * @return parameters of version 0
     */
    public Parameters refine(Parameters learnt, PairSample candidates) {
        return parameters(mixture(candidates).learnFrom(learnt.classes()));
    }

    private Mixture mixture(PairSample candidates) {
        return new Mixture(new LevelSample(layout, columns, coded, candidates), BuiltIn.matching(type), u);
    }

    private Parameters parameters(List<MatchClass> classes) {
        int[] holders = new int[frequencies.length];
        for (int i = 0; i < holders.length; i++) {
            holders[i] = BuiltInTables.expectedHolders(type.attributes().get(i).type());
        }
        return Parameters.of(columns.size(), classes, u, new Parameters.Attributes(frequencies, holders));
    }

    private PairSample random(long seed) {
        int n = columns.size();
        long all = (long) n * (n - 1) / 2;
        if (all <= RANDOM_PAIRS) {
            int[] left = new int[(int) all];
            int[] right = new int[(int) all];
            int at = 0;
            for (int a = 1; a < n; a++) {
                for (int b = 0; b < a; b++) {
                    left[at] = a;
                    right[at++] = b;
                }
            }
            return PairSample.uniform(left, right, 1);
        }
        SplittableRandom random = new SplittableRandom(seed);
        int[] left = new int[RANDOM_PAIRS];
        int[] right = new int[RANDOM_PAIRS];
        for (int i = 0; i < RANDOM_PAIRS; i++) {
            left[i] = random.nextInt(n);
            right[i] = (left[i] + 1 + random.nextInt(n - 1)) % n;
        }
        return PairSample.uniform(left, right, (double) all / RANDOM_PAIRS);
    }

    /** Levels of random pairs, with the share of exact agreement from counting, which sees the rare values too. */
    private double[][] u(LevelSample random) {
        double[][] u = random.distribution();
        for (int j = 0; j < columns.width(); j++) {
            int top = u[j].length - 1;
            double rest = 1 - u[j][top];
            for (int level = 0; level < top; level++) {
                u[j][level] *= (1 - exact[j]) / rest;
            }
            u[j][top] = exact[j];
        }
        return u;
    }

    /** Counts the values of one attribute: their frequencies, and how often two random records agree. */
    private void count(int attribute) {
        int[] holders = new int[columns.distinct(attribute)];
        int filled = 0;
        for (int record = 0; record < columns.size(); record++) {
            int code = columns.code(record, attribute);
            if (code >= 0) {
                holders[code]++;
                filled++;
            } else if (code != Columns.NONE) {
                for (int one : columns.several(code)) {
                    holders[one]++;
                }
                filled++;
            }
        }
        double agreeing = 0;
        for (int n : holders) {
            agreeing += (double) n * (n - 1);
        }
        exact[attribute] =
                Math.clamp(agreeing / Math.max(1, (double) filled * (filled - 1)), RAREST / Math.max(1, filled), 0.999);
        frequencies[attribute] = frequencies(attribute, holders, Math.max(1, filled));
    }

    private TermFrequencies frequencies(int attribute, int[] holders, int filled) {
        boolean words = BuiltInTables.words(type.attributes().get(attribute).type());
        Map<String, Double> known = new HashMap<>();
        for (int code = 0; code < holders.length; code++) {
            if (holders[code] > 1) {
                known.put(columns.value(attribute, code), (double) holders[code] / filled);
            }
        }
        if (words) {
            Map<String, Integer> counts = new HashMap<>();
            for (int code = 0; code < holders.length; code++) {
                for (String word : new HashSet<>(List.of(Tokens.of(columns.value(attribute, code))))) {
                    counts.merge(word, holders[code], Integer::sum);
                }
            }
            counts.forEach((word, n) -> {
                if (n > 1) {
                    known.merge(word, (double) n / filled, Math::max);
                }
            });
        }
        return TermFrequencies.of(known, 1.0 / filled, words);
    }
}
