package io.karat.cluster;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which list, that is which source, each node of a component comes from.
 *
 * @param numbers of each node, that of its list
 */
record Lists(int[] numbers) {

    static Lists of(Component component) {
        Map<String, Integer> known = new HashMap<>();
        int[] numbers = new int[component.size()];
        for (int node = 0; node < numbers.length; node++) {
            numbers[node] = known.computeIfAbsent(component.key(node).source(), source -> known.size());
        }
        return new Lists(numbers);
    }

    int of(int node) {
        return numbers[node];
    }

    boolean same(int a, int b) {
        return numbers[a] == numbers[b];
    }

    BitSet of(int[] nodes) {
        BitSet lists = new BitSet();
        for (int node : nodes) {
            lists.set(numbers[node]);
        }
        return lists;
    }

    /** Both hold records of one list. */
    boolean meet(int[] a, int[] b) {
        return of(a).intersects(of(b));
    }
}
