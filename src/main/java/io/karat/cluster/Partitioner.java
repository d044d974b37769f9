package io.karat.cluster;

import io.karat.cluster.Bonds.Bond;
import io.karat.cluster.Partition.Between;
import io.karat.cluster.Partition.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
 *       each other;
 *   <li>AMBIGUOUS: one of the two fits a third cluster nearly as well, so that the odds of this one against the third do not
 *       reach {@code link}, and the third would stay apart from both. Where {@code link} is probability 0.5 the better one is
 *       taken.
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

    /**
     * What the guard says of two clusters becoming one, by the same rules as when they are partitioned. It is asked of any two,
     * not of those alone that linkage would merge.
     *
     * @param component of the records of both clusters and no others
     * @param one its nodes, ascending; the others are the other cluster
     */
    public static GuardView guard(Component component, int[] one, Constraints constraints, Cut cut) {
        return new Partitioner(component, constraints, cut).guard(one);
    }

    private GuardView guard(int[] one) {
        int[] all = IntStream.range(0, component.size()).toArray();
        int[] other = without(all, one);
        if (cut.onePerSource() && lists.meet(one, other)) {
            return new GuardView.OneList();
        }
        List<int[]> units = Contraction.units(component, all, decisions, cut);
        List<int[]> sides = new ArrayList<>(sides(units, one));
        int first = sides.size();
        sides.addAll(sides(units, other));
        Reason reason = sides.size() > cut.guard().largeComponent()
                ? new Sampled(component, decisions, cut).tripped(one, other)
                : new Linkage(component, edges, sides, decisions, cut, speaks, lists).tripped(first);
        return reason == null ? new GuardView.Passes() : new GuardView.Holds(reason);
    }

    private static int[] without(int[] all, int[] some) {
        return Arrays.stream(all)
                .filter(node -> Arrays.binarySearch(some, node) < 0)
                .toArray();
    }

    /** The part of each unit that is among these nodes. */
    private static List<int[]> sides(List<int[]> units, int[] nodes) {
        return units.stream()
                .map(unit -> Arrays.stream(unit)
                        .filter(node -> Arrays.binarySearch(nodes, node) >= 0)
                        .toArray())
                .filter(unit -> unit.length > 0)
                .toList();
    }

    /** How a cluster, which is the whole component, hangs together by what the guard asks. */
    public static GuardView.OneAlready within(Component component, Constraints constraints, Cut cut) {
        return new Partitioner(component, constraints, cut).within();
    }

    private GuardView.OneAlready within() {
        int[] distinct =
                Contraction.units(
                                component, IntStream.range(0, component.size()).toArray(), decisions, cut)
                        .stream()
                        .mapToInt(unit -> unit[0])
                        .toArray();
        List<Bond> bonds = new ArrayList<>();
        for (int a = 0; a < distinct.length; a++) {
            for (int b = a + 1; b < distinct.length; b++) {
                if (speaks.between(distinct[a], distinct[b])) {
                    bonds.add(new Bond(a, b, component.evidence(distinct[a], distinct[b])));
                }
            }
        }
        Bonds held = new Bonds(distinct.length, bonds);
        boolean bridged = held.bridges().stream().anyMatch(bond -> held.cut(bonds.get(bond)).length >= Linkage.GROUP);
        return new GuardView.OneAlready(support(bonds.size(), distinct.length), bridged);
    }

    private static double support(int bonds, int size) {
        return size < 2 ? 1 : Support.density(bonds, size);
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
