package io.karat.cluster;

import io.karat.cluster.Partition.Between;
import io.karat.cluster.Partition.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Average linkage over one true component under constraints and guard.
 *
 * <p>A priority queue yields the pair of clusters with the highest mean evidence over all its record pairs (ties: the
 * lower first node, then the lower second). A pair that a cannot-link forbids or the guard holds is passed over and
 * linkage goes on with the next best; when one of its clusters grows, the new pair is judged anew. So what is held in the
 * end is exactly what is held between final clusters. The nearest-neighbour chain would be faster, but with pairs that
 * may not merge it depends on where the chain starts.
 *
 * <p>A cluster lives in the slot of its lowest unit, so that slots are in the order of first nodes.
 */
final class Linkage {

    /** From how many distinct records on a merged cluster must be dense; smaller ones cannot be told from a chain. */
    static final int DENSE_FROM = 4;

    /** From how many distinct records on a side is a group, so that one record alone may not bridge two of them. */
    static final int GROUP = 3;

    private final Component component;
    private final Cut cut;
    private final Edges edges;
    private final UnionFind same;
    private final List<int[]> units;

    /** Per slot: the cluster's units; none when it was merged into a lower slot. */
    private final int[][] members;

    private final int[] weight;
    private final int[] version;
    private final long[][] sum;

    /** Per pair of slots: pairs of units that speak for each other. */
    private final int[][] between;

    /** Per slot: the same within it. */
    private final int[] inner;

    /** Per unit: the units it speaks for. */
    private final BitSet[] support;

    private final BitSet[] left;
    private final BitSet[] right;

    /** Per slot: the lists whose places are taken; none unless a cluster holds one record of each. */
    private final BitSet[] taken;

    private final PriorityQueue<Pair> queue = new PriorityQueue<>(Pair.BEST_FIRST);

    /** Pairs that are held as ambiguous, by the rival that makes them so. */
    private final Map<Integer, List<Pair>> rivals = new HashMap<>();

    private record Pair(double mean, int a, int b, int versionA, int versionB) {
        static final Comparator<Pair> BEST_FIRST = Comparator.comparingDouble(Pair::mean)
                .reversed()
                .thenComparingInt(Pair::a)
                .thenComparingInt(Pair::b);
    }

    /**
     * @param units the nodes to link, see {@link Contraction}
     * @param decisions and {@code speaks}, {@code lists}: of the whole component, which may be far larger than what is linked here
     */
    Linkage(
            Component component,
            Edges edges,
            List<int[]> units,
            Decisions decisions,
            Cut cut,
            Support speaks,
            Lists lists) {
        this.component = component;
        this.cut = cut;
        this.edges = edges;
        this.same = decisions.same();
        this.units = units;
        int size = units.size();
        members = new int[size][];
        weight = new int[size];
        version = new int[size];
        inner = new int[size];
        sum = new long[size][size];
        between = new int[size][size];
        support = new BitSet[size];
        left = new BitSet[size];
        right = new BitSet[size];
        taken = new BitSet[size];
        for (int a = 0; a < size; a++) {
            members[a] = new int[] {a};
            support[a] = new BitSet();
            weight[a] = units.get(a).length;
            left[a] = decisions.left(units.get(a));
            right[a] = decisions.right(units.get(a));
            taken[a] = cut.onePerSource() ? lists.of(units.get(a)) : new BitSet();
            for (int b = 0; b < a; b++) {
                int x = units.get(a)[0];
                int y = units.get(b)[0];
                sum[a][b] = sum[b][a] = Evidence.fixed(component.evidence(y, x)) * weight[a] * weight[b];
                if (speaks.between(y, x)) {
                    between[a][b] = between[b][a] = 1;
                    support[a].set(b);
                    support[b].set(a);
                }
            }
        }
    }

    void run() {
        joinSame();
        for (int a = 0; a < members.length; a++) {
            for (int b = a + 1; b < members.length; b++) {
                offer(a, b);
            }
        }
        for (Pair best = queue.poll(); best != null; best = queue.poll()) {
            boolean current = version[best.a] == best.versionA && version[best.b] == best.versionB;
            if (!current || guarded(best.a, best.b) != null) {
                continue;
            }
            int rival = rival(best.a, best.b);
            if (rival >= 0) {
                rivals.computeIfAbsent(rival, slot -> new ArrayList<>()).add(best);
            } else {
                join(best.a, best.b);
            }
        }
    }

    private void join(int into, int gone) {
        merge(into, gone);
        for (int other = 0; other < members.length; other++) {
            if (other != into) {
                offer(Math.min(into, other), Math.max(into, other));
            }
        }
        for (int changed : new int[] {into, gone}) {
            List<Pair> waiting = rivals.remove(changed);
            if (waiting != null) {
                queue.addAll(waiting);
            }
        }
    }

    /** Nodes of the clusters that are left. */
    List<int[]> clusters() {
        return Arrays.stream(members)
                .filter(inside -> inside.length > 0)
                .map(inside -> Arrays.stream(inside)
                        .flatMap(unit -> Arrays.stream(units.get(unit)))
                        .sorted()
                        .toArray())
                .toList();
    }

    /** Pairs of final clusters that were held, or that lie between review and link with an edge between them. */
    List<Between> open() {
        List<Between> open = new ArrayList<>();
        for (int a = 0; a < members.length; a++) {
            for (int b = a + 1; b < members.length; b++) {
                if (gone(a) || gone(b) || forbidden(a, b)) {
                    continue;
                }
                if (reaches(cut.link(), a, b)) {
                    open.add(new Between(units.get(a)[0], units.get(b)[0], mean(a, b), tripped(a, b)));
                } else if (reaches(cut.review(), a, b) && edge(a, b)) {
                    open.add(new Between(units.get(a)[0], units.get(b)[0], mean(a, b), null));
                }
            }
        }
        return open;
    }

