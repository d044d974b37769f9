package io.karat.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The edges of a component, asked for once, and the true components they make. */
final class Edges {

    /** Per node its neighbours, ascending. */
    private final int[][] neighbours;

    private Edges(int[][] neighbours) {
        this.neighbours = neighbours;
    }

    static Edges of(Component component) {
        int[][] neighbours = new int[component.size()][];
        for (int node = 0; node < neighbours.length; node++) {
            neighbours[node] = component.neighbours(node);
            Arrays.sort(neighbours[node]);
        }
        return new Edges(neighbours);
    }

    boolean between(int a, int b) {
        return Arrays.binarySearch(neighbours[a], b) >= 0;
    }

    /** All neighbours of a node, ascending. */
    IntStream of(int node) {
        return Arrays.stream(neighbours[node]);
    }

    /** Neighbours of a node with a higher number, ascending. */
    IntStream after(int node) {
        return Arrays.stream(neighbours[node]).filter(other -> other > node);
    }

    /** Connected by edges or must-links; nodes ascending, components by their first node. */
    List<int[]> components(List<int[]> mustLinks) {
        UnionFind sets = new UnionFind(neighbours.length);
        for (int a = 0; a < neighbours.length; a++) {
            for (int b : neighbours[a]) {
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
        int[] count = new int[size];
        for (int i = 0; i < size; i++) {
            count[sets.find(i)]++;
        }
        List<int[]> all = new ArrayList<>();
        int[][] byRoot = new int[size][];
        int[] filled = new int[size];
        for (int i = 0; i < size; i++) {
            int root = sets.find(i);
            if (root == i) {
                byRoot[root] = new int[count[root]];
                all.add(byRoot[root]);
            }
            byRoot[root][filled[root]++] = i;
        }
        return all;
    }
}
