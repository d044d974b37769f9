package io.karat.cluster;

import io.karat.cluster.Constraints.Different;
import io.karat.cluster.Partition.Held;
import io.karat.cluster.Partition.Question;
import io.karat.cluster.Partition.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The definition of the wanted partition, computed without any cleverness: before every merge all pairs of clusters are
 * judged afresh from their records. An oracle for small components.
 */
final class NaivePartition {

    private final Component component;
    private final Constraints constraints;
    private final Cut cut;
    private final List<SortedSet<Integer>> clusters = new ArrayList<>();

    /** For each node the first node that looks the same and was contracted with it. */
    private final int[] face;

    private final int[] confirmed;
    private final int[] island;

    NaivePartition(Component component, Constraints constraints, Cut cut) {
        this.component = component;
        this.constraints = constraints;
        this.cut = cut;
        int size = component.size();
        confirmed = closure(size, (a, b) -> constraints.same().stream().anyMatch(s -> has(s, a) && has(s, b)));
        island = closure(size, (a, b) -> component.edge(a, b) || confirmed[a] == confirmed[b]);
        face = new int[size];
        for (int b = 0; b < size; b++) {
            face[b] = b;
            for (int a = b - 1; a >= 0; a--) {
                if (face[a] == a && looksTheSame(a, b)) {
                    face[b] = a;
                }
            }
        }
        for (int node = 0; node < size; node++) {
            int at = node;
            clusters.stream()
                    .filter(cluster -> cluster.stream()
                            .anyMatch(other -> face[other] == face[at] || confirmed[other] == confirmed[at]))
                    .findFirst()
                    .ifPresentOrElse(cluster -> cluster.add(at), () -> clusters.add(new TreeSet<>(List.of(at))));
        }
    }

