package io.karat.batch;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.match.CodedScorer;
import io.karat.match.Parameters;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The wanted partition of what some new records touch, where the others have been partitioned before. Candidates are sought
 * for the new ones alone, by the keys that all records make; what connects the others has to be told.
 */
public final class Increment {

    private final KeyedRecords keyed;
    private final CodedScorer scorer;
    private final Cut cut;
    private final EdgeList edges;

    /** @param first number of the first new record; all others have lower ones */
    public Increment(KeyedRecords keyed, int first, Parameters parameters, Cut cut) {
        Records records = keyed.records();
        Candidates candidates = keyed.candidates();
        this.keyed = keyed;
        this.scorer = CodedScorer.of(records.type(), parameters, records.columns());
        this.cut = cut;
        long[] crowds = Arrays.stream(Crowds.pairs(candidates, records))
                .filter(pair -> pair >>> Integer.SIZE >= first)
                .toArray();
        this.edges = EdgeList.of(candidates, first, records.size(), scorer, cut.review())
                .with(crowds, candidates, scorer, cut.review());
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
     * The plan for some records, which become 0, 1, ... in their order.
     *
     * @param standing pairs of other records that might be edges, each once: the higher number in the upper half, the lower
     *     one in the lower half
     * @param apart records that are connected to none
     * @param about ascending; whole components
     */
    public Plan plan(Constraints constraints, long[] standing, BitSet apart, int[] about) {
        EdgeList all =
                edges.only(record -> !apart.get(record)).with(standing, keyed.candidates(), scorer, cut.review());
        return new Bulk(keyed, constraints, scorer, cut, all).plan().about(about);
    }
}
