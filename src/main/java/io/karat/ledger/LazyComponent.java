package io.karat.ledger;

import io.karat.match.Keys;
import io.karat.match.PairScore;
import io.karat.match.Scorer;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Live records of which few pairs are asked for: a pair is scored when it is asked for, and not remembered. Nodes are
 * numbered by ascending record key.
 */
class LazyComponent implements Scored {

    private record Node(int ordinal, RecordKey key, Features features) {}

    private final List<Node> nodes;
    private final Scorer scorer;
    private final double edgeThreshold;
    private final Judged judged;

    /**
     * @param ordinals of records; those that are not live are left out
     * @param edgeThreshold natural log-odds
     */
    LazyComponent(View view, int[] ordinals, Scorer scorer, double edgeThreshold) {
        List<Node> live = new ArrayList<>(ordinals.length);
        for (int ordinal : ordinals) {
            Features features = view.features(ordinal);
            if (features != null) {
                live.add(new Node(ordinal, view.key(ordinal), features));
            }
        }
        live.sort(Comparator.comparing(Node::key));
        this.nodes = live;
        this.scorer = scorer;
        this.edgeThreshold = edgeThreshold;
        this.judged = view.judged();
    }

    private PairScore score(int a, int b) {
        return scorer.score(features(a), features(b));
    }

    final Features features(int node) {
        return nodes.get(node).features();
    }

    @Override
    public int size() {
        return nodes.size();
    }

    @Override
    public RecordKey key(int node) {
        return nodes.get(node).key();
    }

    @Override
    public double evidence(int a, int b) {
        return settled(a, b)
                ? judged.logOdds(ordinal(a), ordinal(b))
                : (float) score(a, b).evidence();
    }

    @Override
    public boolean edge(int a, int b) {
        if (settled(a, b)) {
            return logOdds(a, b) >= (float) edgeThreshold;
        }
        return Keys.shared(features(a), features(b)) && score(a, b).logOdds() >= edgeThreshold;
    }

    @Override
    public boolean settled(int a, int b) {
        return judged.knows(ordinal(a), features(a)) && judged.knows(ordinal(b), features(b));
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return scorer.exclusiveConflict(features(a), features(b));
    }

    @Override
    public long fingerprint(int node) {
        return features(node).fingerprint();
    }

    @Override
    public int ordinal(int node) {
        return nodes.get(node).ordinal();
    }

    @Override
    public float logOdds(int a, int b) {
        return settled(a, b)
                ? judged.logOdds(ordinal(a), ordinal(b))
                : (float) score(a, b).logOdds();
    }
}
