package io.karat.batch;

import io.karat.cluster.Component;
import io.karat.cluster.Cut;
import io.karat.match.Keys;
import io.karat.match.Scorer;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;

/** One component of a population. */
final class Some implements Component {

    private final Population records;
    private final int[] nodes;
    private final Features[] features;
    private final Scorer scorer;
    private final Cut cut;

    /** @param nodes record numbers in the order of their keys */
    Some(Population records, int[] nodes, Scorer scorer, Cut cut) {
        this.records = records;
        this.nodes = nodes;
        this.scorer = scorer;
        this.cut = cut;
        this.features = new Features[nodes.length];
        for (int i = 0; i < nodes.length; i++) {
            features[i] = records.features(nodes[i]);
        }
    }

    @Override
    public int size() {
        return nodes.length;
    }

    @Override
    public RecordKey key(int node) {
        return records.key(nodes[node]);
    }

    @Override
    public double evidence(int a, int b) {
        return scorer.score(features[a], features[b]).evidence();
    }

    @Override
    public boolean edge(int a, int b) {
        return Keys.shared(features[a], features[b])
                && scorer.score(features[a], features[b]).logOdds() >= cut.review();
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return scorer.exclusiveConflict(features[a], features[b]);
    }

    @Override
    public long fingerprint(int node) {
        return features[node].fingerprint();
    }
}
