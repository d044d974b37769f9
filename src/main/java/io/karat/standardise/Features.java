package io.karat.standardise;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The comparable form of one record: for each attribute of its entity type the standard values, and the record's atoms.
 * Immutable; attributes are addressed by their number in {@code EntityType.attributes()}.
 *
 * <p>An atom belongs to a column: mostly the attribute it came from. Words of one text are columns of their own, so that
 * two of them can make a key.
 */
public final class Features {

    private static final String[] NONE = {};
    private static final int STRONG = 0x80;

    private final String[][] values;
    private final long[] atoms;
    private final byte[] columns;

    /** What {@link #fingerprint} answers, once it was asked; until then 0. */
    private long fingerprint;

    /** What {@link #encode} answers, once it was asked or read from there. */
    private byte @Nullable [] encoded;

    /**
     * Takes over the arrays.
     *
     * @param atoms distinct, ascending
     * @param columns of the atoms, with bit 7 set for a strong one
     */
    Features(String[][] values, long[] atoms, byte[] columns) {
        this(values, atoms, columns, null);
    }

    private Features(String[][] values, long[] atoms, byte[] columns, byte @Nullable [] encoded) {
        this.values = values;
        this.atoms = atoms;
        this.columns = columns;
        this.encoded = encoded;
    }

    /** Standard values of an attribute that may serve as evidence, the first one first; empty if none. Not a copy. */
    public String[] values(int attribute) {
        return attribute < values.length ? values[attribute] : NONE;
    }

    /** Number of attributes. */
    public int attributes() {
        return values.length;
    }

    /**
     * The record's atoms: hashed terms, distinct, ascending. A term says nothing of the attribute it came from, so that
     * swapped names meet. Not a copy.
     */
    public long[] atoms() {
        return atoms;
    }

    /** The column (attribute group) of atom {@code i}: a key is a pair of atoms of two different columns. */
    public int column(int i) {
        return columns[i] & ~STRONG & 0xff;
    }

    /** Atom {@code i} is a key by itself. */
    public boolean strong(int i) {
        return (columns[i] & STRONG) != 0;
    }

    /** 64-bit hash of everything above: equal features, equal fingerprint, in every process. */
    public long fingerprint() {
        long hash = fingerprint;
        if (hash == 0) {
            byte[] bytes = encoded;
            hash = bytes == null ? fingerprint(values, atoms, columns) : Hash.of(bytes);
            fingerprint = hash;
        }
        return hash;
    }

    /** A compact self-contained form (some 300 bytes for a person), stable for one standardiser version. Not a copy. */
    public byte[] encode() {
        byte[] bytes = encoded;
        if (bytes == null) {
            bytes = encode(values, atoms, columns);
            encoded = bytes;
        }
        return bytes;
    }

    private static byte[] encode(String[][] values, long[] atoms, byte[] columns) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        number(out, values.length);
        for (String[] list : values) {
            number(out, list.length);
            for (String value : list) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                number(out, bytes.length);
                out.writeBytes(bytes);
            }
        }
        number(out, atoms.length);
        ByteBuffer longs = ByteBuffer.allocate(atoms.length * Long.BYTES);
        longs.asLongBuffer().put(atoms);
        out.writeBytes(longs.array());
        out.writeBytes(columns);
        return out.toByteArray();
    }

    /** The hash of what {@link #encode} writes, without writing it. */
    private static long fingerprint(String[][] values, long[] atoms, byte[] columns) {
        long h = number(Hash.BASIS, values.length);
        for (String[] list : values) {
            h = number(h, list.length);
            for (String value : list) {
                h = text(h, value);
            }
        }
        h = number(h, atoms.length);
        for (long atom : atoms) {
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                h = Hash.with(h, (int) (atom >>> shift) & 0xff);
            }
        }
        return Hash.mixed(Hash.with(h, columns));
    }

    private static long text(long hash, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                return Hash.with(number(hash, bytes.length), bytes);
            }
        }
        // ASCII is its own UTF-8.
        return Hash.with(number(hash, value.length()), value);
    }

    private static long number(long hash, int value) {
        long h = hash;
        int rest = value;
        while (rest > 0x7f) {
            h = Hash.with(h, rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        return Hash.with(h, rest);
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws IllegalArgumentException when the bytes are no features
     */
    public static Features decode(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            String[][] values = new String[number(in)][];
            for (int i = 0; i < values.length; i++) {
                int count = number(in);
                values[i] = count == 0 ? NONE : new String[count];
                for (int j = 0; j < count; j++) {
                    int length = number(in);
                    values[i][j] = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
                    in.position(in.position() + length);
                }
            }
            long[] atoms = new long[number(in)];
            in.asLongBuffer().get(atoms);
            in.position(in.position() + atoms.length * Long.BYTES);
            byte[] columns = new byte[atoms.length];
            in.get(columns);
            return new Features(values, atoms, columns, bytes);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no features: " + bytes.length + " bytes", e);
        }
    }

    /**
     * The {@link #atoms} of what {@link #encode} wrote, without reading the rest.
     *
     * @throws IllegalArgumentException when the bytes are no features
     */
    public static long[] atoms(byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            for (int attributes = number(in); attributes > 0; attributes--) {
                for (int count = number(in); count > 0; count--) {
                    int length = number(in);
                    in.position(in.position() + length);
                }
            }
            long[] atoms = new long[number(in)];
            in.asLongBuffer().get(atoms);
            return atoms;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no features: " + bytes.length + " bytes", e);
        }
    }

    private static int number(ByteBuffer in) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int b = in.get();
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Features f
                && fingerprint() == f.fingerprint()
                && Arrays.deepEquals(values, f.values)
                && Arrays.equals(atoms, f.atoms)
                && Arrays.equals(columns, f.columns);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint());
    }

    /** Without the values, which may be personal data. */
    @Override
    public String toString() {
        return "Features[" + values.length + " attributes, " + atoms.length + " atoms]";
    }
}
