package io.karat.match;

/**
 * String measures that allocate next to nothing. Distances are optimal string alignment (insertion, deletion, substitution,
 * transposition of neighbours); Jaro-Winkler looks at the first 64 characters.
 */
public final class Similarity {
    private Similarity() {}

    /** Soundex classes of a to z; 0 vowels, 9 letters that do not part equal classes. */
    private static final String CLASSES = "01230129022455012623019202";

    private static final double WINKLER_SCALE = 0.1;

    /** The distance if it is at most {@code max}, else {@code max + 1}. */
    public static int edits(String a, String b, int max) {
        int n = a.length();
        int m = b.length();
        if (Math.abs(n - m) > max) {
            return max + 1;
        }
        // Each kind of character that one string lacks costs an edit.
        long kindsA = kinds(a);
        long kindsB = kinds(b);
        if (Long.bitCount(kindsA & ~kindsB) > max || Long.bitCount(kindsB & ~kindsA) > max) {
            return max + 1;
        }
        int from = commonPrefix(a, b);
        while (n > from && m > from && a.charAt(n - 1) == b.charAt(m - 1)) {
            n--;
            m--;
        }
        if (n == from || m == from) {
            return Math.min(n + m - 2 * from, max + 1);
        }
        if (max == 1) {
            boolean exchanged = n - from == 2
                    && m - from == 2
                    && a.charAt(from) == b.charAt(from + 1)
                    && a.charAt(from + 1) == b.charAt(from);
            return exchanged || n - from == 1 && m - from == 1 ? 1 : 2;
        }
        int distance = n - from <= Long.SIZE
                ? alignment(a.substring(from, n), b.substring(from, m))
                : longAlignment(a.substring(from, n), b.substring(from, m));
        return Math.min(distance, max + 1);
    }

    private static long kinds(String s) {
        long kinds = 0;
        for (int i = 0; i < s.length(); i++) {
            kinds |= 1L << s.charAt(i);
        }
        return kinds;
    }

    /** Optimal string alignment in bit vectors, for {@code a} of at most 64 characters. Source: Hyyroe 2003. */
    private static int alignment(String a, String b) {
        long vp = -1;
        long vn = 0;
        long d0 = 0;
        long before = 0;
        long last = 1L << a.length() - 1;
        int distance = a.length();
        for (int j = 0; j < b.length(); j++) {
            long equal = 0;
            char c = b.charAt(j);
            for (int i = 0; i < a.length(); i++) {
                equal |= a.charAt(i) == c ? 1L << i : 0;
            }
            long transposed = (~d0 & equal) << 1 & before;
            d0 = (equal & vp) + vp ^ vp | equal | vn | transposed;
            long hp = vn | ~(d0 | vp);
            long hn = d0 & vp;
            distance += (hp & last) != 0 ? 1 : (hn & last) != 0 ? -1 : 0;
            hp = hp << 1 | 1;
            hn <<= 1;
            vp = hn | ~(d0 | hp);
            vn = hp & d0;
            before = equal;
        }
        return distance;
    }

    private static int longAlignment(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(substitution, 1 + Math.min(last[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], 1 + beforeLast[j - 2]);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }

    /** Jaro-Winkler similarity in [0, 1]; 0 where it is below {@code floor}. */
    public static double jaroWinkler(String a, String b, double floor) {
        int n = Math.min(a.length(), Long.SIZE);
        int m = Math.min(b.length(), Long.SIZE);
        if (n == 0 || m == 0) {
            return n == m ? 1 : 0;
        }
        // A kind of character that the other string lacks matches nothing: this bounds the similarity from above.
        long kindsA = kinds(a);
        long kindsB = kinds(b);
        int most = Math.min(a.length() - Long.bitCount(kindsA & ~kindsB), b.length() - Long.bitCount(kindsB & ~kindsA));
        double prefix = WINKLER_SCALE * Math.min(4, commonPrefix(a, b));
        double bound = Math.min(1, ((double) most / n + (double) most / m + 1) / 3);
        if (most == 0 || bound + prefix * (1 - bound) < floor) {
            return 0;
        }
        // The greedy assignment depends on which string leads, so one order is fixed.
        boolean inOrder = a.length() != b.length() ? a.length() < b.length() : a.compareTo(b) <= 0;
        double jaro = inOrder ? jaro(a, n, b, m) : jaro(b, m, a, n);
        double similarity = jaro + prefix * (1 - jaro);
        return similarity < floor ? 0 : similarity;
    }

    private static double jaro(String a, int n, String b, int m) {
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
        return ((double) matches / n + (double) matches / m + (matches - moved / 2.0) / matches) / 3;
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
