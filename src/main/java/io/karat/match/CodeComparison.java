package io.karat.match;

import java.util.List;

/** Identifiers and telephone numbers: values that are equal or hardly alike by chance. */
final class CodeComparison implements Comparison {

    private static final List<Level> LEVELS =
            List.of(DIFFERENT, new Level("two edits", 0.5), new Level("one edit", 0.9), EQUAL);

    private final int tail;

    private CodeComparison(int tail) {
        this.tail = tail;
    }

    static CodeComparison identifier() {
        return new CodeComparison(0);
    }

    /** Country and area prefixes are often left out: numbers that end alike count as one edit. */
    static CodeComparison phone() {
        return new CodeComparison(7);
    }

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    public int unequal(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter < 5) {
            return 0;
        }
        int edits = Similarity.edits(a, b, 2);
        if (edits == 1
                || tail > 0 && shorter >= tail && a.regionMatches(a.length() - tail, b, b.length() - tail, tail)) {
            return 2;
        }
        return edits == 2 ? 1 : 0;
    }
}
