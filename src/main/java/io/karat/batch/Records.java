package io.karat.batch;

import io.karat.match.Columns;
import io.karat.match.DemotedValues;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Many records as the bulk path holds them: coded values and atoms in primitive arrays, and fingerprints, which are asked for
 * elsewhere where only some atoms are held.
 */
public final class Records {

    private final EntityType type;
    private final Columns columns;
    private final int[] starts;
    private final long[] atoms;
    private final byte[] atomColumns;
    private final IntToLongFunction fingerprints;

    private Records(Builder built) {
        this.type = built.type;
        this.columns = built.columns.build();
        int size = columns.size();
        this.starts = Arrays.copyOf(built.starts, size + 1);
        this.atoms = built.atoms;
        this.atomColumns = built.atomColumns;
        IntToLongFunction told = built.told;
        long[] known = told == null ? Arrays.copyOf(built.fingerprints, size) : new long[0];
        this.fingerprints = told == null ? record -> known[record] : told;
    }

    public EntityType type() {
        return type;
    }

    public int size() {
        return columns.size();
    }

    Columns columns() {
        return columns;
    }

    long fingerprint(int record) {
        return fingerprints.applyAsLong(record);
    }

    /** Where the atoms of a record begin; those of the last one end at {@code atomsFrom(size())}. */
    int atomsFrom(int record) {
        return starts[record];
    }

    long atom(int at) {
        return atoms[at];
    }

    int atomColumn(int at) {
        return Builder.column(atomColumns[at]);
    }

    boolean strong(int at) {
        return atomColumns[at] < 0;
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
            if (atoms[j] == atoms[i] && atomColumn(i) != atomColumn(x) && atomColumn(j) != atomColumn(y)) {
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
    public static Builder builder(EntityType type, DemotedValues demoted, int expected) {
        return new Builder(type, demoted, Math.max(1, expected));
    }

    /** Some records on their way to a builder. */
    public static final class Portion {

        private final Features[] features;
        private final Columns.Portion columns;

        private Portion(Features[] features, Columns.Portion columns) {
            this.features = features;
            this.columns = columns;
        }
    }

    /** Takes records one after another; not thread-safe. */
    public static final class Builder {

        private static final byte STRONG = (byte) 0x80;

        private final EntityType type;
        private final Columns.Builder columns;
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
        private byte[] atomColumns;
        private int size;
        private int used;

        private Builder(EntityType type, DemotedValues demoted, int expected) {
            this.type = type;
            this.columns = Columns.builder(type, demoted, expected);
            this.expected = expected;
            this.starts = new int[expected + 1];
            this.fingerprints = new long[expected];
            this.atoms = new long[(int) Math.min(MOST, (long) USUAL_ATOMS * Math.min(expected, SAMPLE))];
            this.atomColumns = new byte[atoms.length];
        }

        static int column(byte packed) {
            return packed & ~STRONG & 0xff;
        }

        /**
         * Of all records only these atoms are kept.
         *
         * @param fingerprints by a record's number; asked for few
         */
        public Builder only(LongPredicate atoms, IntToLongFunction fingerprints) {
            telling = atoms;
            told = fingerprints;
            return this;
        }

        /** The record's number is the count of those before it. */
        public void add(Features features) {
            columns.add(features);
            addAtoms(features);
        }

        /** Some records, ready to be added; from any thread, best the one that read them. */
        public Portion portion(Features[] some) {
            return new Portion(some, columns.portion(some));
        }

        /** The same as one after the other, in a part of the time. */
        public void addAll(Portion some) {
            columns.addAll(some.columns);
            for (Features features : some.features) {
                addAtoms(features);
            }
        }

        private void addAtoms(Features features) {
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
                    atomColumns[used++] = (byte) (features.column(i) | (features.strong(i) ? STRONG : 0));
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
            atomColumns = Arrays.copyOf(atomColumns, atoms.length);
        }

        /** The builder must not be used afterwards. */
        public Records build() {
            return new Records(this);
        }
    }
}
