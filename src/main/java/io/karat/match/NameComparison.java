package io.karat.match;

import java.util.List;
import java.util.function.BiPredicate;

/** Given, middle and family names. */
final class NameComparison implements Comparison {

    static final int INITIAL = 2;
    private static final int SLIGHTLY = 1;
    private static final int SIMILAR = 3;
    private static final int NICKNAME = 4;
    private static final int ONE_EDIT = 5;

    private static final List<Level> LEVELS = List.of(
            DIFFERENT,
            new Level("slightly similar", 0.1),
            new Level("initial or part", 0.5),
            new Level("similar", 0.7),
            new Level("nickname", 0.8),
            new Level("one edit", 0.9),
            EQUAL);

    /** Jaro-Winkler similarity below which names are different, if they are some edits apart. */
    static final double LEAST_SIMILAR = 0.75;

    private static final int MOST_EDITS = 3;
    private static final int LONG_ENOUGH = 6;

    private final BiPredicate<String, String> nicknames;

    /** @param nicknames symmetric: the two names are used for each other */
    NameComparison(BiPredicate<String, String> nicknames) {
        this.nicknames = nicknames;
    }

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    /** More edits count as many. */
    static int mostEdits(int shorter) {
        return shorter >= LONG_ENOUGH ? MOST_EDITS : 1;
    }

    @Override
    public int unequal(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter == 1) {
            return a.charAt(0) == b.charAt(0) ? INITIAL : 0;
        }
        int edits = Similarity.edits(a, b, mostEdits(shorter));
        if (edits == 1 && shorter >= 3) {
            return ONE_EDIT;
        }
        if (nicknames.test(a, b)) {
            return NICKNAME;
        }
        if (edits == 2 && shorter >= LONG_ENOUGH || Similarity.equalWithoutBlanks(a, b)) {
            return SIMILAR;
        }
        double jaroWinkler = Similarity.jaroWinkler(a, b, LEAST_SIMILAR);
        if (jaroWinkler >= 0.9 || jaroWinkler >= 0.8 && shorter > 2 && Similarity.soundsAlike(a, b)) {
            return SIMILAR;
        }
        if (shorter >= 3 && (Tokens.shareOne(a, b) || a.startsWith(b) || b.startsWith(a))) {
            return INITIAL;
        }
        return jaroWinkler >= LEAST_SIMILAR || edits == MOST_EDITS && shorter >= LONG_ENOUGH ? SLIGHTLY : 0;
    }
}
