package io.karat.cluster;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The edges of a component, asked for once, and the true components they make. */
final class Edges {

    private final BitSet[] neighbours;

    private Edges(BitSet[] neighbours) {
        this.neighbours = neighbours;
    }

    static Edges of(Component component) {
        BitSet[] neighbours = new BitSet[component.size()];
        for (int i = 0; i < neighbours.length; i++) {
            neighbours[i] = new BitSet();
        }
        for (int a = 0; a < neighbours.length; a++) {
            for (int b = a + 1; b < neighbours.length; b++) {
                if (component.edge(a, b)) {
                    neighbours[a].set(b);
                    neighbours[b].set(a);
                }
            }
        }
        return new Edges(neighbours);
    }

    boolean between(int a, int b) {
        return neighbours[a].get(b);
    }

    /** Neighbours of a node with a higher number. */
    IntStream after(int node) {
        return neighbours[node].stream().filter(other -> other > node);
    }

    /** Connected by edges or must-links; nodes ascending, components by their first node. */
    List<int[]> components(List<int[]> mustLinks) {
        UnionFind sets = new UnionFind(neighbours.length);
        for (int a = 0; a < neighbours.length; a++) {
            for (int b = neighbours[a].nextSetBit(a + 1); b >= 0; b = neighbours[a].nextSetBit(b + 1)) {
                sets.union(a, b);
            }
        }
        for (int[] set : mustLinks) {
            for (int member : set) {
                sets.union(set[0], member);
            }
        }
        return sets(sets, neighbours.length);
    }

    /** The sets of a union-find, members ascending, by their first member. */
    static List<int[]> sets(UnionFind sets, int size) {
        TreeMap<Integer, List<Integer>> byRoot = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            byRoot.computeIfAbsent(sets.find(i), r -> new ArrayList<>()).add(i);
        }
        return byRoot.values().stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
