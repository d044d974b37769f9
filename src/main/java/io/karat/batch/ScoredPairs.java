package io.karat.batch;

import io.karat.cluster.Cut;
import io.karat.match.CodedScorer;
import io.karat.match.PairScore;
import io.karat.match.Parameters;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;

/** The candidate pairs of a plan that reach a probability, each once, and what became of them. */
public final class ScoredPairs {

    private final EdgeList pairs;
    private final int[] cluster;
    private final LongOpenHashSet questions = new LongOpenHashSet();
    private final LongOpenHashSet held = new LongOpenHashSet();

    private ScoredPairs(EdgeList pairs, Plan plan) {
        this.pairs = pairs;
        this.cluster = plan.cluster();
        for (Plan.Open open : plan.open()) {
            (open.held() == null ? questions : held).add(name(open.left(), open.right()));
        }
    }

    /**
     * Scores all candidates once more, as the plan keeps few of them.
     *
     * @param parameters those that the plan was made with
     * @param least probability, above 0
     */
    public static ScoredPairs of(KeyedRecords keyed, Parameters parameters, Plan plan, double least) {
        Records records = keyed.records();
        CodedScorer scorer = CodedScorer.of(records.type(), parameters, records.columns());
        return new ScoredPairs(EdgeList.of(keyed.candidates(), records.size(), scorer, Cut.logit(least)), plan);
    }

    /** What became of the two records of a pair. */
    public enum Decision {
        /** They are in one cluster. */
        JOINED,
        /** Whether their clusters are one is a question. */
        QUESTION,
        /** The guard held the merge of their clusters. */
        HELD,
        /** They are in different clusters, and nothing is asked. */
        APART
    }

    public int size() {
        return pairs.size();
    }

    /** The number of the earlier record. */
    public int left(int pair) {
        return pairs.left[pair];
    }

    public int right(int pair) {
        return pairs.right[pair];
    }

    /** That the two are the same, by this pair alone: what other records of their clusters say is not in it. */
    public double probability(int pair) {
        return new PairScore(pairs.logOdds[pair], 0).probability();
    }

    public Decision decision(int pair) {
        int a = cluster[pairs.left[pair]];
        int b = cluster[pairs.right[pair]];
        if (a == b) {
            return Decision.JOINED;
        }
        long between = name(Math.min(a, b), Math.max(a, b));
        return held.contains(between)
                ? Decision.HELD
                : questions.contains(between) ? Decision.QUESTION : Decision.APART;
    }

    private static long name(int a, int b) {
        return (long) a << 32 | b;
    }
}
