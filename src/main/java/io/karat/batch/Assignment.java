package io.karat.batch;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Joins pairs, the best first, so that no cluster holds two records of one source. */
final class Assignment {

    private final int[] source;
    private final int[] parent;
    private final @Nullable BitSet[] held;

    Assignment(int[] source) {
        this.source = source;
        this.parent = IntStream.range(0, source.length).toArray();
        this.held = new BitSet[source.length];
    }

    /** The pairs that join two clusters, the best first; of equally good pairs the first. */
    static int[] best(Lists lists, Pairs pairs, double[] scores) {
        Assignment assignment = new Assignment(lists.source());
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

    /** Joins the clusters of two records, unless they are one or have a source in common. */
    boolean join(int a, int b) {
        int left = find(a);
        int right = find(b);
        if (left == right) {
            return false;
        }
        BitSet leftHeld = held(left);
        BitSet rightHeld = held(right);
        if (leftHeld.intersects(rightHeld)) {
            return false;
        }
        int root = Math.min(left, right);
        parent[Math.max(left, right)] = root;
        leftHeld.or(rightHeld);
        held[root] = leftHeld;
        return true;
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
