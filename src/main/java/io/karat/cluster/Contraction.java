package io.karat.cluster;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Nodes that look the same stand as one <em>unit</em> with a weight: two hundred copies of a record cost no more than
 * one, and count once for the guard.
 *
 * <p>Nodes with equal fingerprints are contracted where their evidence for each other is itself at least the cut (records
 * with nothing in them are equal too) and none of them is named by a steward's decision (a decision may tell equal records
 * apart). Of clean lists nothing is contracted: equal records compete.
 */
final class Contraction {
    private Contraction() {}

    /** Units of the given nodes: members ascending, by their first member. */
    static List<int[]> units(Component component, int[] nodes, Constraints constraints, Cut cut) {
        if (cut.onePerSource()) {
            return Arrays.stream(nodes)
                    .sorted()
                    .mapToObj(node -> new int[] {node})
                    .toList();
        }
        BitSet decided = decided(constraints, nodes);
        Map<Long, List<Integer>> open = new HashMap<>();
        List<List<Integer>> units = new ArrayList<>();
        for (int node : nodes) {
            if (decided.get(node)) {
                units.add(new ArrayList<>(List.of(node)));
                continue;
            }
            long fingerprint = component.fingerprint(node);
            List<Integer> unit = open.get(fingerprint);
            if (unit != null && alike(component, unit.getFirst(), node, cut)) {
                unit.add(node);
            } else {
                List<Integer> fresh = new ArrayList<>(List.of(node));
                open.putIfAbsent(fingerprint, fresh);
                units.add(fresh);
            }
        }
        return units.stream()
                .map(unit -> unit.stream().mapToInt(Integer::intValue).toArray())
                .sorted(Comparator.comparingInt(unit -> unit[0]))
                .toList();
    }

    private static boolean alike(Component component, int a, int b, Cut cut) {
        return Evidence.fixed(component.evidence(a, b)) >= Evidence.fixed(cut.link())
                && !component.exclusiveConflict(a, b);
    }

    /** Nodes named by decisions that concern these nodes alone; a "different" needs both its sides here. */
    private static BitSet decided(Constraints constraints, int[] nodes) {
        BitSet decided = new BitSet();
        for (int[] set : constraints.same()) {
            if (set.length > 1) {
                Arrays.stream(set).forEach(decided::set);
            }
        }
        for (Constraints.Different different : constraints.different()) {
            if (meets(different.left(), nodes) && meets(different.right(), nodes)) {
                Arrays.stream(different.left()).forEach(decided::set);
                Arrays.stream(different.right()).forEach(decided::set);
            }
        }
        return decided;
    }

    private static boolean meets(int[] side, int[] nodes) {
        return Arrays.stream(side).anyMatch(node -> Arrays.binarySearch(nodes, node) >= 0);
    }
}
