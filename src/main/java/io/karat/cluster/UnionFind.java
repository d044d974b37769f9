package io.karat.cluster;

import java.util.List;

/** Disjoint sets over {@code 0..size-1}; the root of a set is its lowest member. */
public final class UnionFind {

    private final int[] parent;

    public UnionFind(int size) {
        parent = new int[size];
        for (int i = 0; i < size; i++) {
            parent[i] = i;
        }
    }

    /** The given sets joined. */
    static UnionFind of(int size, List<int[]> sets) {
        UnionFind joined = new UnionFind(size);
        for (int[] set : sets) {
            for (int member : set) {
                joined.union(set[0], member);
            }
        }
        return joined;
    }

    public int find(int x) {
        int at = x;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** False if the two were in one set already. */
    public boolean union(int a, int b) {
        int x = find(a);
        int y = find(b);
        parent[Math.max(x, y)] = Math.min(x, y);
        return x != y;
    }

    boolean same(int a, int b) {
        return find(a) == find(b);
    }
}
