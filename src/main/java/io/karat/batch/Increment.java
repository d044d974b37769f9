package io.karat.batch;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.match.CandidateIndex;
import io.karat.match.CodedScorer;
import io.karat.match.Parameters;
import java.util.function.IntUnaryOperator;

/**
 * The wanted partition of what some new records touch, where the others have been partitioned before. Candidates are sought
 * for the new ones alone, by the keys that all records make; what connects the others has to be told.
 */
public final class Increment {

    private final Parameters parameters;
    private final Cut cut;
    private final EdgeList edges;

    /**
     * @param records of which the atoms have to be known that an {@link AtomSieve} lets pass; not held
     * @param first number of the first new record; all others have lower ones
     */
    public Increment(Records records, int first, Parameters parameters, Cut cut) {
        this.parameters = parameters;
        this.cut = cut;
        Candidates candidates =
                new Candidates(records, CandidateIndex.DEFAULT_CAP, CandidateIndex.DEFAULT_BUDGET, first);
        CodedScorer scorer = CodedScorer.of(records.type(), parameters, records.columns());
        this.edges = EdgeList.of(candidates, first, records.size(), scorer, cut.review())
                .with(Crowds.pairs(candidates, records, first), records, scorer, cut.review());
    }

    /** Takes two records. */
    public interface PairSink {
        void take(int left, int right);
    }

    /** The pairs of a new record and any other that share a key and reach the review threshold. */
    public void edges(PairSink sink) {
        for (int i = 0; i < edges.size(); i++) {
            sink.take(edges.left[i], edges.right[i]);
        }
    }

    /**
     * The plan for some records that are whole components.
     *
     * @param some with all of their atoms
     * @param numbers theirs by the numbers of all records, in the same order; below zero for others, and for those that are
     *     connected to none
     * @param standing pairs of theirs that might be edges, beside those of new records, each once: the higher number in the
     *     upper half, the lower one in the lower half
     */
    public Plan plan(NamedRecords some, IntUnaryOperator numbers, Constraints constraints, long[] standing) {
        Records records = some.records();
        CodedScorer scorer = CodedScorer.of(records.type(), parameters, records.columns());
        EdgeList all = edges.renumbered(numbers).with(standing, records, scorer, cut.review());
        return new Bulk(some, constraints, scorer, cut, all).plan();
    }
}
