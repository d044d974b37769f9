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

    /** Units of the given nodes, which are ascending: members ascending, by their first member. */
    static List<int[]> units(Component component, int[] nodes, Decisions decisions, Cut cut) {
        if (cut.onePerSource()) {
            return Arrays.stream(nodes)
                    .sorted()
                    .mapToObj(node -> new int[] {node})
                    .toList();
        }
        BitSet decided = decisions.named(nodes);
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
}
