package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.golden.Title;
import io.karat.model.EntityType;

/**
 * A golden record's values in the forms in which they are stored.
 *
 * @param valuesJson UTF-8
 * @param provenanceJson UTF-8
 */
record Forged(GoldenValues values, String title, byte[] valuesJson, byte[] provenanceJson) {

    static Forged of(EntityType type, GoldenValues values) {
        return new Forged(values, Title.of(type, values), JsonBytes.values(values), JsonBytes.provenance(values));
    }
}
