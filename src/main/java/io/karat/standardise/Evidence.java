package io.karat.standardise;

import java.util.Arrays;

/** The standard values of one record while they are collected: distinct, in the order of the raw ones. */
final class Evidence {

    private static final String[] NONE = {};

    private final String[][] values;

    Evidence(int attributes) {
        values = new String[attributes][];
        Arrays.fill(values, NONE);
    }

    void add(int attribute, String value) {
        String[] before = values[attribute];
        if (before.length == 0) {
            values[attribute] = new String[] {value};
        } else if (!Arrays.asList(before).contains(value)) {
            values[attribute] = Arrays.copyOf(before, before.length + 1);
            values[attribute][before.length] = value;
        }
    }

    int size(int attribute) {
        return values[attribute].length;
    }

    /** Not a copy; no more may be added afterwards. */
    String[][] values() {
        return values;
    }
}
