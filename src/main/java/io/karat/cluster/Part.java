package io.karat.cluster;

import io.karat.cluster.Constraints.Different;
import io.karat.model.RecordKey;
import java.util.Arrays;

/** Some nodes of a component, seen as a component of their own. The nodes are ascending. */
record Part(Component whole, int[] nodes) implements Component {

    /** The constraints as far as they concern these nodes, in this part's numbers. */
    Constraints restrict(Constraints constraints) {
        return new Constraints(
                constraints.same().stream()
                        .map(this::inside)
                        .filter(set -> set.length > 0)
                        .toList(),
                constraints.different().stream()
                        .map(different -> new Different(inside(different.left()), inside(different.right())))
                        .toList());
    }

    private int[] inside(int[] set) {
        return Arrays.stream(set)
                .map(node -> Arrays.binarySearch(nodes, node))
                .filter(node -> node >= 0)
                .toArray();
    }

    @Override
    public int size() {
        return nodes.length;
    }

    @Override
    public RecordKey key(int node) {
        return whole.key(nodes[node]);
    }

    @Override
    public double evidence(int a, int b) {
        return whole.evidence(nodes[a], nodes[b]);
    }

    @Override
    public boolean edge(int a, int b) {
        return whole.edge(nodes[a], nodes[b]);
    }

    @Override
    public int[] neighbours(int node) {
        return inside(whole.neighbours(nodes[node]));
    }

    @Override
    public boolean settled(int a, int b) {
        return whole.settled(nodes[a], nodes[b]);
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return whole.exclusiveConflict(nodes[a], nodes[b]);
    }

    @Override
    public long fingerprint(int node) {
        return whole.fingerprint(nodes[node]);
    }
}
