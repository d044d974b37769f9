package io.karat.cluster;

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
    private final Map<Long, Double> known = new HashMap<>();

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
        Inside edgesInside = new Inside(inside);
        if (inside.length <= cut.guard().largeComponent() || demand + STEP > edgesInside.highest) {
            pieces.add(Arrays.stream(inside).mapToObj(units::get).toList());
            return;
        }
        double raised = demand + STEP;
        UnionFind sets = new UnionFind(inside.length);
        Map<Integer, Integer> firstOf = new HashMap<>();
        for (int i = 0; i < inside.length; i++) {
            Integer first = firstOf.putIfAbsent(same.find(units.get(inside[i])[0]), i);
            if (first != null) {
                sets.union(first, i);
            }
        }
        edgesInside.each((i, j, evidence) -> {
            if (evidence >= raised) {
                sets.union(i, j);
            }
        });
        for (int[] set : Edges.sets(sets, inside.length)) {
            split(Arrays.stream(set).map(i -> inside[i]).toArray(), raised);
        }
    }

    private interface Sink {
        void edge(int i, int j, double evidence);
    }

    /** The edges between some units, each with its evidence; asked for by neighbours, which are few. */
    private final class Inside {

        private final int[] units;
        private final int[] placeOf;
        private double highest = Double.NEGATIVE_INFINITY;

        Inside(int[] inside) {
            units = inside;
            placeOf = new int[component.size()];
            Arrays.fill(placeOf, -1);
            for (int i = 0; i < inside.length; i++) {
                placeOf[Raising.this.units.get(inside[i])[0]] = i;
            }
            each((i, j, evidence) -> highest = Math.max(highest, evidence));
        }

        void each(Sink sink) {
            for (int i = 0; i < units.length; i++) {
                int a = Raising.this.units.get(units[i])[0];
                int from = i;
                edges.after(a).filter(b -> placeOf[b] >= 0).forEach(b -> sink.edge(from, placeOf[b], evidence(a, b)));
            }
        }
    }

    private double evidence(int a, int b) {
        return known.computeIfAbsent((long) a << 32 | b, pair -> component.evidence(a, b));
    }
}
