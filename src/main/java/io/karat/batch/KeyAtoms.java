package io.karat.batch;

import io.karat.standardise.Features;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What the keys of many records are made of, per record: its atoms, ascending, each with its column. And the record's
 * fingerprint, which is asked for elsewhere where only some atoms are held.
 */
public final class KeyAtoms {

    private final int size;
    private final int[] starts;
    private final long[] atoms;
    private final byte[] columns;
    private final IntToLongFunction fingerprints;

    private KeyAtoms(Builder built) {
        this.size = built.size;
        this.starts = Arrays.copyOf(built.starts, size + 1);
        this.atoms = built.atoms;
        this.columns = built.columns;
        IntToLongFunction told = built.told;
        long[] known = told == null ? Arrays.copyOf(built.fingerprints, size) : new long[0];
        this.fingerprints = told == null ? record -> known[record] : told;
    }

    /** How many records. */
    int size() {
        return size;
    }

    long fingerprint(int record) {
        return fingerprints.applyAsLong(record);
    }

    /** Where the atoms of a record begin; those of the last one end at {@code from(size())}. */
    int from(int record) {
        return starts[record];
    }

    long atom(int at) {
        return atoms[at];
    }

    int column(int at) {
        return Builder.column(columns[at]);
    }

    boolean strong(int at) {
        return columns[at] < 0;
    }

    /**
     * The two records share a strong atom, or two atoms of different columns, as {@code Keys.shared} defines it: whether or
     * not one is among the other's candidates.
     */
    boolean shareKey(int a, int b) {
        int x = starts[a];
        int y = starts[b];
        int before = 0;
        while (x < starts[a + 1] && y < starts[b + 1]) {
            if (atoms[x] < atoms[y]) {
                x++;
            } else if (atoms[x] > atoms[y]) {
                y++;
            } else {
                if (strong(x) && strong(y) || before > 0 && pairedBefore(a, b, x, y)) {
                    return true;
                }
                before++;
                x++;
                y++;
            }
        }
        return false;
    }

    private boolean pairedBefore(int a, int b, int x, int y) {
        int j = starts[b];
        for (int i = starts[a]; i < x; i++) {
            while (atoms[j] < atoms[i]) {
                j++;
            }
            if (atoms[j] == atoms[i] && column(i) != column(x) && column(j) != column(y)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Of no records yet.
     *
     * @param expected number of records, more or less: too low costs time, too high memory
     */
    public static Builder builder(int expected) {
        return new Builder(Math.max(1, expected));
    }

    /** Takes records one after another; not thread-safe. */
    public static final class Builder {

        private static final byte STRONG = (byte) 0x80;

        /** An array holds no more. */
        private static final int MOST = Integer.MAX_VALUE - 8;

        /** So many atoms has a person. */
        private static final int USUAL_ATOMS = 24;

        /** So many records tell how much room the others will take. */
        private static final int SAMPLE = 4096;

        private final int expected;
        private LongPredicate telling = _ -> true;
        private @Nullable IntToLongFunction told;
        private int[] starts;
        private long[] fingerprints;
        private long[] atoms;
        private byte[] columns;
        private int size;
        private int used;

        private Builder(int expected) {
            this.expected = expected;
            this.starts = new int[expected + 1];
            this.fingerprints = new long[expected];
            this.atoms = new long[(int) Math.min(MOST, (long) USUAL_ATOMS * Math.min(expected, SAMPLE))];
            this.columns = new byte[atoms.length];
        }

        static int column(byte packed) {
            return packed & ~STRONG & 0xff;
        }

        /**
         * Of all records only these atoms are kept.
         *
         * @param some by a record's number; asked for few
         */
        Builder only(LongPredicate some, IntToLongFunction fingerprints) {
            this.telling = some;
            this.told = fingerprints;
            return this;
        }

        /** The record's number is the count of those before it. */
        public void add(Features features) {
            if (size + 1 == starts.length) {
                starts = Arrays.copyOf(starts, size * 2 + 1);
            }
            int count = features.atoms().length;
            if (count > atoms.length - used) {
                makeRoom(count);
            }
            for (int i = 0; i < count; i++) {
                if (telling.test(features.atoms()[i])) {
                    atoms[used] = features.atoms()[i];
                    columns[used++] = (byte) (features.column(i) | (features.strong(i) ? STRONG : 0));
                }
            }
            if (told == null) {
                fingerprints = size < fingerprints.length ? fingerprints : Arrays.copyOf(fingerprints, size * 2);
                fingerprints[size] = features.fingerprint();
            }
            starts[++size] = used;
        }

        /** The first records tell how many atoms the others will have. */
        private void makeRoom(int more) {
            long needed = (long) used + more;
            if (needed > MOST) {
                throw new IllegalStateException("more than " + size + " records with " + used
                        + " atoms cannot be held together: match the file in parts");
            }
            long foreseen = (long) (1.02 * needed / (size + 1) * expected);
            // Where the last records have more atoms than the first, as the new ones of an increment, little is
            // missing.
            long room = Math.max(needed + (needed >> 3), foreseen);
            atoms = Arrays.copyOf(atoms, (int) Math.min(MOST, room));
            columns = Arrays.copyOf(columns, atoms.length);
        }

        /** The builder must not be used afterwards. */
        public KeyAtoms build() {
            return new KeyAtoms(this);
        }
    }
}
