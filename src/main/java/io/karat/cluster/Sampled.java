package io.karat.cluster;

import io.karat.cluster.Partition.Between;
import io.karat.cluster.Partition.Reason;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges pairs of clusters of a large component by samples of their members: the same questions that {@link Linkage}
 * answers exactly. A sample is every n-th member in the order of nodes, so it depends on the cluster alone.
 */
final class Sampled {

    /** Members that are asked when a single record stands on the other side. */
    private static final int AGAINST_ONE = 50;

    /** Members of each side that are asked otherwise. */
    private static final int AGAINST_MANY = 20;

    private final Component component;
    private final Decisions decisions;
    private final Support support;
    private final Cut cut;
    private final Lists lists;

    Sampled(Component component, Decisions decisions, Cut cut) {
        this.component = component;
        this.decisions = decisions;
        this.support = new Support(component, decisions.same(), cut);
        this.cut = cut;
        this.lists = Lists.of(component);
    }

    static int[] sample(int[] members, int limit) {
        return members.length <= limit
                ? members
                : IntStream.range(0, limit)
                        .map(i -> members[(int) ((long) i * members.length / limit)])
                        .toArray();
    }

    double mean(int[] a, int[] b) {
        int[] one = sample(a, b.length == 1 ? AGAINST_ONE : AGAINST_MANY);
        int[] two = sample(b, a.length == 1 ? AGAINST_ONE : AGAINST_MANY);
        long sum = 0;
        for (int x : one) {
            for (int y : two) {
                sum += Evidence.fixed(component.evidence(Math.min(x, y), Math.max(x, y)));
            }
        }
        return Evidence.mean(sum, (long) one.length * two.length);
    }

    /** The open pair that two clusters which do not merge are, if they are one. */
    Optional<Between> open(int[] a, int[] b) {
        double mean = mean(a, b);
        if (mean < cut.review() || forbidden(a, b)) {
            return Optional.empty();
        }
        Reason reason = mean >= cut.link() ? tripped(a, b) : null;
        return Optional.of(new Between(Math.min(a[0], b[0]), Math.max(a[0], b[0]), mean, reason));
    }

    boolean forbidden(int[] a, int[] b) {
        return (cut.onePerSource() && lists.meet(a, b)) || decisions.apart(a, b);
    }

    /** Holds both sides of a "different", or two records of a clean list, that no must-link forces together. */
    boolean tornApart(int[] cluster) {
        return (cut.onePerSource() && twoOfOneList(cluster)) || decisions.tornApart(cluster);
    }

    private boolean twoOfOneList(int[] cluster) {
        Map<Integer, Integer> first = new HashMap<>();
        return Arrays.stream(cluster).anyMatch(node -> {
            Integer known = first.putIfAbsent(lists.of(node), node);
            return known != null && !decisions.same().same(known, node);
        });
    }

    /** Why the guard holds the merge, or null; see {@link Partitioner}. */
    @Nullable Reason tripped(int[] a, int[] b) {
        if (any(a, b, component::exclusiveConflict)) {
            return Reason.EXCLUSIVE;
        }
        int[] one = distinct(a);
        int[] two = distinct(b);
        int size = one.length + two.length;
        int[] someOfOne = sample(one, AGAINST_MANY);
        int[] someOfTwo = sample(two, AGAINST_MANY);
        double density = support.density(IntStream.concat(Arrays.stream(someOfOne), Arrays.stream(someOfTwo))
                .toArray());
        if (size > cut.guard().maxSize() && density <= cut.guard().most()) {
            return Reason.SIZE;
        }
        if (one.length >= Linkage.GROUP && two.length >= Linkage.GROUP && throughOneRecord(someOfOne, someOfTwo)) {
            return Reason.BRIDGE;
        }
        return size >= Linkage.DENSE_FROM && density < cut.guard().minDensity() ? Reason.DENSITY : null;
    }

    private boolean throughOneRecord(int[] one, int[] two) {
        return touched(one, two) <= 1 || touched(two, one) <= 1;
    }

    private long touched(int[] one, int[] two) {
        return Arrays.stream(one)
                .filter(x -> Arrays.stream(two).anyMatch(y -> support.between(x, y)))
                .count();
    }

    /** One node for each look. */
    private int[] distinct(int[] members) {
        Set<Long> looks = new HashSet<>();
        return Arrays.stream(members)
                .filter(node -> looks.add(component.fingerprint(node)))
                .toArray();
    }

    private interface Related {
        boolean are(int a, int b);
    }

    private static boolean any(int[] a, int[] b, Related related) {
        return Arrays.stream(a).anyMatch(x -> Arrays.stream(b).anyMatch(y -> related.are(x, y)));
    }
}
