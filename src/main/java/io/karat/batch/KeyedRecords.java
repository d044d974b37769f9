package io.karat.batch;

import io.karat.match.CandidateIndex;
import io.karat.match.Label;
import io.karat.match.Labels;
import io.karat.match.Parameters;
import io.karat.match.Training;
import io.karat.model.RecordKey;
import java.util.List;
import java.util.function.IntFunction;

/** Records with their candidate keys: what training and partitioning start from. */
public final class KeyedRecords {

    private final NamedRecords named;
    private final Records records;
    private final Candidates candidates;

    /** @param keys of the records by their numbers; they settle ties */
    public KeyedRecords(Records records, IntFunction<RecordKey> keys) {
        this.named = new NamedRecords(records.atoms(), keys);
        this.records = records;
        this.candidates = new Candidates(records.atoms(), CandidateIndex.DEFAULT_CAP, CandidateIndex.DEFAULT_BUDGET);
    }

    Records records() {
        return records;
    }

    /** How many records there are. */
    public int size() {
        return records.size();
    }

    Candidates candidates() {
        return candidates;
    }

    NamedRecords named() {
        return named;
    }

    /** Parameters learnt from the records; the built-in ones where there are too few to learn from. */
    public Parameters train(long seed) {
        return train(seed, Labels.NONE);
    }

    /** What was said of these records, as far as it can refine what is learnt from them. */
    public Labels labels(List<Label> said) {
        return teaching() ? new TrainingPairs(this).labels(said) : Labels.NONE;
    }

    /** Likewise, refined by what stewards said. */
    public Parameters train(long seed, Labels labels) {
        return teaching() ? new TrainingPairs(this).train(seed, labels) : Parameters.builtIn(records.type());
    }

    private boolean teaching() {
        return records.size() >= Training.FEWEST_RECORDS;
    }
}
