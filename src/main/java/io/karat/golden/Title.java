package io.karat.golden;

import io.karat.model.EntityType;

/** A golden record's title, from the entity type's template. */
public final class Title {
    private Title() {}

    /** Absent values leave no gaps; a record with none of the template's values is titled by its first value. */
    public static String of(EntityType type, GoldenValues values) {
        throw new UnsupportedOperationException(type + "" + values);
    }
}
