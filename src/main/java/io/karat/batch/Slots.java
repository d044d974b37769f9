package io.karat.batch;

import io.karat.cluster.Margins;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;

/**
 * Of a record, at most one record of each other source is the same: the candidates that compete for this place share a
 * <em>slot</em>. Each pair is in two slots, one of each record.
 *
 * @param left of each pair, the slot of its left record
 * @param right likewise
 * @param count number of slots
 * @param small whether the slot's record is of the smaller of the two sources
 */
record Slots(int[] left, int[] right, int count, boolean[] small) {

    static Slots of(Lists lists, Pairs pairs) {
        Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
        int[] left = new int[pairs.size()];
        int[] right = new int[pairs.size()];
        boolean[] small = new boolean[2 * pairs.size()];
        for (int p = 0; p < left.length; p++) {
            left[p] = slot(numbers, lists, pairs.left(p), pairs.right(p), small);
            right[p] = slot(numbers, lists, pairs.right(p), pairs.left(p), small);
        }
        return new Slots(left, right, numbers.size(), small);
    }

    /** All candidates of a record compete, as if it had one match at most. */
    static Slots ofRecords(Pairs pairs, int records) {
        int[] left = new int[pairs.size()];
        int[] right = new int[pairs.size()];
        for (int p = 0; p < left.length; p++) {
            left[p] = pairs.left(p);
            right[p] = pairs.right(p);
        }
        return new Slots(left, right, records, new boolean[records]);
    }

    /** Each pair for itself: nothing competes. */
    static Slots apart(Pairs pairs) {
        int[] left = new int[pairs.size()];
        int[] right = new int[pairs.size()];
        for (int p = 0; p < left.length; p++) {
            left[p] = 2 * p;
            right[p] = 2 * p + 1;
        }
        return new Slots(left, right, 2 * left.length, new boolean[2 * left.length]);
    }

    private static int slot(Long2IntOpenHashMap numbers, Lists lists, int record, int other, boolean[] small) {
        long key = (long) record * lists.sources() + lists.source()[other];
        int next = numbers.size();
        int slot = numbers.computeIfAbsent(key, k -> next);
        // Sources are numbered from the smallest.
        small[slot] = lists.source()[record] < lists.source()[other];
        return slot;
    }

    /** Number of slots whose record is of the smaller source. */
    int smaller() {
        int smaller = 0;
        for (int slot = 0; slot < count; slot++) {
            smaller += small[slot] ? 1 : 0;
        }
        return smaller;
    }

    Margins margins(double[] scores) {
        return new Margins(left, right, count, scores);
    }

    /** Adds up what the pairs of each slot have. */
    double[] sums(double[] of) {
        double[] sums = new double[count];
        for (int p = 0; p < of.length; p++) {
            sums[left[p]] += of[p];
            sums[right[p]] += of[p];
        }
        return sums;
    }
}
