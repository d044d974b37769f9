package io.karat.match;

import io.karat.model.AttributeType;

/**
 * What is computed once for each distinct value, so that most pairs of unequal values of an attribute need no look at
 * their characters. Never changes a level.
 */
final class Shortcuts {

    /** The level must be found from the values themselves. */
    static final int UNKNOWN = -2;

    private static final long EVEN = 0x0f0f_0f0f_0f0f_0f0fL;
    private static final long HIGH = 0x8080_8080_8080_8080L;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final int FULL = 15;
    private static final int MOST_EDITS = 2;
    private static final int TAIL = 7;

    private final boolean date;
    private final boolean phone;
    private final long[] digests;
    private final int[] tails;

    private Shortcuts(boolean date, boolean phone, long[] digests, int[] tails) {
        this.date = date;
        this.phone = phone;
        this.digests = digests;
        this.tails = tails;
    }

    static Shortcuts of(AttributeType type, Columns columns, int attribute) {
        boolean date = type == AttributeType.DATE;
        boolean phone = type == AttributeType.PHONE;
        if (!date && !phone && type != AttributeType.IDENTIFIER) {
            return new Shortcuts(false, false, new long[0], new int[0]);
        }
        int distinct = columns.distinct(attribute);
        long[] digests = new long[distinct];
        int[] tails = new int[distinct];
        for (int code = 0; code < distinct; code++) {
            String value = columns.value(attribute, code);
            digests[code] = date ? DateComparison.digits(value) : histogram(value);
            tails[code] = date ? DateComparison.length(value) : tail(value);
        }
        return new Shortcuts(date, phone, digests, tails);
    }

    private static int tail(String value) {
        return value.length() < TAIL
                ? value.hashCode()
                : value.substring(value.length() - TAIL).hashCode();
    }

    /** How often each of sixteen kinds of characters occurs, four bits for each. */
    private static long histogram(String value) {
        long counts = 0;
        for (int i = 0; i < value.length(); i++) {
            int shift = (value.charAt(i) & 0xf) * 4;
            if ((counts >>> shift & FULL) < FULL) {
                counts += 1L << shift;
            }
        }
        return counts;
    }

    /** The level of two unequal values, or {@link #UNKNOWN}. */
    int level(int x, int y) {
        if (digests.length == 0) {
            return UNKNOWN;
        }
        if (date) {
            return DateComparison.unequal(digests[x], tails[x], digests[y], tails[y]);
        }
        if (phone && tails[x] == tails[y]) {
            return UNKNOWN;
        }
        return fewestEdits(digests[x], digests[y]) > MOST_EDITS ? 0 : UNKNOWN;
    }

    /** An edit takes one character away, adds one, or both. */
    private static int fewestEdits(long a, long b) {
        return Math.max(surplus(a, b), surplus(b, a));
    }

    private static int surplus(long a, long b) {
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
