package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.golden.Title;
import io.karat.model.EntityType;
import io.karat.quality.Marks;

/**
 * A golden record's values in the forms in which they are stored.
 *
 * @param valuesJson UTF-8
 * @param provenanceJson UTF-8
 * @param marks what became of the quality checks
 */
record Forged(GoldenValues values, String title, byte[] valuesJson, byte[] provenanceJson, Marks marks) {

    static Forged of(EntityType type, GoldenValues values, Marks marks) {
        return new Forged(
                values, Title.of(type, values), JsonBytes.values(values), JsonBytes.provenance(values), marks);
    }

    Forged with(Marks others) {
        return others.equals(marks) ? this : new Forged(values, title, valuesJson, provenanceJson, others);
    }
}
