package io.karat.quality;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What became of the checks of one record, by their numbers: two bits each. Numbers are never given to another check, so
 * marks can be read after the model changed.
 */
public final class Marks {

    /** Of a record that no check applies to. */
    public static final Marks NONE = new Marks(new byte[0]);

    private static final int PER_BYTE = 4;
    private static final int PASSED = 1;
    private static final int FAILED = 2;
    private static final int ALL_FAILED = 0b10101010;

    private final byte[] bits;

    private Marks(byte[] bits) {
        this.bits = bits;
    }

    /** Takes the marks of a record one by one. */
    static final class Builder {
        private final byte[] bits;
        private boolean any;

        /** @param checks more than the highest number */
        Builder(int checks) {
            bits = new byte[(checks + PER_BYTE - 1) / PER_BYTE];
        }

        void mark(int number, boolean passed) {
            bits[number / PER_BYTE] |= (byte) ((passed ? PASSED : FAILED) << 2 * (number % PER_BYTE));
            any = true;
        }

        Marks build() {
            return any ? new Marks(bits) : NONE;
        }
    }

    /** @param stored see {@link #stored} */
    public static Marks of(byte @Nullable [] stored) {
        return stored == null || stored.length == 0 ? NONE : new Marks(stored);
    }

    /** Null where no check applies. Not to be changed. */
    public byte @Nullable [] stored() {
        return bits.length == 0 ? null : bits;
    }

    /** The check applied to the record. */
    public boolean applied(int number) {
        return bits(number) != 0;
    }

    public boolean failed(int number) {
        return bits(number) == FAILED;
    }

    public boolean anyFailed() {
        for (byte four : bits) {
            if ((four & ALL_FAILED) != 0) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        return bits.length == 0;
    }

    /** More than the highest number of a check that applied. */
    public int size() {
        return bits.length * PER_BYTE;
    }

    private int bits(int number) {
        int at = number / PER_BYTE;
        return at < bits.length ? bits[at] >> 2 * (number % PER_BYTE) & 3 : 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Marks marks && Arrays.equals(bits, marks.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }
}
