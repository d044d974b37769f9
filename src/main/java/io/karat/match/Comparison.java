package io.karat.match;

import java.util.List;

/**
 * Compares two standard values of one attribute and names how alike they are. Levels are numbered from 0, the least
 * alike, to {@code levels().size() - 1}, equal. Pure and symmetric.
 */
interface Comparison {

    /** No value on one side or both: no evidence. */
    byte MISSING = -1;

    /** Alike, but for a reason that another comparison has counted: no evidence either. */
    byte EXPLAINED = -3;

    List<Level> levels();

    /** The level of two values that are not equal. */
    int unequal(String a, String b);

    default int level(String a, String b) {
        return a.equals(b) ? top() : unequal(a, b);
    }

    /** The highest level that values reach which are not equal. */
    default int highestUnequal() {
        return top() - 1;
    }

    default int top() {
        return levels().size() - 1;
    }

    /**
     * @param word for a steward: "one edit", "different"
     * @param agreement 0 different to 1 equal, for display only
     */
    record Level(String word, double agreement) {}

    Level DIFFERENT = new Level("different", 0);
    Level EQUAL = new Level("equal", 1);
}
