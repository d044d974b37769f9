package io.karat.cluster;

import io.karat.cluster.Partition.Held;
import io.karat.cluster.Partition.Question;
import io.karat.cluster.Partition.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The wanted partition: a pure function of a component, the stewards' constraints and the cut.
 *
 * <ol>
 *   <li>True components over edges and must-links; nothing is linked across them, so the partition of a union of
 *       components is the union of their partitions.
 *   <li>Records that look the same are contracted to one with a weight ({@link Contraction}); must-link sets are joined.
 *   <li>Average linkage over all inside pairs ({@link Linkage}), down to {@code cut.link}. A cannot-link forbids a merge,
 *       the guard holds one. Must-link goes before cannot-link and {@code exclusive}, those go before scores.
 * </ol>
 *
 * <p>The guard counts <em>distinct</em> records (contracted ones once) and holds a merge, in this order, because of
 *
 * <ul>
 *   <li>EXCLUSIVE: two records of the two sides contradict each other in an exclusive attribute;
 *   <li>SIZE: the merged cluster would have more than {@code maxSize} records;
 *   <li>BRIDGE: both sides have three records or more, and all edges between the sides meet in one single record (one
 *       record pair is the narrowest case);
 *   <li>DENSITY: the merged cluster would have four records or more, and fewer than {@code minDensity} of its pairs are
 *       edges; pairs a steward confirmed count as edges.
 * </ul>
 */
public final class Partitioner {
    private Partitioner() {}

    public static Partition partition(Component component, Constraints constraints, Cut cut) {
        Edges edges = Edges.of(component);
        List<int[]> clusters = new ArrayList<>();
        List<Linkage> linkages = new ArrayList<>();
        for (int[] nodes : edges.components(constraints.same())) {
            Linkage linkage = new Linkage(component, edges, nodes, constraints, cut);
            linkage.run();
            linkages.add(linkage);
            clusters.addAll(linkage.clusters());
        }
        clusters.sort(Comparator.comparingInt(cluster -> cluster[0]));
        return withOpenPairs(clusters, linkages, component.size());
    }

    private static Partition withOpenPairs(List<int[]> clusters, List<Linkage> linkages, int size) {
        int[] clusterOf = new int[size];
        for (int i = 0; i < clusters.size(); i++) {
            clusterOf[clusters.get(i)[0]] = i;
        }
        List<Held> held = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (Linkage linkage : linkages) {
            for (Linkage.Between pair : linkage.open()) {
                int left = clusterOf[pair.a()];
                int right = clusterOf[pair.b()];
                Reason reason = pair.held();
                if (reason == null) {
                    questions.add(new Question(left, right, pair.mean()));
                } else {
                    held.add(new Held(left, right, pair.mean(), reason));
                }
            }
        }
        held.sort(Comparator.comparingInt(Held::left).thenComparingInt(Held::right));
        questions.sort(Comparator.comparingInt(Question::left).thenComparingInt(Question::right));
        return new Partition(clusters, held, questions);
    }
}
