package io.karat.cluster;

import io.karat.cluster.Partition.Between;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Puts clusters of the pieces of a large component together again: average linkage over clusters that have an edge between
 * them, judged by samples, the best pair first (ties: the lower first node, then the lower second). Taking a component to
 * pieces breaks chains, and true clusters with them; only the latter find together.
 */
final class Regrouping {

    private final Edges edges;
    private final Sampled sampled;
    private final Cut cut;
    private final Map<Integer, int[]> byFirst = new HashMap<>();
    private final Map<Integer, Integer> pieceOf = new HashMap<>();
    private final Map<Integer, Integer> version = new HashMap<>();
    private final Map<Integer, Integer> firstOf = new HashMap<>();
    private final Map<Integer, Set<Integer>> adjacent = new HashMap<>();
    private final List<Between> inside = new ArrayList<>();
    private final PriorityQueue<Pair> queue = new PriorityQueue<>(Pair.BEST_FIRST);
    private int pieces;

    private record Pair(double mean, int a, int b, int versionA, int versionB) {
        static final Comparator<Pair> BEST_FIRST = Comparator.comparingDouble(Pair::mean)
                .reversed()
                .thenComparingInt(Pair::a)
                .thenComparingInt(Pair::b);
    }

    Regrouping(Edges edges, Sampled sampled, Cut cut) {
        this.edges = edges;
        this.sampled = sampled;
        this.cut = cut;
    }

    /**
     * Takes the clusters of one piece.
     *
     * @param judged what is open among them, exactly
     */
    void add(List<int[]> clusters, List<Between> judged) {
        for (int[] cluster : clusters) {
            byFirst.put(cluster[0], cluster);
            pieceOf.put(cluster[0], pieces);
            version.put(cluster[0], 0);
            for (int node : cluster) {
                firstOf.put(node, cluster[0]);
            }
        }
        inside.addAll(judged);
        pieces++;
    }

    void run() {
        byFirst.forEach((first, cluster) -> {
            Set<Integer> others = new TreeSet<>();
            for (int node : cluster) {
                edges.of(node).forEach(other -> others.add(firstOf.getOrDefault(other, first)));
            }
            others.remove(first);
            adjacent.put(first, others);
        });
        adjacent.forEach((first, others) -> others.stream()
                .filter(other -> other > first && apart(first, other))
                .forEach(other -> offer(first, other)));
        for (Pair best = queue.poll(); best != null; best = queue.poll()) {
            if (current(best) && sampled.tripped(cluster(best.a), cluster(best.b)) == null) {
                join(best.a, best.b);
            }
        }
    }

    /** Nothing was decided about the two by the exact linkage of one piece. */
    private boolean apart(int a, int b) {
        return !pieceOf.getOrDefault(a, -1).equals(pieceOf.getOrDefault(b, -2));
    }

    private void offer(int a, int b) {
        double mean = sampled.mean(cluster(a), cluster(b));
        if (mean >= cut.link() && !sampled.forbidden(cluster(a), cluster(b))) {
            queue.add(new Pair(mean, a, b, version(a), version(b)));
        }
    }

    private boolean current(Pair pair) {
        return byFirst.containsKey(pair.a)
                && byFirst.containsKey(pair.b)
                && version(pair.a) == pair.versionA
                && version(pair.b) == pair.versionB;
    }

    private void join(int a, int b) {
        int[] both = IntStream.concat(IntStream.of(cluster(a)), IntStream.of(cluster(b)))
                .sorted()
                .toArray();
        int into = both[0];
        int gone = into == a ? b : a;
        Set<Integer> others = new TreeSet<>(adjacent.getOrDefault(a, Set.of()));
        others.addAll(adjacent.getOrDefault(b, Set.of()));
        others.remove(a);
        others.remove(b);
        byFirst.remove(gone);
        byFirst.put(into, both);
        version.merge(into, 1, Integer::sum);
        pieceOf.put(into, pieces++);
        adjacent.remove(gone);
        adjacent.put(into, others);
        for (int other : others) {
            Set<Integer> theirs = adjacent.getOrDefault(other, new TreeSet<>());
            theirs.remove(gone);
            theirs.add(into);
            offer(Math.min(into, other), Math.max(into, other));
        }
    }

    List<int[]> clusters() {
        return List.copyOf(byFirst.values());
    }

    /** Pairs of clusters that are held or a question. */
    List<Between> open() {
        List<Between> open = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (Between pair : inside) {
            if (byFirst.containsKey(pair.a()) && byFirst.containsKey(pair.b()) && !apart(pair.a(), pair.b())) {
                open.add(pair);
            }
        }
        adjacent.forEach((first, others) -> {
            for (int other : others) {
                int low = Math.min(first, other);
                int high = Math.max(first, other);
                if (apart(low, high) && seen.add((long) low << 32 | high)) {
                    sampled.open(cluster(low), cluster(high)).ifPresent(open::add);
                }
            }
        });
        return open;
    }

    private int[] cluster(int first) {
        int[] cluster = byFirst.get(first);
        if (cluster == null) {
            throw new IllegalStateException("no cluster begins with node " + first);
        }
        return cluster;
    }

    private int version(int first) {
        return version.getOrDefault(first, 0);
    }
}
