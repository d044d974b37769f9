package io.karat.match;

import java.util.List;

/** Postcodes and house numbers. */
final class ShortCodeComparison implements Comparison {

    private final List<Level> levels;
    private final int shortest;

    private ShortCodeComparison(String middle, int shortest) {
        this.levels = List.of(DIFFERENT, new Level(middle, 0.3), new Level("one edit", 0.8), EQUAL);
        this.shortest = shortest;
    }

    static ShortCodeComparison postcode() {
        return new ShortCodeComparison("same area", 3);
    }

    static ShortCodeComparison houseNumber() {
        return new ShortCodeComparison("same number, other suffix", 2);
    }

    @Override
    public List<Level> levels() {
        return levels;
    }

    @Override
    public int unequal(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (shorter >= shortest && Similarity.edits(a, b, 1) == 1) {
            return 2;
        }
        if (shortest == 2) {
            int number = leadingDigits(a);
            return number > 0 && number == leadingDigits(b) && a.startsWith(b.substring(0, number)) ? 1 : 0;
        }
        return shorter >= 4 && Similarity.commonPrefix(a, b) >= Math.max(2, shorter - 3) ? 1 : 0;
    }

    private static int leadingDigits(String s) {
        int i = 0;
        while (i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
