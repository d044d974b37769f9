package io.karat.testing;

import io.karat.cluster.Component;
import io.karat.model.RecordKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A component written down as a graph. Nodes are numbered as they were given;
 * {@link #keep} makes others of the same records.
 */
public final class GraphComponent implements Component {

    private final List<RecordKey> keys = new ArrayList<>();
    private final double[][] evidence;
    private final boolean[][] edge;
    private final boolean[][] conflict;
    private final long[] fingerprint;

    public GraphComponent(int size) {
        evidence = new double[size][size];
        edge = new boolean[size][size];
        conflict = new boolean[size][size];
        fingerprint = new long[size];
        for (int i = 0; i < size; i++) {
            keys.add(new RecordKey("s", "%05d".formatted(i)));
            fingerprint[i] = i;
        }
    }

    /** The pair shares a key and scores this. */
    public GraphComponent link(int a, int b, double score) {
        edge[a][b] = edge[b][a] = true;
        return score(a, b, score);
    }

    /** The pair shares no key and scores this. */
    public GraphComponent score(int a, int b, double score) {
        evidence[a][b] = evidence[b][a] = score;
        return this;
    }

    public GraphComponent conflict(int a, int b) {
        conflict[a][b] = conflict[b][a] = true;
        return this;
    }

    /** The pair does not contradict each other. */
    public GraphComponent peace(int a, int b) {
        conflict[a][b] = conflict[b][a] = false;
        return this;
    }

    /** The record comes from this source. */
    public GraphComponent source(int node, String source) {
        keys.set(node, new RecordKey(source, keys.get(node).key()));
        return this;
    }

    /** The copy stands to the other as the original does. */
    public GraphComponent same(int original, int copy, int other) {
        evidence[copy][other] = evidence[other][copy] = evidence[original][other];
        edge[copy][other] = edge[other][copy] = edge[original][other];
        conflict[copy][other] = conflict[other][copy] = conflict[original][other];
        return this;
    }

    public GraphComponent fingerprint(int node, long value) {
        fingerprint[node] = value;
        return this;
    }

    /** All pairs of the nodes are linked with the score. */
    public GraphComponent clique(double score, int... nodes) {
        for (int i = 0; i < nodes.length; i++) {
            for (int j = i + 1; j < nodes.length; j++) {
                link(nodes[i], nodes[j], score);
            }
        }
        return this;
    }

    /** The component of some of the nodes, in the order given. */
    public GraphComponent keep(int... nodes) {
        GraphComponent kept = new GraphComponent(nodes.length);
        for (int i = 0; i < nodes.length; i++) {
            kept.keys.set(i, keys.get(nodes[i]));
            kept.fingerprint[i] = fingerprint[nodes[i]];
            for (int j = 0; j < nodes.length; j++) {
                kept.evidence[i][j] = evidence[nodes[i]][nodes[j]];
                kept.edge[i][j] = edge[nodes[i]][nodes[j]];
                kept.conflict[i][j] = conflict[nodes[i]][nodes[j]];
            }
        }
        return kept;
    }

    /** The component of some of the nodes, numbered by their keys as the contract wants it. */
    public GraphComponent keep(Collection<Integer> nodes) {
        return keep(nodes.stream()
                .sorted(Comparator.comparing(keys::get))
                .mapToInt(Integer::intValue)
                .toArray());
    }

    public int[] nodes() {
        return IntStream.range(0, size()).toArray();
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public RecordKey key(int node) {
        return keys.get(node);
    }

    @Override
    public double evidence(int a, int b) {
        return evidence[a][b];
    }

    @Override
    public boolean edge(int a, int b) {
        return edge[a][b];
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return conflict[a][b];
    }

    @Override
    public long fingerprint(int node) {
        return fingerprint[node];
    }
}
