package io.karat.index;

import java.util.function.IntPredicate;

/** Ascending lists of distinct numbers. */
final class Sorted {

    private Sorted() {}

    /**
     * Finds the numbers that both lists have. The shorter one is walked, in the longer one it is leapt in steps that double
     * (Bentley and Yao, An almost optimal algorithm for unbounded searching, 1976).
     *
     * @param found told where in {@code a} each stands, ascending, until it answers false
     */
    static void common(int[] a, int sizeOfA, int[] b, int sizeOfB, IntPredicate found) {
        int i = 0;
        int j = 0;
        while (i < sizeOfA && j < sizeOfB) {
            if (a[i] == b[j]) {
                if (!found.test(i)) {
                    return;
                }
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i = seek(a, i + 1, sizeOfA, b[j]);
            } else {
                j = seek(b, j + 1, sizeOfB, a[i]);
            }
        }
    }

    /** The first place from {@code from} on with {@code value} or more; {@code size} where there is none. */
    static int seek(int[] list, int from, int size, int value) {
        int low = from;
        int high = from;
        int step = 1;
        while (high < size && list[high] < value) {
            low = high + 1;
            high += step;
            step <<= 1;
        }
        high = Math.min(high, size);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (list[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
