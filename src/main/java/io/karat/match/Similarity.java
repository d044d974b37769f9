package io.karat.match;

/**
 * String measures that allocate nothing. Distances are optimal string alignment (insertion, deletion, substitution,
 * transposition of neighbours); Jaro-Winkler looks at the first 64 characters.
 */
final class Similarity {
    private Similarity() {}

    /** Soundex classes of a to z; 0 vowels, 9 letters that do not part equal classes. */
    private static final String CLASSES = "01230129022455012623019202";

    private static final double WINKLER_SCALE = 0.1;

    /** The distance if it is at most {@code max} (small: the cost grows as {@code 4^max}), else {@code max + 1}. */
    static int edits(String a, String b, int max) {
        return edits(a, new Span(0, a.length()), b, new Span(0, b.length()), max);
    }

    /** A part of a string; escape analysis keeps it off the heap. */
    private record Span(int from, int to) {}

    private static int edits(String a, Span left, String b, Span right, int max) {
        int i = left.from;
        int n = left.to;
        int j = right.from;
        int m = right.to;
        while (i < n && j < m && a.charAt(i) == b.charAt(j)) {
            i++;
            j++;
        }
        while (n > i && m > j && a.charAt(n - 1) == b.charAt(m - 1)) {
            n--;
            m--;
        }
        if (i == n || j == m) {
            return Math.min(n - i + m - j, max + 1);
        }
        if (Math.abs(n - i - m + j) > max || max == 0) {
            return max + 1;
        }
        // What is left differs in its first characters, so one of the four edits happens here.
        int best = 1 + edits(a, new Span(i + 1, n), b, new Span(j + 1, m), max - 1);
        if (best >= 2) {
            best = Math.min(best, 1 + edits(a, new Span(i + 1, n), b, new Span(j, m), best - 2));
        }
        if (best >= 2) {
            best = Math.min(best, 1 + edits(a, new Span(i, n), b, new Span(j + 1, m), best - 2));
        }
        if (best >= 2 && n - i > 1 && m - j > 1 && a.charAt(i) == b.charAt(j + 1) && a.charAt(i + 1) == b.charAt(j)) {
            best = Math.min(best, 1 + edits(a, new Span(i + 2, n), b, new Span(j + 2, m), best - 2));
        }
        return best;
    }

    /** Jaro-Winkler similarity in [0, 1]. */
    static double jaroWinkler(String a, String b) {
        // The greedy assignment depends on which string leads, so one order is fixed.
        boolean inOrder = a.length() != b.length() ? a.length() < b.length() : a.compareTo(b) <= 0;
        return inOrder ? ordered(a, b) : ordered(b, a);
    }

    private static double ordered(String a, String b) {
        int n = Math.min(a.length(), Long.SIZE);
        int m = Math.min(b.length(), Long.SIZE);
        if (n == 0 || m == 0) {
            return n == m ? 1 : 0;
        }
        int window = Math.max(0, Math.max(n, m) / 2 - 1);
        long usedA = 0;
        long usedB = 0;
        for (int i = 0; i < n; i++) {
            int last = Math.min(m - 1, i + window);
            for (int j = Math.max(0, i - window); j <= last; j++) {
                if ((usedB & 1L << j) == 0 && a.charAt(i) == b.charAt(j)) {
                    usedA |= 1L << i;
                    usedB |= 1L << j;
                    break;
                }
            }
        }
        int matches = Long.bitCount(usedA);
        if (matches == 0) {
            return 0;
        }
        int moved = 0;
        long left = usedA;
        long right = usedB;
        while (left != 0) {
            if (a.charAt(Long.numberOfTrailingZeros(left)) != b.charAt(Long.numberOfTrailingZeros(right))) {
                moved++;
            }
            left &= left - 1;
            right &= right - 1;
        }
        double jaro = ((double) matches / n + (double) matches / m + (matches - moved / 2.0) / matches) / 3;
        int prefix = Math.min(4, commonPrefix(a, b));
        return jaro + prefix * WINKLER_SCALE * (1 - jaro);
    }

    static int commonPrefix(String a, String b) {
        int n = Math.min(a.length(), b.length());
        int i = 0;
        while (i < n && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }

    /** Equal American soundex, where the first letter too counts by its class (Kathy = Cathy, Philip = Filip). */
    static boolean soundsAlike(String a, String b) {
        int codeA = soundex(a);
        return codeA != 0 && codeA == soundex(b);
    }

    private static int soundex(String s) {
        int code = 0;
        int digits = 0;
        int last = -1;
        for (int i = 0; i < s.length() && digits < 4; i++) {
            char c = s.charAt(i);
            if (c < 'a' || c > 'z') {
                continue;
            }
            if (c == 'p' && i + 1 < s.length() && s.charAt(i + 1) == 'h') {
                c = 'f';
                i++;
            }
            int cls = CLASSES.charAt(c - 'a') - '0';
            if (digits == 0) {
                code = cls == 0 || cls == 9 ? 'a' + c : cls;
                digits = 1;
            } else if (cls != 0 && cls != 9 && cls != last) {
                code = code << 8 | cls;
                digits++;
            }
            if (cls != 9) {
                last = cls;
            }
        }
        return code;
    }

    /** Whether the strings are equal when blanks are left out. */
    static boolean equalWithoutBlanks(String a, String b) {
        int i = 0;
        int j = 0;
        while (true) {
            while (i < a.length() && a.charAt(i) == ' ') {
                i++;
            }
            while (j < b.length() && b.charAt(j) == ' ') {
                j++;
            }
            if (i == a.length() || j == b.length()) {
                return i == a.length() && j == b.length();
            }
            if (a.charAt(i++) != b.charAt(j++)) {
                return false;
            }
        }
    }

    static boolean digitsOnly(String s) {
        for (int i = 0; i < s.length(); i++) {
            if (s.charAt(i) < '0' || s.charAt(i) > '9') {
                return false;
            }
        }
        return !s.isEmpty();
    }
}
