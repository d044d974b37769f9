package io.karat.match;

import java.util.List;

/** Postcodes and house numbers. */
final class ShortCodeComparison implements Comparison {

    private static final List<Level> POSTCODE =
            List.of(DIFFERENT, new Level("same area", 0.3), new Level("one edit", 0.8), EQUAL);
    private static final List<Level> HOUSE_NUMBER =
            List.of(DIFFERENT, new Level("one edit", 0.5), new Level("other suffix", 0.8), EQUAL);

    /** Levels of house numbers. */
    static final int ONE_EDIT = 1;

    static final int OTHER_SUFFIX = 2;

    private final boolean houseNumber;

    private ShortCodeComparison(boolean houseNumber) {
        this.houseNumber = houseNumber;
    }

    static ShortCodeComparison postcode() {
        return new ShortCodeComparison(false);
    }

    static ShortCodeComparison houseNumber() {
        return new ShortCodeComparison(true);
    }

    @Override
    public List<Level> levels() {
        return houseNumber ? HOUSE_NUMBER : POSTCODE;
    }

    @Override
    public int unequal(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        if (houseNumber) {
            int digits = leadingDigits(a);
            if (digits > 0 && digits == leadingDigits(b) && a.regionMatches(0, b, 0, digits)) {
                return OTHER_SUFFIX;
            }
            return shorter >= 2 && Similarity.edits(a, b, 1) == 1 ? ONE_EDIT : 0;
        }
        if (shorter >= 3 && Similarity.edits(a, b, 1) == 1) {
            return 2;
        }
        return sameArea(shorter, Similarity.commonPrefix(a, b)) ? 1 : 0;
    }

    /**
     * @param shorter length of the shorter postcode
     * @param prefix characters with which both begin
     */
    static boolean sameArea(int shorter, int prefix) {
        return shorter >= 4 && prefix >= Math.max(2, shorter - 3);
    }

    private static int leadingDigits(String s) {
        int i = 0;
        while (i < s.length() && s.charAt(i) >= '0' && s.charAt(i) <= '9') {
            i++;
        }
        return i;
    }
}
