package io.karat.batch;

import io.karat.match.CandidateIndex;
import io.karat.match.PairSample;
import io.karat.match.Parameters;
import io.karat.match.Training;
import io.karat.model.RecordKey;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import java.util.function.IntFunction;

/** Records with their candidate keys: what training and partitioning start from. */
public final class KeyedRecords {

    private static final int TRAINING_PAIRS = 250_000;
    private static final int PILOT_RECORDS = 2_000;

    private final Records records;
    private final IntFunction<RecordKey> keys;
    private final Candidates candidates;

    /** @param keys of the records by their numbers; they settle ties */
    public KeyedRecords(Records records, IntFunction<RecordKey> keys) {
        this.records = records;
        this.keys = keys;
        this.candidates = new Candidates(records, CandidateIndex.DEFAULT_CAP, CandidateIndex.DEFAULT_BUDGET);
    }

    Records records() {
        return records;
    }

    Candidates candidates() {
        return candidates;
    }

    RecordKey key(int record) {
        return keys.apply(record);
    }

    long fingerprint(int record) {
        return records.fingerprint(record);
    }

    boolean shareKey(int a, int b) {
        return candidates.shareKey(a, b);
    }

    /** Parameters learnt from the records; the built-in ones where there are too few to learn from. */
    public Parameters train(long seed) {
        if (records.size() < Training.FEWEST_RECORDS) {
            return Parameters.builtIn(records.type());
        }
        return Training.train(records.type(), records.columns(), sample(), seed);
    }

    /** The candidates of every n-th record. */
    private PairSample sample() {
        int pilot = Math.min(PILOT_RECORDS, records.size());
        Candidates.Search search = candidates.new Search();
        long seen = 0;
        for (int i = 0; i < pilot; i++) {
            seen += search.before((int) ((long) i * records.size() / pilot));
        }
        double expected = (double) seen / pilot * records.size();
        int step = (int) Math.max(1, Math.ceil(expected / TRAINING_PAIRS));
        IntList lefts = new IntArrayList();
        IntList rights = new IntArrayList();
        int sampled = 0;
        for (int record = step / 2; record < records.size(); record += step) {
            int found = search.before(record);
            sampled++;
            for (int i = 0; i < found; i++) {
                if (candidates.shareKey(record, search.found(i))) {
                    lefts.add(record);
                    rights.add(search.found(i));
                }
            }
        }
        return new PairSample(lefts.toIntArray(), rights.toIntArray(), (double) records.size() / sampled);
    }
}
