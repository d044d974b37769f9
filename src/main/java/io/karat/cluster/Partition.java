package io.karat.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The wanted partition of a component.
 *
 * @param clusters node numbers, ascending within a cluster; clusters ordered by their first node
 * @param held pairs of final clusters that linkage wanted to merge and the guard forbade
 * @param questions pairs of final clusters with mean evidence between review and link, no cannot-link between them, and
 *     at least one edge; of a component too large to be partitioned afresh also pairs above link, as they do not merge by themselves
 */
public record Partition(List<int[]> clusters, List<Held> held, List<Question> questions) {

    public Partition {
        clusters = List.copyOf(clusters);
        held = List.copyOf(held);
        questions = List.copyOf(questions);
    }

    /** The numbers of the two clusters, left below right; at most one Held or Question per pair. */
    public record Held(int left, int right, double evidence, Reason reason) {}

    public record Question(int left, int right, double evidence) {}

    /** Two final clusters, named by their first nodes, that are held if there is a reason and else a question. */
    record Between(int a, int b, double evidence, @Nullable Reason held) {}

    /**
     * @param clusters by their first node
     * @param size of the component
     */
    static Partition of(List<int[]> clusters, List<Between> open, int size) {
        int[] numbers = new int[size];
        for (int i = 0; i < clusters.size(); i++) {
            numbers[clusters.get(i)[0]] = i;
        }
        List<Held> held = new ArrayList<>();
        List<Question> questions = new ArrayList<>();
        open.stream()
                .sorted(Comparator.comparingInt(Between::a).thenComparingInt(Between::b))
                .forEach(pair -> {
                    Reason reason = pair.held;
                    if (reason == null) {
                        questions.add(new Question(numbers[pair.a], numbers[pair.b], pair.evidence));
                    } else {
                        held.add(new Held(numbers[pair.a], numbers[pair.b], pair.evidence, reason));
                    }
                });
        return new Partition(clusters, held, questions);
    }

    public enum Reason {
        SIZE,
        DENSITY,
        BRIDGE,
        EXCLUSIVE,
        AMBIGUOUS
    }
}
