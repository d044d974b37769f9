package io.karat.match;

import java.util.List;

/** Days, months or years; only the digits of a value count, year first. */
final class DateComparison implements Comparison {

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
     * @param left digits of one value as a number
     * @param leftLength how many digits they are, at most 8
     */
    static int unequal(long left, int leftLength, long right, int rightLength) {
        if (Math.min(leftLength, rightLength) < 8) {
            return partial(left, leftLength, right, rightLength);
        }
        int yearA = (int) (left / 10_000);
        int yearB = (int) (right / 10_000);
        int dayA = (int) (left % 10_000);
        int dayB = (int) (right % 10_000);
        boolean year = yearA == yearB;
        boolean month = dayA / 100 == dayB / 100;
        boolean day = dayA % 100 == dayB % 100;
        int edits = edits(left, right);
        if (left == right || edits == 1) {
            return ONE_EDIT;
        }
        if (year && dayA / 100 == dayB % 100 && dayA % 100 == dayB / 100) {
            return SLIP;
        }
        int years = Math.abs(yearA - yearB);
        if (month && day && (years == 1 || years == 10 || edits <= 2)) {
            return SLIP;
        }
        // The first of January stands for an unknown day.
        if (year && (month || day || dayA == 101 || dayB == 101)) {
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
        long a = left / pow10(lengthA - common);
        long b = right / pow10(lengthB - common);
        if (a == b) {
            return common == 6 ? TWO_PARTS : ONE_PART;
        }
        long yearA = common == 6 ? a / 100 : a;
        long yearB = common == 6 ? b / 100 : b;
        return Math.abs(yearA - yearB) <= 1 ? NEAR : 0;
    }

    private static long pow10(int exponent) {
        long p = 1;
        for (int i = 0; i < exponent; i++) {
            p *= 10;
        }
        return p;
    }

    static long digits(String s) {
        long v = 0;
        for (int i = 0; i < s.length() && v < 10_000_000L; i++) {
            char c = s.charAt(i);
            if (c >= '0' && c <= '9') {
                v = v * 10 + c - '0';
            }
        }
        return v;
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

    /** Digits that differ, two swapped neighbours counted once. */
    private static int edits(long a, long b) {
        int n = 0;
        while (a != b) {
            if (a % 10 != b % 10) {
                n++;
                if (a % 100 / 10 == b % 10 && a % 10 == b % 100 / 10) {
                    a /= 10;
                    b /= 10;
                }
            }
            a /= 10;
            b /= 10;
        }
        return n;
    }
}
