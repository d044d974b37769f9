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
        long[] x = a.atoms();
        long[] y = b.atoms();
        int j = 0;
        for (int i = 0; i < x.length; i++) {
            while (j < y.length && y[j] < x[i]) {
                j++;
            }
            if (j == y.length) {
                return false;
            }
            if (y[j] == x[i] && (a.strong(i) && b.strong(j) || pairedBefore(a, b, i, j))) {
                return true;
            }
        }
        return false;
    }

    /** An earlier shared atom makes a pair with this one: of another column in both records. */
    private static boolean pairedBefore(Features a, Features b, int i, int j) {
        long[] x = a.atoms();
        long[] y = b.atoms();
        int l = 0;
        for (int k = 0; k < i; k++) {
            while (l < j && y[l] < x[k]) {
                l++;
            }
            if (l == j) {
                return false;
            }
            if (y[l] == x[k] && a.column(k) != a.column(i) && b.column(l) != b.column(j)) {
                return true;
            }
        }
        return false;
    }
}
