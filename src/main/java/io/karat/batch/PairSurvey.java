package io.karat.batch;

import io.karat.match.CodedScorer;
import io.karat.match.Parameters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntBinaryOperator;
import java.util.stream.Stream;

/**
 * How candidate pairs score: how many in each band of natural log-odds, and a few of each to look at.
 *
 * @param inside by band, pairs of one group
 * @param between by band, pairs of different groups
 * @param below compared pairs that score less than the first band
 * @param samples by band, ascending; which pairs they are depends on the pairs alone
 */
public record PairSurvey(long[] inside, long[] between, long below, List<Pair> samples) {

    /** Of the first band; bands are {@link #WIDTH} wide, the last one is open. */
    public static final double LEAST = -4.5;

    public static final double WIDTH = 0.05;
    public static final int BANDS = 390;

    private static final int OF_EACH_BAND = 4;

    public PairSurvey {
        samples = List.copyOf(samples);
    }

    /**
     * Two records by their numbers.
     *
     * @param logOdds natural
     */
    public record Pair(int left, int right, boolean inside, double logOdds) {}

    /** @param logOdds at least {@link #LEAST} */
    public static int band(double logOdds) {
        return Math.clamp((long) Math.floor((logOdds - LEAST) / WIDTH), 0, BANDS - 1);
    }

    /** Where a band begins, natural log-odds. */
    public static double from(int band) {
        return LEAST + band * WIDTH;
    }

    /**
     * Scores all candidates.
     *
     * @param groups 1 where two records are of one group, else 0
     */
    public static PairSurvey of(KeyedRecords keyed, Parameters parameters, IntBinaryOperator groups) {
        Records records = keyed.records();
        CodedScorer scorer = CodedScorer.of(records.type(), parameters, records.columns());
        EdgeList pairs = EdgeList.of(keyed.candidates(), records.size(), scorer, LEAST);
        return of(new Plan.Links(pairs.left, pairs.right, pairs.logOdds), pairs.compared, groups);
    }

    /**
     * Of pairs that were scored already.
     *
     * @param compared how many were, those included that are not among the pairs
     */
    public static PairSurvey of(Plan.Links pairs, long compared, IntBinaryOperator groups) {
        Bands bands = new Bands();
        for (int i = 0; i < pairs.size(); i++) {
            int a = pairs.left()[i];
            int b = pairs.right()[i];
            bands.take(new Pair(a, b, groups.applyAsInt(a, b) == 1, pairs.logOdds()[i]));
        }
        return bands.survey(Math.max(compared, pairs.size()));
    }

    private static final class Bands {
        private final long[] inside = new long[BANDS];
        private final long[] between = new long[BANDS];
        private final List<PriorityQueue<Pair>> samples = new ArrayList<>();
        private long taken;

        Bands() {
            for (int i = 0; i < 2 * BANDS; i++) {
                samples.add(
                        new PriorityQueue<>(Comparator.comparingLong(Bands::lot).reversed()));
            }
        }

        void take(Pair pair) {
            if (pair.logOdds() < LEAST) {
                return;
            }
            taken++;
            int band = band(pair.logOdds());
            (pair.inside() ? inside : between)[band]++;
            PriorityQueue<Pair> drawn = samples.get(2 * band + (pair.inside() ? 1 : 0));
            drawn.add(pair);
            if (drawn.size() > OF_EACH_BAND) {
                drawn.poll();
            }
        }

        /** The pairs of the lowest lots are the sample: as good as drawn by chance, and the same every time. */
        private static long lot(Pair pair) {
            long z = ((long) pair.left() << 32 | pair.right()) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            return z ^ (z >>> 31);
        }

        PairSurvey survey(long compared) {
            List<Pair> all = samples.stream()
                    .flatMap(
                            drawn -> Stream.of(drawn.toArray(Pair[]::new)).sorted(Comparator.comparingLong(Bands::lot)))
                    .toList();
            return new PairSurvey(inside, between, compared - taken, all);
        }
    }
}
