package io.karat.ledger;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.cluster.GuardView;
import io.karat.cluster.Partitioner;
import io.karat.ledger.PlanWord.Said;
import io.karat.ledger.ScoredComponent.Node;
import io.karat.match.Scorer;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Explains pairs of records by what the hub goes by: the scores, the last plan's word, the guard. */
final class Explaining {

    private final Scorer scorer;
    private final Judged judged;
    private final Cut cut;

    Explaining(Scorer scorer, Judged judged, Cut cut) {
        this.scorer = scorer;
        this.judged = judged;
        this.cut = cut;
    }

    /** Without the guard. */
    Explained pair(Node a, Node b) {
        return new Explained(scorer.explain(a.features(), b.features()), plan(a, b), null);
    }

    private @Nullable PlanWord plan(Node a, Node b) {
        if (judged.empty() || a.ordinal() == b.ordinal()) {
            return null;
        }
        if (!known(a) || !known(b)) {
            return new PlanWord(Said.NOT_SEEN, null);
        }
        return new PlanWord(judged.alike(a.ordinal()).containsKey(b.ordinal()) ? Said.ALIKE : Said.NOT_ALIKE, (double)
                judged.logOdds(a.ordinal(), b.ordinal()));
    }

    private boolean known(Node record) {
        return judged.knows(record.ordinal(), record.features());
    }

    /** Two records, and natural log-odds: what counts between them, and what they say alone. */
    record Pair(Node left, Node right, double counts, double alone) {
        boolean strongerThan(Pair other) {
            return counts > other.counts || (counts == other.counts && alone > other.alone);
        }
    }

    /** The pair, one of each side, that speaks most for the two sides being one; none where a side is empty. */
    Optional<Pair> strongest(List<Node> left, List<Node> right) {
        Pair best = null;
        for (Node a : left) {
            for (Node b : right) {
                Pair pair = scored(a, b);
                best = best == null || pair.strongerThan(best) ? pair : best;
            }
        }
        return Optional.ofNullable(best);
    }

    private Pair scored(Node a, Node b) {
        double alone = scorer.score(a.features(), b.features()).logOdds();
        boolean planned = a.ordinal() != b.ordinal() && known(a) && known(b);
        return new Pair(a, b, planned ? judged.logOdds(a.ordinal(), b.ordinal()) : alone, alone);
    }

    /**
     * What the guard says of two golden records.
     *
     * @param standing decisions about any of their records, each once
     */
    GuardView guard(List<Node> one, List<Node> other, Collection<Standing> standing) {
        Set<Integer> ofOne = one.stream().map(Node::ordinal).collect(Collectors.toSet());
        ScoredComponent both =
                scored(Stream.concat(one.stream(), other.stream()).toList());
        int[] nodes = IntStream.range(0, both.size())
                .filter(node -> ofOne.contains(both.ordinal(node)))
                .toArray();
        return Partitioner.guard(both, nodes, decided(standing, both), cut);
    }

    /** How a golden record hangs together. */
    GuardView within(List<Node> members, Collection<Standing> standing) {
        ScoredComponent all = scored(members);
        return Partitioner.within(all, decided(standing, all), cut);
    }

    private static Constraints decided(Collection<Standing> standing, ScoredComponent scored) {
        return Clustering.decided(standing, scored);
    }

    private ScoredComponent scored(List<Node> records) {
        return new ScoredComponent(records, judged, scorer, cut.review(), null);
    }
}
