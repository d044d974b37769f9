package io.karat.match;

import java.util.List;

/** Days, months or years; only the digits of a value count, year first. */
final class DateComparison implements Comparison {

    private static final int DIGIT_BITS = 4;

    /** It stands for an unknown day. */
    private static final int FIRST_OF_JANUARY = 0x0101;

    private static final int NEAR = 1;
    private static final int ONE_PART = 2;
    private static final int TWO_EDITS = 3;
    private static final int TWO_PARTS = 4;
    private static final int SLIP = 5;
    private static final int ONE_EDIT = 6;

    private static final List<Level> LEVELS = List.of(
            DIFFERENT,
            new Level("nearby", 0.1),
            new Level("year or day and month equal", 0.3),
            new Level("two edits", 0.4),
            new Level("two of three parts equal", 0.5),
            new Level("day and month swapped or year slip", 0.8),
            new Level("one edit", 0.9),
            EQUAL);

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    public int unequal(String a, String b) {
        return unequal(digits(a), length(a), digits(b), length(b));
    }

    /**
     * @param left digits of one value, four bits each
     * @param leftLength how many digits they are, at most 8
     */
    static int unequal(long left, int leftLength, long right, int rightLength) {
        if (Math.min(leftLength, rightLength) < 8) {
            return partial(left, leftLength, right, rightLength);
        }
        int edits = edits(left, right);
        if (edits <= 1) {
            return ONE_EDIT;
        }
        long parts = left ^ right;
        boolean year = parts >>> 16 == 0;
        boolean month = (parts & 0xff00) == 0;
        boolean day = (parts & 0xff) == 0;
        int dayA = (int) left & 0xffff;
        int dayB = (int) right & 0xffff;
        if (year && dayA >>> 8 == (dayB & 0xff) && (dayA & 0xff) == dayB >>> 8) {
            return SLIP;
        }
        int years = Math.abs(number(left >>> 16) - number(right >>> 16));
        if (month && day && (years == 1 || years == 10 || edits <= 2)) {
            return SLIP;
        }
        if (year && (month || day || dayA == FIRST_OF_JANUARY || dayB == FIRST_OF_JANUARY)) {
            return TWO_PARTS;
        }
        if (edits <= 2) {
            return TWO_EDITS;
        }
        if (year || month && day) {
            return ONE_PART;
        }
        return edits <= 3 || years == 1 ? NEAR : 0;
    }

    /** At least one side has no day: what both have is compared. */
    private static int partial(long left, int lengthA, long right, int lengthB) {
        int common = Math.min(lengthA, lengthB) >= 6 ? 6 : 4;
        if (lengthA < 4 || lengthB < 4) {
            return 0;
        }
        long a = left >>> DIGIT_BITS * (lengthA - common);
        long b = right >>> DIGIT_BITS * (lengthB - common);
        if (a == b) {
            return common == 6 ? TWO_PARTS : ONE_PART;
        }
        int beyondYear = DIGIT_BITS * (common - 4);
        return Math.abs(number(a >>> beyondYear) - number(b >>> beyondYear)) <= 1 ? NEAR : 0;
    }

    /** The number that four digits make. */
    private static int number(long digits) {
        int n = (int) digits;
        return (n >>> 12) * 1000 + (n >>> 8 & 0xf) * 100 + (n >>> 4 & 0xf) * 10 + (n & 0xf);
    }

    /** The first eight digits, four bits each. */
    static long digits(String s) {
        long digits = 0;
        int n = 0;
        for (int i = 0; i < s.length() && n < 8; i++) {
            char c = s.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits << DIGIT_BITS | c - '0';
                n++;
            }
        }
        return digits;
    }

    static int length(String s) {
        int n = 0;
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) >= '0' && s.charAt(i) <= '9') {
                n++;
            }
        }
        return Math.min(n, 8);
    }

    /** Digits that differ, two swapped neighbours counted once; 4 are as many as more. */
    private static int edits(long a, long b) {
        long left = a;
        long right = b;
        int n = 0;
        while (left != right && n < 4) {
            int shift = Long.numberOfTrailingZeros(left ^ right) & -DIGIT_BITS;
            left >>>= shift;
            right >>>= shift;
            boolean swapped =
                    (left >>> DIGIT_BITS & 0xf) == (right & 0xf) && (left & 0xf) == (right >>> DIGIT_BITS & 0xf);
            int edited = swapped ? 2 * DIGIT_BITS : DIGIT_BITS;
            left >>>= edited;
            right >>>= edited;
            n++;
        }
        return n;
    }
}
