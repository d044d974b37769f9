package io.karat.index;

import java.util.function.IntPredicate;

/** Ascending lists of distinct numbers. */
final class Sorted {

    private Sorted() {}

    /**
     * Finds the numbers that both lists have: each is leapt through to where the other one stands.
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

    /**
     * The same, where a sieve of the longer list is at hand.
     *
     * @param sieve of {@code b}
     */
    static void common(int[] a, int sizeOfA, int[] b, int sizeOfB, Sieve sieve, IntPredicate found) {
        int j = 0;
        for (int i = 0; i < sizeOfA; i++) {
            if (sieve.passes(a[i])) {
                j = seek(b, j, sizeOfB, a[i]);
                if (j == sizeOfB || b[j] == a[i] && !found.test(i)) {
                    return;
                }
            }
        }
    }

    /**
     * The first place from {@code from} on with {@code value} or more; {@code size} where there is none. It is guessed from how
     * far the value is on the way to the last one (Peterson, Addressing for random-access storage, 1957) and sought from the
     * guess in steps that double: right for any list, and quick for the numbers of records that came in no order.
     */
    static int seek(int[] list, int from, int size, int value) {
        if (from >= size || list[from] >= value) {
            return from;
        }
        int last = size - 1;
        if (list[last] < value) {
            return size;
        }
        int guess = from + (int) ((last - from) * ((double) value - list[from]) / ((double) list[last] - list[from]));
        return list[guess] < value ? after(list, guess, last, value) : before(list, from, guess, value);
    }

    /** @param less stands before what is sought, {@code last} not */
    private static int after(int[] list, int less, int last, int value) {
        int low = less + 1;
        int high = less + 1;
        for (int step = 1; high < last && list[high] < value; step <<= 1) {
            low = high + 1;
            high += step;
        }
        return between(list, low, Math.min(high, last), value);
    }

    /** @param less stands before what is sought, {@code not} not */
    private static int before(int[] list, int less, int not, int value) {
        int high = not;
        int low = not - 1;
        for (int step = 1; low > less && list[low] >= value; step <<= 1) {
            high = low;
            low -= step;
        }
        return between(list, Math.max(low, less) + 1, high, value);
    }

    /** @param high has the value or more */
    private static int between(int[] list, int low, int high, int value) {
        int from = low;
        int to = high;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (list[middle] < value) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
