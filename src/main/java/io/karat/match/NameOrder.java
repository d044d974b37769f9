package io.karat.match;

import java.util.List;

/** Whether given and family name agree better when crossed; decided by {@link Layout}, not by values of its own. */
final class NameOrder implements Comparison {

    static final Comparison COMPARISON = new NameOrder();
    static final byte AS_GIVEN = 1;
    static final byte SWAPPED = 0;

    private static final List<Level> LEVELS = List.of(new Level("swapped", 0.5), new Level("as given", 1));

    private NameOrder() {}

    @Override
    public List<Level> levels() {
        return LEVELS;
    }

    @Override
    public int unequal(String a, String b) {
        throw new IllegalStateException("the order of names has no values to compare");
    }
}
