package io.karat.ledger;

import io.karat.batch.PairSurvey;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How matching stood when somebody had it looked at: records, pairs by score, and what stewards decided.
 *
 * @param parameters version that scored
 * @param records live ones
 * @param golden how many golden records hold them
 * @param alone golden records of one record: new, nothing like it was there
 * @param questions open ones
 * @param below compared pairs that score less than the first band
 * @param inside by band of {@link PairSurvey}: pairs of one golden record
 * @param between by band: pairs of different golden records
 * @param same by band: standing decisions that said same
 * @param different by band: standing decisions that said different
 * @param rules what stewards decided, by what brought the records together
 */
public record MatchingSurvey(
        Instant at,
        int parameters,
        int records,
        int golden,
        int alone,
        int questions,
        long below,
        long[] inside,
        long[] between,
        int[] same,
        int[] different,
        List<Rule> rules,
        List<Sample> samples) {

    /** So many decisions the model's own estimate counts for: few decisions move it little. */
    private static final double PRIOR_DECISIONS = 4;

    public MatchingSurvey {
        rules = List.copyOf(rules);
        samples = List.copyOf(samples);
    }

    /**
     * What stewards decided about pairs that a key brought together.
     *
     * @param rule the key in words, empty where they share none
     * @param overridden of the decisions: the hub alone would have done the opposite
     */
    public record Rule(String rule, int same, int different, int overridden) {
        public int decisions() {
            return same + different;
        }
    }

    /**
     * A pair to look at, by ordinal.
     *
     * @param logOdds natural
     */
    public record Sample(int left, int right, boolean inside, double logOdds) {
        public double probability() {
            return 1 / (1 + Math.exp(-logOdds));
        }
    }

    /** What becomes of a pair by its score alone. */
    public enum Zone {
        JOINED,
        ASKED,
        APART
    }

    /** Probabilities; see {@link io.karat.model.Matching}. */
    public record Thresholds(double link, double review) {
        public Thresholds {
            if (!(0 < review && review <= link && link < 1)) {
                throw new IllegalArgumentException("thresholds need 0 < review <= link < 1");
            }
        }

        Zone zone(int band) {
            double middle = PairSurvey.from(band) + PairSurvey.WIDTH / 2;
            double probability = 1 / (1 + Math.exp(-middle));
            return probability >= link ? Zone.JOINED : probability >= review ? Zone.ASKED : Zone.APART;
        }
    }

    /**
     * Pairs that would come into another zone.
     *
     * @param inside of one golden record now
     * @param between of different golden records now
     */
    public record Shift(Zone from, Zone to, long inside, long between, List<Sample> samples) {
        public Shift {
            samples = List.copyOf(samples);
        }

        public long pairs() {
            return inside + between;
        }
    }

    /** Only where pairs would move. */
    public List<Shift> shifts(Thresholds now, Thresholds then) {
        return IntStream.range(0, Zone.values().length * Zone.values().length)
                .mapToObj(i -> shift(
                        Zone.values()[i / Zone.values().length], Zone.values()[i % Zone.values().length], now, then))
                .filter(shift -> shift.pairs() > 0)
                .toList();
    }

    private Shift shift(Zone from, Zone to, Thresholds now, Thresholds then) {
        int[] bands = from == to
                ? new int[0]
                : bands().filter(b -> now.zone(b) == from && then.zone(b) == to).toArray();
        return new Shift(
                from,
                to,
                IntStream.of(bands).mapToLong(b -> inside[b]).sum(),
                IntStream.of(bands).mapToLong(b -> between[b]).sum(),
                samples.stream()
                        .filter(s -> IntStream.of(bands).anyMatch(b -> b == PairSurvey.band(s.logOdds())))
                        .toList());
    }

    /** Pairs in a zone. */
    public long pairs(Zone zone, Thresholds thresholds) {
        long counted = bands().filter(b -> thresholds.zone(b) == zone)
                .mapToLong(b -> inside[b] + between[b])
                .sum();
        return zone == Zone.APART ? counted + below : counted;
    }

    /**
     * Of the pairs that would be joined by their scores, the share that are the same: what stewards said of pairs at these
     * scores, and where they said little, what the model expects of them. NaN where no pair would be joined.
     */
    public double precision(Thresholds thresholds) {
        double right = 0;
        double all = 0;
        for (int band : bands().filter(b -> thresholds.zone(b) == Zone.JOINED).toArray()) {
            double pairs = inside[band] + between[band];
            all += pairs;
            right += pairs * rate(band);
        }
        return right / all;
    }

    private double rate(int band) {
        int around = (int) Math.round(0.5 / PairSurvey.WIDTH);
        int yes = 0;
        int no = 0;
        for (int b = Math.max(0, band - around); b <= Math.min(same.length - 1, band + around); b++) {
            yes += same[b];
            no += different[b];
        }
        double expected = 1 / (1 + Math.exp(-(PairSurvey.from(band) + PairSurvey.WIDTH / 2)));
        return (yes + PRIOR_DECISIONS * expected) / (yes + no + PRIOR_DECISIONS);
    }

    /** Standing decisions about pairs of a zone: those that said same, then those that said different. */
    public int[] decisions(Zone zone, Thresholds thresholds) {
        int[] of = bands().filter(b -> thresholds.zone(b) == zone).toArray();
        return new int[] {
            IntStream.of(of).map(b -> same[b]).sum(),
            IntStream.of(of).map(b -> different[b]).sum()
        };
    }

    private IntStream bands() {
        return IntStream.range(0, inside.length);
    }
}
