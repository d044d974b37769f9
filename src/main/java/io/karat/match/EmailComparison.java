package io.karat.match;

import java.util.List;

/** E-mail addresses: the part before the at sign counts, the domain hardly. */
final class EmailComparison implements Comparison {

    private static final List<Level> LEVELS = List.of(
            DIFFERENT,
            new Level("slightly similar", 0.2),
            new Level("similar name part", 0.6),
            new Level("same name part or two edits", 0.9),
            EQUAL);

    /** Jaro-Winkler similarity from which name parts are slightly similar. */
    static final double LEAST_SIMILAR = 0.8;

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    public int unequal(String a, String b) {
        if (Similarity.edits(a, b, 2) <= 2) {
            return 3;
        }
        String left = local(a);
        String right = local(b);
        int shorter = Math.min(left.length(), right.length());
        if (left.equals(right)) {
            return shorter >= 5 ? 3 : 2;
        }
        if (shorter >= 5 && Similarity.edits(left, right, 2) <= 2) {
            return 2;
        }
        double jaroWinkler = Similarity.jaroWinkler(left, right, LEAST_SIMILAR);
        return jaroWinkler >= 0.9 ? 2 : jaroWinkler >= LEAST_SIMILAR ? 1 : 0;
    }

    static String local(String email) {
        int at = email.lastIndexOf('@');
        return at < 0 ? email : email.substring(0, at);
    }
}
