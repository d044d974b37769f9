package io.karat.batch;

/** Sorts by some of the bits alone, in linear time: numbers that are equal in them keep their order. */
final class RadixSort {
    private RadixSort() {}

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    /**
     * @param numbers are overwritten
     * @param low the lowest bit that counts
     * @param high the lowest bit above that does not; from there on all numbers are equal
     * @return the numbers, unsigned, ascending
     */
    static long[] sorted(long[] numbers, int low, int high) {
        long[] from = numbers;
        long[] to = new long[numbers.length];
        for (int shift = low; shift < high; shift += DIGIT_BITS) {
            int[] next = new int[DIGITS + 1];
            for (long number : from) {
                next[digit(number, shift) + 1]++;
            }
            for (int digit = 0; digit < DIGITS; digit++) {
                next[digit + 1] += next[digit];
            }
            for (long number : from) {
                to[next[digit(number, shift)]++] = number;
            }
            long[] spare = from;
            from = to;
            to = spare;
        }
        return from;
    }

    private static int digit(long number, int shift) {
        return (int) (number >>> shift) & DIGITS - 1;
    }
}
