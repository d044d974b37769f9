package io.karat.batch;

import io.karat.match.Columns;
import io.karat.match.DemotedValues;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import java.util.Arrays;

/** Many records as the bulk path holds them: coded values, atoms and fingerprints in primitive arrays. */
public final class Records {

    private final EntityType type;
    private final Columns columns;
    private final int[] starts;
    private final long[] atoms;
    private final byte[] atomColumns;
    private final long[] fingerprints;

    private Records(Builder built) {
        this.type = built.type;
        this.columns = built.columns.build();
        int size = columns.size();
        this.starts = Arrays.copyOf(built.starts, size + 1);
        this.atoms = built.atoms;
        this.atomColumns = built.atomColumns;
        this.fingerprints = Arrays.copyOf(built.fingerprints, size);
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
        return fingerprints[record];
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

    public static Builder builder(EntityType type, DemotedValues demoted) {
        return new Builder(type, demoted);
    }

    /** Takes records one after another; not thread-safe. */
    public static final class Builder {

        private static final byte STRONG = (byte) 0x80;

        private final EntityType type;
        private final Columns.Builder columns;
        private int[] starts = new int[1024];
        private long[] fingerprints = new long[1024];
        private long[] atoms = new long[16 * 1024];
        private byte[] atomColumns = new byte[16 * 1024];
        private int size;
        private int used;

        private Builder(EntityType type, DemotedValues demoted) {
            this.type = type;
            this.columns = Columns.builder(type, demoted);
        }

        static int column(byte packed) {
            return packed & ~STRONG & 0xff;
        }

        /** The record's number is the count of those before it. */
        public void add(Features features) {
            columns.add(features);
            if (size + 1 == starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
                fingerprints = Arrays.copyOf(fingerprints, fingerprints.length * 2);
            }
            int count = features.atoms().length;
            if (used + count > atoms.length) {
                atoms = Arrays.copyOf(atoms, atoms.length + (atoms.length >> 1) + count);
                atomColumns = Arrays.copyOf(atomColumns, atoms.length);
            }
            System.arraycopy(features.atoms(), 0, atoms, used, count);
            for (int i = 0; i < count; i++) {
                atomColumns[used + i] = (byte) (features.column(i) | (features.strong(i) ? STRONG : 0));
            }
            fingerprints[size] = features.fingerprint();
            used += count;
            starts[++size] = used;
        }

        /** The builder must not be used afterwards. */
        public Records build() {
            return new Records(this);
        }
    }
}
