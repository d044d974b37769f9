package io.karat.match;

import io.karat.standardise.Features;

/**
 * A key is a strong atom, or a pair of atoms of two different columns. Two records are candidates for each other when
 * they share a key.
 */
public final class Keys {
    private Keys() {}

    /** Pure, symmetric, and without caps: the definition that candidate search approximates on large data. */
    public static boolean shared(Features a, Features b) {
        throw new UnsupportedOperationException();
    }
}
