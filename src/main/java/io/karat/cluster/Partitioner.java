package io.karat.cluster;

import io.karat.cluster.Partition.Between;
import java.util.ArrayList;
import java.util.Arrays;
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
 * <p>Of clean lists ({@code cut.onePerSource}) no cluster holds two records of one source, unless a must-link says so, and
 * candidates compete ({@link Competing}); nothing is contracted.
 *
 * <p>The guard counts <em>distinct</em> records (contracted ones once) and what they say for each other ({@link Support}),
 * never which pairs happened to be compared. It holds a merge, in this order, because of
 *
 * <ul>
 *   <li>EXCLUSIVE: two records of the two sides contradict each other in an exclusive attribute;
 *   <li>SIZE: the merged cluster would have more than {@code maxSize} records, and not most of its pairs speak for each
 *       other: a large thing is large, a chain of small ones is not;
 *   <li>BRIDGE: both sides have three records or more, and all pairs between the sides that speak for each other meet in one
 *       single record (one record pair is the narrowest case);
 *   <li>DENSITY: the merged cluster would have four records or more, and fewer than {@code minDensity} of its pairs speak for
 *       each other.
 * </ul>
 *
 * <p>A component of more than {@code largeComponent} distinct records is first taken to pieces ({@link Raising}), each of
 * which is linked by itself; a piece that stays large is gathered record by record ({@link LargeComponent}). Then clusters
 * of different pieces are put together again where samples say that they are one ({@link Regrouping}).
 */
public final class Partitioner {

    private final Component component;
    private final Constraints constraints;
    private final Cut cut;
    private final Edges edges;
    private final Decisions decisions;
    private final Support speaks;
    private final Lists lists;
    private final List<int[]> clusters = new ArrayList<>();
    private final List<Between> open = new ArrayList<>();

    private Partitioner(Component component, Constraints constraints, Cut cut) {
        this.constraints = constraints;
        this.cut = cut;
        this.edges = Edges.of(component);
        this.component = cut.onePerSource() ? new Competing(component, edges, constraints) : component;
        decisions = new Decisions(component.size(), constraints);
        speaks = new Support(this.component, decisions.same(), cut);
        lists = Lists.of(component);
    }

    public static Partition partition(Component component, Constraints constraints, Cut cut) {
        Partitioner partitioner = new Partitioner(component, constraints, cut);
        for (int[] nodes : partitioner.edges.components(constraints.same())) {
            partitioner.link(nodes);
        }
        return partitioner.result();
    }

    private void link(int[] nodes) {
        List<int[]> units = Contraction.units(component, nodes, decisions, cut);
        if (units.size() <= cut.guard().largeComponent()) {
            open.addAll(linked(units).open());
            return;
        }
        Regrouping regrouping = new Regrouping(edges, new Sampled(component, decisions, cut), cut);
        for (List<int[]> inside : Raising.pieces(component, edges, units, decisions.same(), cut)) {
            if (inside.size() <= cut.guard().largeComponent()) {
                Linkage linkage = new Linkage(component, edges, inside, decisions, cut, speaks, lists);
                linkage.run();
                regrouping.add(linkage.clusters(), linkage.open());
            } else {
                // Gathering decides nothing for ever, unlike the exact linkage of a piece.
                gathered(inside).forEach(cluster -> regrouping.add(List.of(cluster), List.of()));
            }
        }
        regrouping.run();
        clusters.addAll(regrouping.clusters());
        open.addAll(regrouping.open());
    }

    private List<int[]> gathered(List<int[]> units) {
        int[] nodes = units.stream().flatMapToInt(Arrays::stream).sorted().toArray();
        Part part = new Part(component, nodes);
        return LargeComponent.attach(part, List.of(), part.restrict(constraints), cut).partition().clusters().stream()
                .map(inside -> Arrays.stream(inside).map(i -> nodes[i]).toArray())
                .toList();
    }

    private Linkage linked(List<int[]> units) {
        Linkage linkage = new Linkage(component, edges, units, decisions, cut, speaks, lists);
        linkage.run();
        clusters.addAll(linkage.clusters());
        return linkage;
    }

    private Partition result() {
        clusters.sort(Comparator.comparingInt(cluster -> cluster[0]));
        return Partition.of(clusters, open, component.size());
    }
}
