package io.karat.match;

import it.unimi.dsi.fastutil.longs.Long2IntMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Pairs of records of which stewards said whether they match, as evidence for expectation maximisation.
 *
 * <p>Stewards are asked about doubtful pairs, so labels are no sample of all pairs: simply added they would draw m towards
 * the threshold and swell the prior. What they are asked about depends on the score alone, though, and among pairs of
 * about the same score labels are as good as drawn by chance (missing at random: Rubin 1976). So labels change what is
 * believed of pairs, not how many there are: pairs are parted into <em>strata</em> by their score; in each, labelled pairs
 * take over a part of the weight of the others, and the weight of the stratum stays. Clerical decisions within the
 * expectation maximisation of record linkage: Larsen and Rubin 2001; labelled pairs that outweigh themselves: Nigam and
 * others 2000; strata that are weighed by what they stand for: Horvitz and Thompson 1952.
 *
 * <p>Three bounds keep few or wrong labels from doing harm. In a stratum of n labels they take over n of n + {@value
 * #PRIOR_LABELS} parts of the weight. A label stands for {@value #STANDS_FOR} pairs at most, and outside the doubtful
 * strata for itself alone. And a steward errs: once in {@value #ERRS_ONCE_IN} times, so that a label is evidence as
 * strong as that, and not certainty (Dawid and Skene 1979).
 *
 * <p>The same labels in any order are the same.
 */
public final class Labels {

    public static final Labels NONE = new Labels(new TreeMap<>(), 0);

    private static final int PRIOR_LABELS = 20;
    private static final int STANDS_FOR = 200;
    private static final int ERRS_ONCE_IN = 50;

    /** Strata are one unit of natural log-odds wide, and reach from minus to plus this. */
    private static final int DOUBTFUL = 6;

    /** Evidence of one label, in natural log-odds. */
    private static final double EVIDENCE = Math.log(ERRS_ONCE_IN - 1);

    /** What is said of a pair: positive weight for the same, negative for different. */
    private final NavigableMap<Long, Double> said;

    private final int count;

    private Labels(NavigableMap<Long, Double> said, int count) {
        this.said = said;
        this.count = count;
    }

    /** Says which pairs of records training looks at. */
    @FunctionalInterface
    public interface Pairs {
        boolean contain(int left, int right);
    }

    /** @param population pairs that training draws from; labels say nothing of others */
    public static Labels of(List<Label> labels, Pairs population) {
        TreeMap<Long, double[]> weights = new TreeMap<>();
        int used = 0;
        for (Label label : labels.stream().sorted(Label.ORDER).toList()) {
            Set<Long> pairs = new HashSet<>(label.pairs());
            pairs.removeIf(pair -> !population.contain(left(pair), right(pair)));
            for (long pair : pairs) {
                weights.computeIfAbsent(pair, _ -> new double[2])[label.same() ? 1 : 0] += 1.0 / pairs.size();
            }
            used += pairs.isEmpty() ? 0 : 1;
        }
        NavigableMap<Long, Double> said = new TreeMap<>();
        weights.forEach((pair, weight) -> said.put(pair, Math.clamp(weight[1] - weight[0], -1, 1)));
        said.values().removeIf(weight -> weight == 0);
        return new Labels(said, used);
    }

    static long pair(int a, int b) {
        return (long) Math.max(a, b) << 32 | Math.min(a, b);
    }

    private static int left(long pair) {
        return (int) (pair >>> 32);
    }

    private static int right(long pair) {
        return (int) pair;
    }

    /** Labels of which at least one pair is used. */
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return said.isEmpty();
    }

    /** Natural log-odds of pairs, by a model that was learnt without labels. */
    @FunctionalInterface
    public interface Model {
        double logOdds(int left, int right);
    }

    /** Labelled pairs take their place in a sample. */
    public PairSample into(PairSample sample, Model model) {
        if (isEmpty()) {
            return sample;
        }
        Strata strata = new Strata();
        int[] stratum = new int[sample.size()];
        for (int i = 0; i < stratum.length; i++) {
            stratum[i] = stratum(model.logOdds(sample.left(i), sample.right(i)));
            strata.sampled(stratum[i], sample.weight(i), said(sample, i));
        }
        Long2IntMap stratumOf = new Long2IntOpenHashMap();
        said.forEach((pair, weight) -> {
            int at = stratum(model.logOdds(left(pair), right(pair)));
            stratumOf.put(pair.longValue(), at);
            strata.labelled(at, Math.abs(weight));
        });
        PairSample.Builder all = new PairSample.Builder();
        for (int i = 0; i < stratum.length; i++) {
            if (!said(sample, i)) {
                all.add(sample.left(i), sample.right(i), sample.weight(i) * strata.restOf(stratum[i]), 0);
            }
        }
        said.forEach((pair, weight) -> all.add(
                left(pair),
                right(pair),
                Math.abs(weight) * strata.labelsOf(stratumOf.get(pair.longValue())),
                Math.signum(weight) * EVIDENCE));
        return all.build();
    }

    /** Weights by stratum; a pair of none keeps its own. */
    private static final class Strata {

        private final double[] all = new double[2 * DOUBTFUL];
        private final double[] unlabelled = new double[2 * DOUBTFUL];
        private final double[] labels = new double[2 * DOUBTFUL];

        void sampled(int stratum, double weight, boolean labelled) {
            if (stratum >= 0) {
                all[stratum] += weight;
                unlabelled[stratum] += labelled ? 0 : weight;
            }
        }

        void labelled(int stratum, double weight) {
            if (stratum >= 0) {
                labels[stratum] += weight;
            }
        }

        /** What the labels take over. */
        private double taken(int stratum) {
            double n = labels[stratum];
            return Math.clamp(all[stratum] * n / (n + PRIOR_LABELS), n, STANDS_FOR * n);
        }

        /** Factor of a pair that nobody was asked about. */
        double restOf(int stratum) {
            return stratum < 0 ? 1 : Math.max(0, all[stratum] - taken(stratum)) / unlabelled[stratum];
        }

        /** Factor of a labelled pair. */
        double labelsOf(int stratum) {
            return stratum < 0 ? 1 : taken(stratum) / labels[stratum];
        }
    }

    private boolean said(PairSample sample, int i) {
        return said.containsKey(pair(sample.left(i), sample.right(i)));
    }

    /** Negative where a pair is hardly doubtful. */
    private static int stratum(double logOdds) {
        return Math.abs(logOdds) < DOUBTFUL ? (int) Math.floor(logOdds) + DOUBTFUL : -1;
    }
}
