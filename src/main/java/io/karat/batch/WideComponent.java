package io.karat.batch;

import io.karat.cluster.Component;
import io.karat.match.CodedScorer;
import io.karat.model.RecordKey;
import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.Arrays;

/**
 * A component of too many records to score every inside pair: its edges are those that candidates gave, and a pair is
 * scored when it is asked for.
 */
final class WideComponent implements Component {

    private final NamedRecords named;
    private final int[] nodes;
    private final Neighbours neighbours;
    private final CodedScorer scorer;
    private final Int2IntMap nodeOf;

    /** @param nodes record numbers in the order of their keys */
    WideComponent(NamedRecords named, int[] nodes, Neighbours neighbours, CodedScorer scorer) {
        this.named = named;
        this.nodes = nodes;
        this.neighbours = neighbours;
        this.scorer = scorer;
        this.nodeOf = new Int2IntOpenHashMap(nodes.length);
        for (int node = 0; node < nodes.length; node++) {
            nodeOf.put(nodes[node], node);
        }
    }

    @Override
    public int size() {
        return nodes.length;
    }

    @Override
    public RecordKey key(int node) {
        return named.key(nodes[node]);
    }

    @Override
    public double evidence(int a, int b) {
        return (float) scorer.score(nodes[a], nodes[b]).evidence();
    }

    @Override
    public boolean edge(int a, int b) {
        return neighbours.between(nodes[a], nodes[b]);
    }

    @Override
    public int[] neighbours(int node) {
        return Arrays.stream(neighbours.of(nodes[node])).map(nodeOf::get).toArray();
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return scorer.exclusiveConflict(nodes[a], nodes[b]);
    }

    @Override
    public long fingerprint(int node) {
        return named.atoms().fingerprint(nodes[node]);
    }
}
