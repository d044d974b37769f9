package io.karat.cluster;

import io.karat.cluster.Constraints.Different;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The constraints of a component by node: what is asked of a few nodes costs as much as those, however many there are. */
final class Decisions {

    private final List<Different> different;
    private final UnionFind same;
    private final BitSet joined = new BitSet();

    /** By node, the positions of the "different" that have it on that side. */
    private final Map<Integer, List<Integer>> left = new HashMap<>();

    private final Map<Integer, List<Integer>> right = new HashMap<>();

    /** @param size number of nodes */
    Decisions(int size, Constraints constraints) {
        different = constraints.different();
        same = UnionFind.of(size, constraints.same());
        constraints.same().stream()
                .filter(set -> set.length > 1)
                .forEach(set -> Arrays.stream(set).forEach(joined::set));
        for (int i = 0; i < different.size(); i++) {
            mark(i, different.get(i).left(), left);
            mark(i, different.get(i).right(), right);
        }
    }

    private static void mark(int position, int[] side, Map<Integer, List<Integer>> positions) {
        for (int node : side) {
            positions.computeIfAbsent(node, n -> new ArrayList<>()).add(position);
        }
    }

    /** Nodes that must-links join. */
    UnionFind same() {
        return same;
    }

    /** Positions of the "different" that have one of the nodes on their left side. */
    BitSet left(int[] nodes) {
        return positions(left, nodes);
    }

    /** The same of the right side. */
    BitSet right(int[] nodes) {
        return positions(right, nodes);
    }

    private static BitSet positions(Map<Integer, List<Integer>> side, int[] nodes) {
        BitSet positions = new BitSet();
        if (!side.isEmpty()) {
            for (int node : nodes) {
                side.getOrDefault(node, List.of()).forEach(positions::set);
            }
        }
        return positions;
    }

    /** A "different" has one of its sides here and the other there. */
    boolean apart(int[] here, int[] there) {
        return left(here).intersects(right(there)) || right(here).intersects(left(there));
    }

    /** The nodes hold both sides of a "different" that no must-link forces together. */
    boolean tornApart(int[] ascending) {
        return Arrays.stream(ascending)
                .anyMatch(one -> left.getOrDefault(one, List.of()).stream()
                        .flatMapToInt(position ->
                                Arrays.stream(different.get(position).right()))
                        .anyMatch(other -> contains(ascending, other) && !same.same(one, other)));
    }

    /** Of the nodes those that a decision names which concerns these nodes: a "different" needs both its sides here. */
    BitSet named(int[] ascending) {
        BitSet named = new BitSet();
        Arrays.stream(ascending).filter(joined::get).forEach(named::set);
        BitSet both = left(ascending);
        both.and(right(ascending));
        both.stream().mapToObj(different::get).forEach(pair -> {
            Arrays.stream(pair.left()).forEach(named::set);
            Arrays.stream(pair.right()).forEach(named::set);
        });
        return named;
    }

    private static boolean contains(int[] ascending, int node) {
        return Arrays.binarySearch(ascending, node) >= 0;
    }
}
