package io.karat.batch;

import io.karat.cluster.Constraints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stewards' constraints, told to each component in its own numbers. */
final class Inside {

    private final Map<Integer, Constraints> byComponent = new HashMap<>();

    /** @param components record numbers; the place of a record in its component is its node */
    Inside(Constraints all, int records, List<int[]> components) {
        if (all.same().isEmpty() && all.different().isEmpty()) {
            return;
        }
        int[] componentOf = new int[records];
        int[] nodeOf = new int[records];
        Arrays.fill(componentOf, -1);
        for (int i = 0; i < components.size(); i++) {
            int[] nodes = components.get(i);
            for (int node = 0; node < nodes.length; node++) {
                componentOf[nodes[node]] = i;
                nodeOf[nodes[node]] = node;
            }
        }
        Map<Integer, List<int[]>> same = new HashMap<>();
        Map<Integer, List<Constraints.Different>> different = new HashMap<>();
        for (int[] set : all.same()) {
            byComponent(set, componentOf, nodeOf).forEach((component, nodes) -> {
                if (nodes.length > 1) {
                    same.computeIfAbsent(component, c -> new ArrayList<>()).add(nodes);
                }
            });
        }
        for (Constraints.Different pair : all.different()) {
            Map<Integer, int[]> left = byComponent(pair.left(), componentOf, nodeOf);
            byComponent(pair.right(), componentOf, nodeOf).forEach((component, right) -> {
                int[] other = left.get(component);
                if (other != null) {
                    different
                            .computeIfAbsent(component, c -> new ArrayList<>())
                            .add(new Constraints.Different(other, right));
                }
            });
        }
        same.keySet().forEach(component -> byComponent.put(component, Constraints.NONE));
        different.keySet().forEach(component -> byComponent.put(component, Constraints.NONE));
        byComponent.replaceAll((component, none) ->
                new Constraints(same.getOrDefault(component, List.of()), different.getOrDefault(component, List.of())));
    }

    private static Map<Integer, int[]> byComponent(int[] records, int[] componentOf, int[] nodeOf) {
        Map<Integer, int[]> nodes = new HashMap<>();
        for (int record : records) {
            if (componentOf[record] >= 0) {
                nodes.merge(componentOf[record], new int[] {nodeOf[record]}, (known, one) -> {
                    int[] more = Arrays.copyOf(known, known.length + 1);
                    more[known.length] = one[0];
                    return more;
                });
            }
        }
        nodes.values().forEach(Arrays::sort);
        return nodes;
    }

    Constraints of(int component) {
        return byComponent.getOrDefault(component, Constraints.NONE);
    }
}
