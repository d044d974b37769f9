package io.karat.batch;

import io.karat.cluster.Component;
import io.karat.match.CodedScorer;
import io.karat.match.PairScore;
import io.karat.model.RecordKey;

/** A component of which every inside pair is scored once. */
final class SmallComponent implements Component {

    private final NamedRecords named;
    private final int[] nodes;
    private final float[] evidence;
    private final boolean[] edge;
    private final boolean[] conflict;

    /**
     * @param nodes record numbers in the order of their keys
     * @param floor from which a pair that shares a key is an edge, natural log-odds
     */
    SmallComponent(NamedRecords named, int[] nodes, CodedScorer scorer, double floor) {
        this.named = named;
        this.nodes = nodes;
        int pairs = Math.toIntExact((long) nodes.length * (nodes.length - 1) / 2);
        evidence = new float[pairs];
        edge = new boolean[pairs];
        conflict = new boolean[pairs];
        for (int i = 1; i < nodes.length; i++) {
            for (int j = 0; j < i; j++) {
                int at = at(i, j);
                PairScore score = scorer.score(nodes[i], nodes[j]);
                evidence[at] = (float) score.evidence();
                edge[at] = score.logOdds() >= floor && named.atoms().shareKey(nodes[i], nodes[j]);
                conflict[at] = scorer.exclusiveConflict(nodes[i], nodes[j]);
            }
        }
    }

    private static int at(int a, int b) {
        int high = Math.max(a, b);
        return high * (high - 1) / 2 + Math.min(a, b);
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
        return evidence[at(a, b)];
    }

    @Override
    public boolean edge(int a, int b) {
        return edge[at(a, b)];
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return conflict[at(a, b)];
    }

    @Override
    public long fingerprint(int node) {
        return named.atoms().fingerprint(nodes[node]);
    }
}
