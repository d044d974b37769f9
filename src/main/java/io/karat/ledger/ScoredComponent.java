package io.karat.ledger;

import io.karat.match.Keys;
import io.karat.match.PairScore;
import io.karat.match.Scorer;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Live records with all pairs among them scored; nodes are numbered by ascending record key. */
final class ScoredComponent implements Scored {

    /** A live record. */
    record Node(int ordinal, RecordKey key, Features features) {}

    private final Scorer scorer;
    private final Judged judged;
    private final List<Node> nodes;
    private final float[] evidence;
    private final float[] logOdds;
    private final boolean[] edge;
    private final boolean[] conflict;
    private final boolean[] known;

    /**
     * @param ordinals of records; those that are not live are left out
     * @param edgeThreshold natural log-odds
     * @param before one with the same threshold; pairs that stand there as they are now need not be scored again
     */
    ScoredComponent(View view, int[] ordinals, Scorer scorer, double edgeThreshold, @Nullable ScoredComponent before) {
        this(nodes(view, ordinals), view.judged(), scorer, edgeThreshold, before);
    }

    /** Of records that were read beside the ledger; otherwise the same. */
    ScoredComponent(
            List<Node> records, Judged judged, Scorer scorer, double edgeThreshold, @Nullable ScoredComponent before) {
        this.scorer = scorer;
        this.judged = judged;
        nodes = records.stream().sorted(Comparator.comparing(Node::key)).toList();
        int n = nodes.size();
        int pairs = Math.toIntExact((long) n * (n - 1) / 2);
        evidence = new float[pairs];
        logOdds = new float[pairs];
        edge = new boolean[pairs];
        conflict = new boolean[pairs];
        known = new boolean[n];
        for (int i = 0; i < n; i++) {
            known[i] = judged.knows(ordinal(i), nodes.get(i).features());
        }
        int[] nodeBefore = nodesOf(before);
        for (int i = 1; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (before != null && nodeBefore[i] >= 0 && nodeBefore[j] >= 0) {
                    copy(before, at(nodeBefore[i], nodeBefore[j]), at(i, j));
                } else {
                    score(i, j, edgeThreshold);
                }
            }
        }
    }

    private static List<Node> nodes(View view, int[] ordinals) {
        List<Node> live = new ArrayList<>();
        for (int ordinal : ordinals) {
            Features features = view.features(ordinal);
            if (features != null) {
                live.add(new Node(ordinal, view.key(ordinal), features));
            }
        }
        return live;
    }

    private void score(int i, int j, double edgeThreshold) {
        Features a = nodes.get(i).features();
        Features b = nodes.get(j).features();
        int at = at(i, j);
        conflict[at] = scorer.exclusiveConflict(a, b);
        if (known[i] && known[j]) {
            logOdds[at] = judged.logOdds(ordinal(i), ordinal(j));
            evidence[at] = logOdds[at];
            edge[at] = logOdds[at] >= (float) edgeThreshold;
        } else {
            PairScore score = scorer.score(a, b);
            evidence[at] = (float) score.evidence();
            logOdds[at] = (float) score.logOdds();
            edge[at] = score.logOdds() >= edgeThreshold && Keys.shared(a, b);
        }
    }

    /** The number that each node had, or -1 where it was not there or was another. */
    private int[] nodesOf(@Nullable ScoredComponent before) {
        int[] found = new int[nodes.size()];
        Arrays.fill(found, -1);
        if (before != null && before.scorer == scorer && before.judged == judged) {
            Int2IntMap numbers = new Int2IntOpenHashMap(before.size());
            for (int node = 0; node < before.size(); node++) {
                numbers.put(before.ordinal(node), node);
            }
            for (int node = 0; node < found.length; node++) {
                int number = numbers.getOrDefault(ordinal(node), -1);
                found[node] = number >= 0 && before.fingerprint(number) == fingerprint(node) ? number : -1;
            }
        }
        return found;
    }

    private void copy(ScoredComponent from, int there, int here) {
        evidence[here] = from.evidence[there];
        logOdds[here] = from.logOdds[there];
        edge[here] = from.edge[there];
        conflict[here] = from.conflict[there];
    }

    /** Whether a record is among the nodes. */
    boolean holds(int ordinal) {
        return nodes.stream().anyMatch(node -> node.ordinal() == ordinal);
    }

    private static int at(int a, int b) {
        int high = Math.max(a, b);
        return high * (high - 1) / 2 + Math.min(a, b);
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
        return evidence[at(a, b)];
    }

    @Override
    public boolean edge(int a, int b) {
        return edge[at(a, b)];
    }

    @Override
    public boolean settled(int a, int b) {
        return known[a] && known[b];
    }

    @Override
    public boolean exclusiveConflict(int a, int b) {
        return conflict[at(a, b)];
    }

    @Override
    public long fingerprint(int node) {
        return nodes.get(node).features().fingerprint();
    }

    @Override
    public int ordinal(int node) {
        return nodes.get(node).ordinal();
    }

    @Override
    public float logOdds(int a, int b) {
        return logOdds[at(a, b)];
    }
}
