package io.karat.batch;

import io.karat.cluster.Constraints;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Joins pairs, the best first, so that no cluster holds two records of one source, unless a steward said so, nor records
 * that a steward declared different.
 */
final class Assignment {

    private final int[] source;
    private final int[] parent;
    private final @Nullable BitSet[] held;
    private final Map<Integer, BitSet> left = new HashMap<>();
    private final Map<Integer, BitSet> right = new HashMap<>();

    /** Of what stewards declared the same, joined from the start. */
    Assignment(int[] source, Constraints constraints) {
        this.source = source;
        this.parent = IntStream.range(0, source.length).toArray();
        this.held = new BitSet[source.length];
        for (int[] same : constraints.same()) {
            Arrays.stream(same).forEach(record -> unite(find(same[0]), find(record)));
        }
        for (int i = 0; i < constraints.different().size(); i++) {
            mark(constraints.different().get(i).left(), i, left);
            mark(constraints.different().get(i).right(), i, right);
        }
    }

    private void mark(int[] side, int number, Map<Integer, BitSet> sides) {
        Arrays.stream(side)
                .forEach(record -> sides.computeIfAbsent(find(record), root -> new BitSet())
                        .set(number));
    }

    /** The pairs that join two clusters, the best first; of equally good pairs the first. */
    static int[] best(Lists lists, Constraints constraints, Pairs pairs, double[] scores) {
        Assignment assignment = new Assignment(lists.source(), constraints);
        IntArrayList kept = new IntArrayList();
        for (int p : byScore(scores)) {
            if (assignment.join(pairs.left(p), pairs.right(p))) {
                kept.add(p);
            }
        }
        return kept.toIntArray();
    }

    private static int[] byScore(double[] scores) {
        Integer[] order = IntStream.range(0, scores.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Joins the clusters of two records, if they may be joined. */
    boolean join(int a, int b) {
        if (!mayJoin(a, b)) {
            return false;
        }
        unite(find(a), find(b));
        return true;
    }

    /** The two records are in two clusters that have no source in common, and no decision keeps them apart. */
    boolean mayJoin(int a, int b) {
        int one = find(a);
        int two = find(b);
        return one != two
                && !held(one).intersects(held(two))
                && !meet(left, one, right, two)
                && !meet(right, one, left, two);
    }

    private static boolean meet(Map<Integer, BitSet> of, int one, Map<Integer, BitSet> with, int two) {
        BitSet here = of.get(one);
        BitSet there = with.get(two);
        return here != null && there != null && here.intersects(there);
    }

    private void unite(int one, int two) {
        if (one == two) {
            return;
        }
        int root = Math.min(one, two);
        int gone = Math.max(one, two);
        held(root).or(held(gone));
        parent[gone] = root;
        move(left, gone, root);
        move(right, gone, root);
    }

    private static void move(Map<Integer, BitSet> sides, int from, int to) {
        BitSet moved = sides.remove(from);
        if (moved != null) {
            sides.computeIfAbsent(to, root -> new BitSet()).or(moved);
        }
    }

    private BitSet held(int root) {
        BitSet known = held[root];
        if (known == null) {
            known = new BitSet();
            known.set(source[root]);
            held[root] = known;
        }
        return known;
    }

    int find(int record) {
        int root = record;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }
}
