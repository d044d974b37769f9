package io.karat.standardise;

import io.karat.model.EntityType;
import io.karat.model.RecordData;

/** Makes raw records of one entity type comparable. Stateless and thread-safe. */
public final class Standardiser {

    /** Changes whenever stored features must be computed afresh. */
    public static final int VERSION = 1;

    public Standardiser(EntityType type) {}

    public Standardised standardise(RecordData data) {
        throw new UnsupportedOperationException(data.toString());
    }
}
