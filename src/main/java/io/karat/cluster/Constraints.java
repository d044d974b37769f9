package io.karat.cluster;

import java.util.List;

/**
 * What stewards decided about the nodes of a component. Nodes outside the component have been left out by the caller.
 *
 * @param same each set is one real thing (must-link): contracted before linkage
 * @param different no cluster may hold members of both sides (cannot-link)
 */
public record Constraints(List<int[]> same, List<Different> different) {

    public static final Constraints NONE = new Constraints(List.of(), List.of());

    public Constraints {
        same = List.copyOf(same);
        different = List.copyOf(different);
    }

    public record Different(int[] left, int[] right) {}
}
