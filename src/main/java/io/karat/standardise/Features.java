package io.karat.standardise;

/**
 * The comparable form of one record: for each attribute of its entity type the standard values, and the record's atoms.
 * Immutable; attributes are addressed by their number in {@code EntityType.attributes()}.
 */
public final class Features {

    /** Standard values of an attribute that may serve as evidence, the first one first; empty if none. */
    public String[] values(int attribute) {
        throw new UnsupportedOperationException("" + attribute);
    }

    /** Number of attributes. */
    public int attributes() {
        throw new UnsupportedOperationException();
    }

    /**
     * The record's atoms: hashed terms, distinct, ascending. A term says nothing of the attribute it came from, so that
     * swapped names meet.
     */
    public long[] atoms() {
        throw new UnsupportedOperationException();
    }

    /** The column (attribute group) of atom {@code i}: a key is a pair of atoms of two different columns. */
    public int column(int i) {
        throw new UnsupportedOperationException("" + i);
    }

    /** Atom {@code i} is a key by itself. */
    public boolean strong(int i) {
        throw new UnsupportedOperationException("" + i);
    }

    /** 64-bit hash of everything above: equal features, equal fingerprint, in every process. */
    public long fingerprint() {
        throw new UnsupportedOperationException();
    }

    /** A compact self-contained form (about 200 bytes), stable for one standardiser version. */
    public byte[] encode() {
        throw new UnsupportedOperationException();
    }

    public static Features decode(byte[] bytes) {
        throw new UnsupportedOperationException("" + bytes.length);
    }
}
