package io.karat.match;

import java.util.Arrays;

/**
 * Distinct values, numbered in the order of their first appearance. Open addressing with linear probing, where a slot
 * holds the value's hash beside its code: most probes, and growing, touch no string. Not safe for concurrent writers.
 */
final class Dictionary {

    private static final int SMALLEST = 64;

    /** Hash in the upper half, code + 1 in the lower one; 0 where free. Never more than half full. */
    private long[] slots = new long[SMALLEST];

    private String[] values = new String[SMALLEST / 2];
    private int size;

    /** Of no meaning: what is read ahead has to lead somewhere. */
    private int touched;

    /**
     * Brings near what {@link #code(String, int)} will read for values of these hashes: read one after the other, the processor waits for
     * many of them at once.
     */
    void touch(int[] hashes, int count) {
        int all = 0;
        int shift = Integer.numberOfLeadingZeros(slots.length - 1);
        for (int i = 0; i < count; i++) {
            all += (int) slots[hashes[i] >>> shift];
        }
        for (int i = 0; i < count; i++) {
            long slot = slots[hashes[i] >>> shift];
            if (slot != 0 && (int) (slot >>> Integer.SIZE) == hashes[i]) {
                all += values[(int) slot - 1].length();
            }
        }
        touched = all;
    }

    /** As {@link #code(String, int)} wants it. */
    static int hash(String value) {
        return value.hashCode() * 0x9e3779b1;
    }

    int code(String value) {
        return code(value, hash(value));
    }

    int code(String value, int hash) {
        int at = hash >>> Integer.numberOfLeadingZeros(slots.length - 1);
        for (long slot = slots[at]; slot != 0; slot = slots[at]) {
            if ((int) (slot >>> Integer.SIZE) == hash && values[(int) slot - 1].equals(value)) {
                return (int) slot - 1;
            }
            at = at + 1 & slots.length - 1;
        }
        if (size == values.length) {
            grow();
            return code(value, hash);
        }
        values[size++] = value;
        slots[at] = (long) hash << Integer.SIZE | size;
        return size - 1;
    }

    private void grow() {
        values = Arrays.copyOf(values, size * 2);
        long[] before = slots;
        slots = new long[before.length * 2];
        int shift = Integer.numberOfLeadingZeros(slots.length - 1);
        for (long slot : before) {
            if (slot != 0) {
                int at = (int) (slot >>> Integer.SIZE) >>> shift;
                while (slots[at] != 0) {
                    at = at + 1 & slots.length - 1;
                }
                slots[at] = slot;
            }
        }
    }

    String value(int code) {
        return values[code];
    }

    int size() {
        return size;
    }
}
