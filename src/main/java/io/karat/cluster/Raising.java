package io.karat.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    private Raising(Component component, Edges edges, List<int[]> units, UnionFind same, Cut cut) {
        this.component = component;
        this.edges = edges;
        this.units = units;
        this.same = same;
        this.cut = cut;
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
        double highest = highest(inside);
        if (inside.length <= cut.guard().largeComponent() || demand + STEP > highest) {
            pieces.add(Arrays.stream(inside).mapToObj(units::get).toList());
            return;
        }
        double raised = demand + STEP;
        UnionFind sets = new UnionFind(inside.length);
        for (int i = 0; i < inside.length; i++) {
            for (int j = i + 1; j < inside.length; j++) {
                int a = units.get(inside[i])[0];
                int b = units.get(inside[j])[0];
                if (same.same(a, b) || (edges.between(a, b) && component.evidence(a, b) >= raised)) {
                    sets.union(i, j);
                }
            }
        }
        for (int[] set : Edges.sets(sets, inside.length)) {
            split(Arrays.stream(set).map(i -> inside[i]).toArray(), raised);
        }
    }

    private double highest(int[] inside) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < inside.length; i++) {
            for (int j = i + 1; j < inside.length; j++) {
                int a = units.get(inside[i])[0];
                int b = units.get(inside[j])[0];
                if (edges.between(a, b)) {
                    highest = Math.max(highest, component.evidence(a, b));
                }
            }
        }
        return highest;
    }
}
