package io.karat.batch;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.match.CandidateIndex;
import io.karat.match.CodedScorer;
import io.karat.match.Parameters;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * The wanted partition of what some new records touch, where the others have been partitioned before. Candidates are sought
 * for the new ones alone, by the keys that all records make; what connects the others has to be told.
 */
public final class Increment {

    private final Cut cut;
    private final CodedScorer scorer;
    private final int size;
    private final EdgeList edges;

    /**
     * @param records of which the atoms have to be known that an {@link AtomSieve} lets pass; only their values are held
     * @param first number of the first new record; all others have lower ones
     */
    public Increment(Records records, int first, Parameters parameters, Cut cut) {
        this.cut = cut;
        this.size = records.size();
        this.scorer = CodedScorer.of(records.type(), parameters, records.columns());
        KeyAtoms atoms = records.atoms();
        Candidates candidates = new Candidates(atoms, CandidateIndex.DEFAULT_CAP, CandidateIndex.DEFAULT_BUDGET, first);
        this.edges = EdgeList.of(candidates, first, records.size(), scorer, cut.review())
                .with(Crowds.pairs(candidates, atoms, first), atoms, scorer, cut.review());
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
     * @param all their numbers among all records, by their own, ascending
     * @param apart tells by its number among all records whether one is connected to no other
     * @param standing pairs that might be edges, beside those of new records, each once, in numbers among all records: the
     *     higher number in the upper half, the lower one in the lower half; of others than these records they are passed over
     */
    public Plan plan(NamedRecords some, int[] all, IntPredicate apart, Constraints constraints, long[] standing) {
        int[] numbers = new int[size];
        Arrays.fill(numbers, -1);
        for (int number = 0; number < all.length; number++) {
            numbers[all[number]] = apart.test(all[number]) ? -1 : number;
        }
        long[] pairs = Arrays.stream(standing)
                .map(pair -> (long) numbers[(int) (pair >>> Integer.SIZE)] << Integer.SIZE | numbers[(int) pair])
                .filter(pair -> pair >= 0 && (int) pair >= 0)
                .toArray();
        CodedScorer ofSome = scorer.of(all);
        EdgeList wanted = edges.renumbered(number -> numbers[number]).with(pairs, some.atoms(), ofSome, cut.review());
        return new Bulk(some, constraints, ofSome, cut, wanted).plan();
    }
}