    Partition partition() {
        while (mergeBest()) {
            clusters.sort((a, b) -> a.first() - b.first());
        }
        List<Held> held = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < clusters.size(); i++) {
            for (int j = i + 1; j < clusters.size(); j++) {
                SortedSet<Integer> a = clusters.get(i);
                SortedSet<Integer> b = clusters.get(j);
                if (island[a.first()] != island[b.first()] || toldApart(a, b)) {
                    continue;
                }
                Reason reason = reason(a, b);
                if (mean(a, b) >= cut.link()) {
                    assert reason != null;
                    held.add(new Held(i, j, mean(a, b), reason));
                } else if (mean(a, b) >= cut.review() && edges(a, b) > 0) {
                    questions.add(new Question(i, j, mean(a, b)));
                }
            }
        }
        return new Partition(
                clusters.stream()
                        .map(c -> c.stream().mapToInt(Integer::intValue).toArray())
                        .toList(),
                held,
                questions);
    }

    private boolean mergeBest() {
        double best = Double.NEGATIVE_INFINITY;
        @Nullable SortedSet<Integer> into = null;
        @Nullable SortedSet<Integer> gone = null;
        for (int i = 0; i < clusters.size(); i++) {
            for (int j = i + 1; j < clusters.size(); j++) {
                SortedSet<Integer> a = clusters.get(i);
                SortedSet<Integer> b = clusters.get(j);
                double mean = mean(a, b);
                if (island[a.first()] == island[b.first()]
                        && mean >= cut.link()
                        && mean > best
                        && !toldApart(a, b)
                        && reason(a, b) == null) {
                    best = mean;
                    into = a;
                    gone = b;
                }
            }
        }
        if (into == null) {
            return false;
        }
        into.addAll(gone);
        clusters.remove(gone);
        return true;
    }

    private boolean looksTheSame(int a, int b) {
        return component.fingerprint(a) == component.fingerprint(b)
                && island[a] == island[b]
                && component.evidence(a, b) >= cut.link()
                && !component.exclusiveConflict(a, b)
                && !decided(a)
                && !decided(b);
    }

    private boolean decided(int node) {
        return constraints.same().stream().anyMatch(s -> s.length > 1 && has(s, node))
                || constraints.different().stream()
                        .filter(d -> here(d.left(), node) && here(d.right(), node))
                        .anyMatch(d -> has(d.left(), node) || has(d.right(), node));
    }

    /** Some of these are in the node's island. */
    private boolean here(int[] side, int node) {
        return Arrays.stream(side).anyMatch(other -> island[other] == island[node]);
    }

    private double mean(SortedSet<Integer> a, SortedSet<Integer> b) {
        double sum = 0;
        for (int x : a) {
            for (int y : b) {
                sum += component.evidence(x, y);
            }
        }
        return sum / a.size() / b.size();
    }

    private boolean toldApart(SortedSet<Integer> a, SortedSet<Integer> b) {
        for (Different different : constraints.different()) {
            boolean oneWay = a.stream().anyMatch(x -> has(different.left(), x))
                    && b.stream().anyMatch(y -> has(different.right(), y));
            boolean otherWay = a.stream().anyMatch(x -> has(different.right(), x))
                    && b.stream().anyMatch(y -> has(different.left(), y));
            if (oneWay || otherWay) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Reason reason(SortedSet<Integer> a, SortedSet<Integer> b) {
        Reason guard = guard(a, b);
        return guard == null && clusters.stream().anyMatch(c -> c != a && c != b && rivals(a, b, c))
                ? Reason.AMBIGUOUS
                : guard;
    }

    /** The third fits one of the two nearly as well as they fit each other, and would stay apart from both. */
    private boolean rivals(SortedSet<Integer> a, SortedSet<Integer> b, SortedSet<Integer> c) {
        if (island[a.first()] != island[c.first()]) {
            return false;
        }
        SortedSet<Integer> both = new TreeSet<>(a);
        both.addAll(b);
        if (!toldApart(both, c) && mean(both, c) >= cut.review()) {
            return false;
        }
        return List.of(a, b).stream()
                .filter(side -> !toldApart(side, c))
                .mapToDouble(side -> mean(side, c))
                .filter(evidence -> evidence >= cut.review())
                .anyMatch(evidence -> mean(a, b) - evidence < cut.link());
    }

    private @Nullable Reason guard(SortedSet<Integer> a, SortedSet<Integer> b) {
        if (a.stream().anyMatch(x -> b.stream().anyMatch(y -> component.exclusiveConflict(x, y)))) {
            return Reason.EXCLUSIVE;
        }
        SortedSet<Integer> one = distinct(a);
        SortedSet<Integer> two = distinct(b);
        int size = one.size() + two.size();
        SortedSet<Integer> all = new TreeSet<>(one);
        all.addAll(two);
        double density = (double) speaking(all, all) / (size * (size - 1));
        if (size > cut.guard().maxSize() && density <= 0.5) {
            return Reason.SIZE;
        }
        if (one.size() >= 3 && two.size() >= 3) {
            for (int x : one) {
                if (speaking(without(one, x), two) == 0) {
                    return Reason.BRIDGE;
                }
            }
            for (int y : two) {
                if (speaking(one, without(two, y)) == 0) {
                    return Reason.BRIDGE;
                }
            }
        }
        return size >= 4 && density < cut.guard().minDensity() ? Reason.DENSITY : null;
    }

    /** Pairs that speak for each other, each in the order of its sides. */
    private int speaking(SortedSet<Integer> a, SortedSet<Integer> b) {
        int speaking = 0;
        for (int x : a) {
            for (int y : b) {
                speaking +=
                        x != y && (confirmed[x] == confirmed[y] || component.evidence(x, y) >= cut.review()) ? 1 : 0;
            }
        }
        return speaking;
    }

    private SortedSet<Integer> distinct(SortedSet<Integer> cluster) {
        SortedSet<Integer> distinct = new TreeSet<>();
        cluster.forEach(node -> distinct.add(face[node]));
        return distinct;
    }

    private static SortedSet<Integer> without(SortedSet<Integer> set, int node) {
        SortedSet<Integer> rest = new TreeSet<>(set);
        rest.remove(node);
        return rest;
    }

    private int edges(SortedSet<Integer> a, SortedSet<Integer> b) {
        int edges = 0;
        for (int x : a) {
            for (int y : b) {
                edges += component.edge(x, y) ? 1 : 0;
            }
        }
        return edges;
    }

    private interface Related {
        boolean are(int a, int b);
    }

    /** Numbers the classes of the relation's transitive closure by spreading the lowest number until nothing moves. */
    private static int[] closure(int size, Related related) {
        int[] label = IntStream.range(0, size).toArray();
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < size; b++) {
                    if (label[a] > label[b] && related.are(a, b)) {
                        label[a] = label[b];
                        moved = true;
                    }
                }
            }
        }
        return label;
    }

    private static boolean has(int[] set, int node) {
        return Arrays.stream(set).anyMatch(member -> member == node);
    }
}
