package io.karat.match;

import java.util.List;

/** Values of a closed list: equal or not. */
final class CategoryComparison implements Comparison {

    private static final List<Level> LEVELS = List.of(DIFFERENT, EQUAL);

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    public int unequal(String a, String b) {
        return 0;
    }
}
