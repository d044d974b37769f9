package io.karat.batch;

import java.util.Arrays;

/**
 * Tells which of many records share a key with one of them, as {@link KeyAtoms#shareKey} does. The one record's atoms
 * stand in a table so small, and so sparse, that most atoms of the others cost one look into a near cache. Not
 * thread-safe.
 */
final class SharedAtoms {

    private static final int FEWEST_SLOTS = 1 << 11;

    /** Slots for each atom: collisions are rare. */
    private static final int SPARSE = 32;

    private final RecordAtoms atoms;

    /** The place of an atom, by the lowest bits of its number or the next free ones; 0 where free, else counted from 1. */
    private int[] slots = new int[FEWEST_SLOTS];

    private int from;
    private int to;

    /** Shared atoms of the current pair: their places in the two records. */
    private int[] left = new int[64];

    private int[] right = new int[64];

    SharedAtoms(RecordAtoms atoms) {
        this.atoms = atoms;
    }

    /** The record that others are held against. */
    void with(int record) {
        for (int at = from; at < to; at++) {
            clear(atoms.atom(at));
        }
        from = atoms.from(record);
        to = atoms.from(record + 1);
        if ((to - from) * SPARSE > slots.length) {
            slots = new int[Integer.highestOneBit((to - from) * SPARSE) * 2];
            left = Arrays.copyOf(left, to - from);
            right = Arrays.copyOf(right, to - from);
        }
        for (int at = from; at < to; at++) {
            int slot = atoms.atom(at) & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = at - from + 1;
        }
    }

    private void clear(int atom) {
        for (int slot = atom & slots.length - 1; slots[slot] != 0; slot = slot + 1 & slots.length - 1) {
            slots[slot] = 0;
        }
    }

    boolean isKey(int other) {
        int mask = slots.length - 1;
        int shared = 0;
        int end = atoms.from(other + 1);
        for (int at = atoms.from(other); at < end; at++) {
            int atom = atoms.atom(at);
            for (int slot = atom & mask; slots[slot] != 0; slot = slot + 1 & mask) {
                int place = from + slots[slot] - 1;
                if (atoms.atom(place) == atom) {
                    if (atoms.strong(place) && atoms.strong(at) || makesPair(place, at, shared)) {
                        return true;
                    }
                    left[shared] = place;
                    right[shared++] = at;
                    break;
                }
            }
        }
        return false;
    }

    /** With one of the shared atoms before, of another column in both records. */
    private boolean makesPair(int place, int at, int before) {
        for (int i = 0; i < before; i++) {
            if (atoms.column(left[i]) != atoms.column(place) && atoms.column(right[i]) != atoms.column(at)) {
                return true;
            }
        }
        return false;
    }
}
