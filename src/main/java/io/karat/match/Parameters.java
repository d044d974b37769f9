package io.karat.match;

import io.karat.model.EntityType;

/**
 * Everything a score depends on besides the two records and the demoted values, frozen as one version: m and u tables
 * per class, class weights, term frequencies, placeholders, expected matches per record, reference size.
 */
public final class Parameters {

    /** Parameters for data one knows nothing about. */
    public static Parameters builtIn(EntityType type) {
        throw new UnsupportedOperationException(type.name());
    }

    public int version() {
        throw new UnsupportedOperationException();
    }

    /** Live records that may hold one value of the attribute before the value is demoted to "no evidence". */
    public int expectedHolders(int attribute) {
        throw new UnsupportedOperationException("" + attribute);
    }

    public byte[] encode() {
        throw new UnsupportedOperationException();
    }

    public static Parameters decode(EntityType type, byte[] bytes) {
        throw new UnsupportedOperationException();
    }
}
