package io.karat.batch;

import java.util.Arrays;

/** Who has an edge with whom. */
final class Neighbours {

    private final int[] from;
    private final int[] to;

    Neighbours(EdgeList edges, int records) {
        from = new int[records + 1];
        for (int i = 0; i < edges.size(); i++) {
            from[edges.left[i] + 1]++;
            from[edges.right[i] + 1]++;
        }
        for (int record = 0; record < records; record++) {
            from[record + 1] += from[record];
        }
        to = new int[edges.size() * 2];
        int[] filled = Arrays.copyOf(from, records);
        for (int i = 0; i < edges.size(); i++) {
            to[filled[edges.left[i]]++] = edges.right[i];
            to[filled[edges.right[i]]++] = edges.left[i];
        }
        for (int record = 0; record < records; record++) {
            Arrays.sort(to, from[record], from[record + 1]);
        }
    }

    /** Ascending. */
    int[] of(int record) {
        return Arrays.copyOfRange(to, from[record], from[record + 1]);
    }

    boolean between(int a, int b) {
        return Arrays.binarySearch(to, from[a], from[a + 1], b) >= 0;
    }
}
