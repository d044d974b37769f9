package io.karat.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A few records and what speaks for pairs of them being one: a weighted graph. Tells which bonds alone hold it together,
 * what comes apart when one is cut, and by which way two records are connected. Ways and cuts are read from a maximum
 * spanning tree (Kruskal 1956): along it, the weakest bond between any two records is as strong as can be.
 */
public final class Bonds {

    /** Two different records, by number, and what speaks for them; the weight is larger the more that is. */
    public record Bond(int left, int right, double weight) {
        int other(int node) {
            return node == left ? right : left;
        }
    }

    private final int size;
    private final List<Bond> bonds;
    private final List<List<Integer>> at;
    private final List<List<Integer>> treeAt;
    private final BitSet tree = new BitSet();

    /** By position of a bond: how many are stronger, or as strong and stand before it. */
    private final int[] rank;

    /** @param size number of records; bonds are between {@code 0..size-1} */
    public Bonds(int size, List<Bond> bonds) {
        this.size = size;
        this.bonds = List.copyOf(bonds);
        this.rank = new int[bonds.size()];
        plant();
        this.at = incident(IntStream.range(0, bonds.size()));
        this.treeAt = incident(tree.stream());
    }

    private List<List<Integer>> incident(IntStream positions) {
        List<List<Integer>> incident = new ArrayList<>();
        for (int node = 0; node < size; node++) {
            incident.add(new ArrayList<>());
        }
        positions.forEach(bond -> {
            incident.get(bonds.get(bond).left()).add(bond);
            incident.get(bonds.get(bond).right()).add(bond);
        });
        return incident;
    }

    private void plant() {
        List<Integer> strongestFirst = IntStream.range(0, bonds.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer b) -> -bonds.get(b).weight()))
                .toList();
        UnionFind joined = new UnionFind(size);
        for (int i = 0; i < strongestFirst.size(); i++) {
            int bond = strongestFirst.get(i);
            rank[bond] = i;
            tree.set(bond, joined.union(bonds.get(bond).left(), bonds.get(bond).right()));
        }
    }

    /** Positions of the bonds that suffice to connect what is connected, the strongest ones. */
    public BitSet tree() {
        return (BitSet) tree.clone();
    }

    /** Positions of the bonds without which fewer records are connected (Tarjan 1974). */
    public BitSet bridges() {
        return new Bridges().found;
    }

    /**
     * The records that go when a bond is cut: every record stays with that end to which the stronger way leads, and the side
     * with fewer records goes, the bond's right one where both have as many.
     *
     * @return in ascending order
     */
    public int[] cut(Bond bond) {
        int[] by = reach(bond.left(), -1);
        int weakest = -1;
        if (by[bond.right()] >= 0) {
            for (int node = bond.right();
                    node != bond.left();
                    node = bonds.get(by[node]).other(node)) {
                weakest = weakest < 0 || rank[by[node]] > rank[weakest] ? by[node] : weakest;
            }
        }
        int[] reached = reach(bond.right(), weakest);
        int[] right = IntStream.range(0, size)
                .filter(node -> node == bond.right() || reached[node] >= 0)
                .toArray();
        return right.length <= size - right.length ? right : others(right);
    }

    private int[] others(int[] nodes) {
        BitSet these = new BitSet();
        Arrays.stream(nodes).forEach(these::set);
        return IntStream.range(0, size).filter(node -> !these.get(node)).toArray();
    }

    /**
     * The way from one record to another whose weakest bond is as strong as can be.
     *
     * @return the records passed, both ends included; empty where no way leads
     */
    public List<Integer> way(int from, int to) {
        int[] by = reach(to, -1);
        if (from != to && by[from] < 0) {
            return List.of();
        }
        List<Integer> way = new ArrayList<>(List.of(from));
        for (int node = from; node != to; ) {
            node = bonds.get(by[node]).other(node);
            way.add(node);
        }
        return way;
    }

    /** By record: the tree's bond by which it is reached from the root, -1 for the root and what is not reached. */
    private int[] reach(int root, int without) {
        int[] by = new int[size];
        Arrays.fill(by, -1);
        int[] queue = new int[size];
        queue[0] = root;
        int filled = 1;
        for (int i = 0; i < filled; i++) {
            for (int bond : treeAt.get(queue[i])) {
                int next = bonds.get(bond).other(queue[i]);
                if (bond != without && next != root && by[next] < 0) {
                    by[next] = bond;
                    queue[filled++] = next;
                }
            }
        }
        return by;
    }

    /** One search in depth, without recursion. */
    private final class Bridges {
        private final BitSet found = new BitSet();
        private final int[] order = new int[size];
        private final int[] low = new int[size];
        private final int[] next = new int[size];
        private final int[] by = new int[size];
        private final int[] path = new int[size];
        private int depth = -1;
        private int count;

        Bridges() {
            for (int root = 0; root < size; root++) {
                if (order[root] == 0) {
                    enter(root, -1);
                    while (depth >= 0) {
                        step(path[depth]);
                    }
                }
            }
        }

        private void enter(int node, int bond) {
            by[node] = bond;
            order[node] = ++count;
            low[node] = count;
            path[++depth] = node;
        }

        private void step(int node) {
            if (next[node] == at.get(node).size()) {
                leave(node);
                return;
            }
            int bond = at.get(node).get(next[node]++);
            int other = bonds.get(bond).other(node);
            if (order[other] == 0) {
                enter(other, bond);
            } else if (bond != by[node]) {
                low[node] = Math.min(low[node], order[other]);
            }
        }

        private void leave(int node) {
            depth--;
            if (depth >= 0) {
                int above = path[depth];
                low[above] = Math.min(low[above], low[node]);
                if (low[node] > order[above]) {
                    found.set(by[node]);
                }
            }
        }
    }
}
