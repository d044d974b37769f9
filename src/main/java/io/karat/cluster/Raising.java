package io.karat.cluster;

import it.unimi.dsi.fastutil.longs.Long2DoubleMap;
import it.unimi.dsi.fastutil.longs.Long2DoubleOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Takes a component of more than {@code largeComponent} distinct records into pieces that can be linked: edges must reach a
 * higher and higher evidence, until no piece is too large. A piece whose records all know each other that well is left as
 * it is; the guard limits its clusters. Must-links and records that look the same are never taken apart.
 */
final class Raising {

    /** Natural log-odds by which the demand on an edge rises. */
    private static final double STEP = 1.5;

    private final Component component;
    private final Edges edges;
    private final List<int[]> units;
    private final UnionFind same;
    private final Cut cut;
    private final List<List<int[]>> pieces = new ArrayList<>();
    private final Long2DoubleMap known = new Long2DoubleOpenHashMap();

    /** Of the nodes that are looked at: which of the units they stand for; -1 for all others. */
    private final int[] placeOf;

    private Raising(Component component, Edges edges, List<int[]> units, UnionFind same, Cut cut) {
        this.component = component;
        this.edges = edges;
        this.units = units;
        this.same = same;
        this.cut = cut;
        this.placeOf = new int[component.size()];
        Arrays.fill(placeOf, -1);
    }

    /**
     * @param units records that look the same, see {@link Contraction}
     * @param same nodes that must-links join
     * @return the units of each piece
     */
    static List<List<int[]>> pieces(Component component, Edges edges, List<int[]> units, UnionFind same, Cut cut) {
        Raising raising = new Raising(component, edges, units, same, cut);
        raising.split(IntStream.range(0, units.size()).toArray(), cut.review());
        return raising.pieces;
    }

    private void split(int[] inside, double demand) {
        double raised = demand + STEP;
        List<int[]> parts = inside.length <= cut.guard().largeComponent() ? List.of() : parts(inside, raised);
        if (parts.isEmpty()) {
            pieces.add(Arrays.stream(inside).mapToObj(units::get).toList());
        } else {
            parts.forEach(part -> split(part, raised));
        }
    }

    /** What holds together by edges of a higher evidence; nothing where no edge reaches that. */
    private List<int[]> parts(int[] inside, double raised) {
        UnionFind sets = new UnionFind(inside.length);
        Map<Integer, Integer> firstOf = new HashMap<>();
        for (int i = 0; i < inside.length; i++) {
            Integer first = firstOf.putIfAbsent(same.find(units.get(inside[i])[0]), i);
            if (first != null) {
                sets.union(first, i);
            }
        }
        double highest = join(inside, raised, sets);
        return raised > highest
                ? List.of()
                : Edges.sets(sets, inside.length).stream()
                        .map(set -> Arrays.stream(set).map(i -> inside[i]).toArray())
                        .toList();
    }

    /** Joins units by edges that reach an evidence; returns the highest evidence of an edge between any of them. */
    private double join(int[] inside, double raised, UnionFind sets) {
        for (int i = 0; i < inside.length; i++) {
            placeOf[first(inside[i])] = i;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < inside.length; i++) {
            int a = first(inside[i]);
            for (int b : edges.after(a).filter(node -> placeOf[node] >= 0).toArray()) {
                double evidence = evidence(a, b);
                highest = Math.max(highest, evidence);
                if (evidence >= raised) {
                    sets.union(i, placeOf[b]);
                }
            }
        }
        for (int unit : inside) {
            placeOf[first(unit)] = -1;
        }
        return highest;
    }

    private int first(int unit) {
        return units.get(unit)[0];
    }

    private double evidence(int a, int b) {
        return known.computeIfAbsent((long) a << 32 | b, pair -> component.evidence(a, b));
    }
}
