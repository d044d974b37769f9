package io.karat.batch;

import io.karat.match.CodedScorer;
import io.karat.match.Label;
import io.karat.match.Labels;
import io.karat.match.PairSample;
import io.karat.match.Parameters;
import io.karat.match.Training;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws the pairs that training sees. Among candidates, matches are few: a sample by chance holds too few of them to learn
 * from. So a first model is learnt from a sample by chance, and a second one from a stratified sample, in which pairs that
 * the first model does not rule out are drawn far more often and weigh accordingly less.
 */
final class TrainingPairs {

    private static final int BY_CHANCE = 200_000;
    private static final int NOT_RULED_OUT = 60_000;
    private static final int PILOT_RECORDS = 2_000;

    /** Natural log-odds below which a pair counts as ruled out. */
    private static final double RULED_OUT = -8;

    private final KeyedRecords keyed;
    private final Candidates candidates;
    private final int size;

    TrainingPairs(KeyedRecords keyed) {
        this.keyed = keyed;
        this.candidates = keyed.candidates();
        this.size = keyed.records().size();
    }

    /** What stewards said, as far as training looks at the pairs. */
    Labels labels(List<Label> said) {
        return Labels.of(said, keyed.records().atoms()::shareKey);
    }

    /** With labels, a model that was learnt without them goes on from there. */
    Parameters train(long seed, Labels labels) {
        Training training = new Training(keyed.records().type(), keyed.records().columns(), seed);
        CandidateSearch search = new CandidateSearch(candidates);
        int pilot = Math.min(PILOT_RECORDS, size);
        long seen = IntStream.range(0, pilot)
                .mapToLong(i -> search.look((int) ((long) i * size / pilot)))
                .sum();
        int step = step((double) seen / pilot, BY_CHANCE);
        PairSample byChance = byChance(search, step);
        Parameters learnt = training.learn(byChance);
        PairSample sample = byChance;
        if (step > 1) {
            sample = stratified(byChance, learnt);
            learnt = training.refine(learnt, sample);
        }
        if (labels.isEmpty()) {
            return learnt;
        }
        CodedScorer scorer =
                CodedScorer.of(keyed.records().type(), learnt, keyed.records().columns());
        return training.refine(
                learnt, labels.into(sample, (a, b) -> scorer.score(a, b).logOdds()));
    }

    private int step(double pairsPerRecord, int wanted) {
        return (int) Math.max(1, Math.ceil(pairsPerRecord * size / wanted));
    }

    /** The candidates of every n-th record. */
    private PairSample byChance(CandidateSearch search, int step) {
        PairSample.Builder drawn = new PairSample.Builder();
        double weight = (double) size / records(step).count();
        records(step).forEach(record -> {
            int found = search.before(record);
            for (int i = 0; i < found; i++) {
                drawn.add(record, search.found(i), weight, 0);
            }
        });
        return drawn.build();
    }

    private IntStream records(int step) {
        return IntStream.iterate(step / 2, record -> record < size, record -> record + step);
    }

    private PairSample stratified(PairSample byChance, Parameters first) {
        CodedScorer scorer =
                CodedScorer.of(keyed.records().type(), first, keyed.records().columns());
        PairSample.Builder drawn = new PairSample.Builder();
        double notRuledOut = 0;
        for (int i = 0; i < byChance.size(); i++) {
            if (scorer.logOdds(byChance.left(i), byChance.right(i), RULED_OUT) >= RULED_OUT) {
                notRuledOut += byChance.weight(i);
            } else {
                drawn.add(byChance.left(i), byChance.right(i), byChance.weight(i), 0);
            }
        }
        int step = step(notRuledOut / size, NOT_RULED_OUT);
        double weight = (double) size / records(step).count();
        record Own(CandidateSearch search, CodedScorer scorer) {}
        int[] records = records(step).toArray();
        int[][] pairs = new int[records.length][];
        Chunks.forEach(
                records.length,
                () -> new Own(new CandidateSearch(candidates), scorer.copy()),
                (own, i) -> pairs[i] = notRuledOut(records[i], own.search(), own.scorer()));
        for (int[] ofRecord : pairs) {
            for (int i = 1; i < ofRecord.length; i++) {
                drawn.add(ofRecord[0], ofRecord[i], weight, 0);
            }
        }
        return drawn.build();
    }

    /** A record and those of its candidates that are not ruled out. */
    private int[] notRuledOut(int record, CandidateSearch search, CodedScorer scorer) {
        IntList pairs = new IntArrayList();
        pairs.add(record);
        int found = search.before(record);
        scorer.prepare(search::found, found);
        for (int i = 0; i < found; i++) {
            int other = search.found(i);
            if (scorer.logOdds(record, other, RULED_OUT) >= RULED_OUT) {
                pairs.add(other);
            }
        }
        return pairs.toIntArray();
    }
}
