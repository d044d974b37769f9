package io.karat.match;

/** How often each of sixteen kinds of characters occurs in a value, four bits for each, 15 for as many or more. */
final class LetterCounts {
    private LetterCounts() {}

    private static final long EVEN = 0x0f0f_0f0f_0f0f_0f0fL;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final int FULL = 15;

    /** Sixteen kinds of letters, frequent ones by themselves. */
    private static final String LETTER_KINDS = "abcdeffghjjijklmcnopbgfdhg";

    private static int kind(char c) {
        return c >= 'a' && c <= 'z' ? LETTER_KINDS.charAt(c - 'a') - 'a' : c & 0xf;
    }

    static long of(String value) {
        long counts = 0;
        for (int i = 0; i < value.length(); i++) {
            int shift = kind(value.charAt(i)) * 4;
            if ((counts >>> shift & FULL) < FULL) {
                counts += 1L << shift;
            }
        }
        return counts;
    }

    /** Fewer edits do not turn the one value into the other: an edit takes one character away, adds one, or both. */
    static int fewestEdits(long a, long b) {
        return Math.max(surplus(a, b), surplus(b, a));
    }

    static int surplus(long a, long b) {
        return surplusOfBytes(a & EVEN, b & EVEN) + surplusOfBytes(a >>> 4 & EVEN, b >>> 4 & EVEN);
    }

    /** The sum over the bytes of what {@code a} has more than {@code b}; no byte is above 15. */
    private static int surplusOfBytes(long a, long b) {
        long difference = (a | HIGH) - b;
        long notLess = (difference & HIGH) >>> 7;
        long more = difference & ~HIGH & notLess * 0xff;
        return (int) (more * ONES >>> 56);
    }
}