    private boolean edge(int a, int b) {
        return Arrays.stream(members[a])
                .map(unit -> units.get(unit)[0])
                .anyMatch(x -> Arrays.stream(members[b]).anyMatch(unit -> edges.between(x, units.get(unit)[0])));
    }

    /** Joins what stewards said is the same, whatever else speaks against it. */
    private void joinSame() {
        Map<Integer, Integer> slotOf = new HashMap<>();
        for (int unit = 0; unit < units.size(); unit++) {
            Integer lower = slotOf.putIfAbsent(same.find(units.get(unit)[0]), unit);
            if (lower != null) {
                merge(lower, unit);
            }
        }
    }

    private void offer(int a, int b) {
        if (!gone(a) && !gone(b) && reaches(cut.link(), a, b) && !forbidden(a, b)) {
            queue.add(new Pair(mean(a, b), a, b, version[a], version[b]));
        }
    }

    private void merge(int into, int gone) {
        members[into] = IntStream.concat(Arrays.stream(members[into]), Arrays.stream(members[gone]))
                .toArray();
        members[gone] = new int[0];
        weight[into] += weight[gone];
        inner[into] += inner[gone] + between[into][gone];
        left[into].or(left[gone]);
        right[into].or(right[gone]);
        taken[into].or(taken[gone]);
        version[into]++;
        version[gone]++;
        for (int other = 0; other < members.length; other++) {
            sum[into][other] = sum[other][into] = sum[into][other] + sum[gone][other];
            between[into][other] = between[other][into] = between[into][other] + between[gone][other];
        }
    }

    private boolean gone(int slot) {
        return members[slot].length == 0;
    }

    private boolean reaches(double threshold, int a, int b) {
        return sum[a][b] >= Evidence.fixed(threshold) * pairs(a, b);
    }

    private double mean(int a, int b) {
        return Evidence.mean(sum[a][b], pairs(a, b));
    }

    private long pairs(int a, int b) {
        return (long) weight[a] * weight[b];
    }

    private boolean forbidden(int a, int b) {
        return left[a].intersects(right[b]) || right[a].intersects(left[b]) || taken[a].intersects(taken[b]);
    }

    /**
     * Instead of {@link #run}: why the guard would hold two clusters as they are given, or null if it would let them pass.
     *
     * @param first how many units are of the one cluster, those that come first; the others are of the other
     */
    @Nullable Reason tripped(int first) {
        IntStream.range(1, first).forEach(unit -> merge(0, unit));
        IntStream.range(first + 1, units.size()).forEach(unit -> merge(first, unit));
        return guarded(0, first);
    }

    /** Why the merge is held, or null if it may happen. */
    private @Nullable Reason tripped(int a, int b) {
        Reason reason = guarded(a, b);
        return reason == null && rival(a, b) >= 0 ? Reason.AMBIGUOUS : reason;
    }

    /**
     * A third cluster that one of the two fits nearly as well, and that would stay apart from both; -1 if there is none. As a
     * record is of one cluster at most, the odds of this one against the other have to reach link too.
     */
    private int rival(int a, int b) {
        if (cut.onePerSource()) {
            return -1;
        }
        double evidence = mean(a, b);
        for (int other = 0; other < members.length; other++) {
            if (other != a && other != b && !gone(other) && apart(a, b, other)) {
                if (evidence - Math.max(fit(a, other), fit(b, other)) < cut.link()) {
                    return other;
                }
            }
        }
        return -1;
    }

    /** The mean evidence if it reaches review and may count. */
    private double fit(int slot, int other) {
        return reaches(cut.review(), slot, other) && !forbidden(slot, other)
                ? mean(slot, other)
                : Double.NEGATIVE_INFINITY;
    }

    /** Once two had merged, the third would be no question any more. */
    private boolean apart(int a, int b, int other) {
        return forbidden(a, other)
                || forbidden(b, other)
                || sum[a][other] + sum[b][other]
                        < Evidence.fixed(cut.review()) * (weight[a] + weight[b]) * weight[other];
    }

    /** Why the guard holds the merge for what the two are themselves, or null if it lets it pass. */
    private @Nullable Reason guarded(int a, int b) {
        int[] one = members[a];
        int[] two = members[b];
        int size = one.length + two.length;
        if (exclusiveConflict(one, two)) {
            return Reason.EXCLUSIVE;
        }
        double density = Support.density(inner[a] + inner[b] + between[a][b], size);
        if (size > cut.guard().maxSize() && density <= cut.guard().most()) {
            return Reason.SIZE;
        }
        if (one.length >= GROUP && two.length >= GROUP && throughOneRecord(one, two)) {
            return Reason.BRIDGE;
        }
        return size >= DENSE_FROM && density < cut.guard().minDensity() ? Reason.DENSITY : null;
    }

    private boolean exclusiveConflict(int[] one, int[] two) {
        for (int x : one) {
            for (int y : two) {
                if (component.exclusiveConflict(units.get(x)[0], units.get(y)[0])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** All pairs between the two sides that speak for each other meet in one record, on either side. */
    private boolean throughOneRecord(int[] one, int[] two) {
        return touched(one, two) <= 1 || touched(two, one) <= 1;
    }

    /** Units of one side that speak for any of the other. */
    private int touched(int[] one, int[] two) {
        BitSet others = new BitSet();
        Arrays.stream(two).forEach(others::set);
        int touched = 0;
        for (int unit : one) {
            touched += support[unit].intersects(others) ? 1 : 0;
        }
        return touched;
    }
}
