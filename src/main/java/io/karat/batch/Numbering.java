package io.karat.batch;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;

/** Numbers for clusters that are known by one of their records. */
final class Numbering {
    private Numbering() {}

    /** From 0, in the order of their first records. */
    static int[] inOrder(int[] cluster) {
        Int2IntOpenHashMap numbers = new Int2IntOpenHashMap();
        int[] numbered = new int[cluster.length];
        for (int i = 0; i < numbered.length; i++) {
            int next = numbers.size();
            numbered[i] = numbers.computeIfAbsent(cluster[i], c -> next);
        }
        return numbered;
    }
}
