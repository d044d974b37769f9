package io.karat.match;

import java.util.List;

/** Streets and towns: names of places of one or more words. */
final class PlaceComparison implements Comparison {

    private static final List<Level> LEVELS = List.of(
            DIFFERENT, new Level("loosely similar", 0.3), new Level("similar", 0.6), new Level("close", 0.9), EQUAL);

    /** More edits count as many. */
    static final int MOST_EDITS = 2;

    /** Jaro-Winkler below it counts for nothing. */
    static final double LEAST_SIMILAR = 0.8;

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    public int unequal(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter < 4 || Similarity.digitsOnly(a) || Similarity.digitsOnly(b)) {
            return shorter >= 3 && Similarity.edits(a, b, 1) == 1 ? 2 : 0;
        }
        int edits = Similarity.edits(a, b, MOST_EDITS);
        if (edits <= 1 || Similarity.equalWithoutBlanks(a, b)) {
            return 3;
        }
        double jaroWinkler = Similarity.jaroWinkler(a, b, LEAST_SIMILAR);
        if (jaroWinkler >= 0.95) {
            return 3;
        }
        if (edits == MOST_EDITS || jaroWinkler >= 0.9) {
            return 2;
        }
        double shared = Tokens.overlap(a, b);
        if (shared >= 0.75) {
            return 2;
        }
        return jaroWinkler >= LEAST_SIMILAR || shared > 0 && Tokens.sameFirst(a, b) ? 1 : 0;
    }
}
