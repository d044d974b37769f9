package io.karat.cluster;

import io.karat.cluster.Partition.Between;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
 *
 * <p>A component of more than {@code largeComponent} distinct records is first taken to pieces ({@link Raising}), each of
 * which is linked by itself. Pairs of clusters of different pieces with an edge between them are judged by samples
 * ({@link Sampled}): they do not merge, and are held or a question.
 */
public final class Partitioner {

    private final Component component;
    private final Constraints constraints;
    private final Cut cut;
    private final Edges edges;
    private final UnionFind same;
    private final List<int[]> clusters = new ArrayList<>();
    private final List<Between> open = new ArrayList<>();

    private Partitioner(Component component, Constraints constraints, Cut cut) {
        this.component = component;
        this.constraints = constraints;
        this.cut = cut;
        edges = Edges.of(component);
        same = UnionFind.of(component.size(), constraints.same());
    }

    public static Partition partition(Component component, Constraints constraints, Cut cut) {
        Partitioner partitioner = new Partitioner(component, constraints, cut);
        for (int[] nodes : partitioner.edges.components(constraints.same())) {
            partitioner.link(nodes);
        }
        return partitioner.result();
    }

    private void link(int[] nodes) {
        List<int[]> units = Contraction.units(component, nodes, constraints, cut);
        if (units.size() <= cut.guard().largeComponent()) {
            open.addAll(linked(units).open());
            return;
        }
        int[] pieceOf = new int[component.size()];
        int[] firstOf = new int[component.size()];
        int[][] byFirst = new int[component.size()][];
        int piece = 0;
        for (List<int[]> inside : Raising.pieces(component, edges, units, same, cut)) {
            Linkage linkage = linked(inside);
            open.addAll(linkage.open());
            for (int[] cluster : linkage.clusters()) {
                byFirst[cluster[0]] = cluster;
                for (int node : cluster) {
                    pieceOf[node] = piece;
                    firstOf[node] = cluster[0];
                }
            }
            piece++;
        }
        Sampled sampled = new Sampled(component, constraints, same, cut);
        Set<Long> seen = new HashSet<>();
        for (int a : nodes) {
            edges.after(a).filter(b -> pieceOf[a] != pieceOf[b]).forEach(b -> {
                int low = Math.min(firstOf[a], firstOf[b]);
                int high = Math.max(firstOf[a], firstOf[b]);
                if (seen.add((long) low << 32 | high)) {
                    sampled.open(byFirst[low], byFirst[high]).ifPresent(open::add);
                }
            });
        }
    }

    private Linkage linked(List<int[]> units) {
        Linkage linkage = new Linkage(component, edges, units, constraints, cut);
        linkage.run();
        clusters.addAll(linkage.clusters());
        return linkage;
    }

    private Partition result() {
        clusters.sort(Comparator.comparingInt(cluster -> cluster[0]));
        return Partition.of(clusters, open, component.size());
    }
}
