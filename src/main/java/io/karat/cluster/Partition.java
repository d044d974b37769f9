package io.karat.cluster;

import java.util.List;

/**
 * The wanted partition of a component.
 *
 * @param clusters node numbers, ascending within a cluster; clusters ordered by their first node
 * @param held pairs of final clusters that linkage wanted to merge and the guard forbade
 * @param questions pairs of final clusters with mean evidence between review and link, no cannot-link between them, and
 *     at least one edge; of a large component also pairs above link, as its clusters do not merge by themselves
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

    public enum Reason {
        SIZE,
        DENSITY,
        BRIDGE,
        EXCLUSIVE
    }
}
