package io.karat.batch;

import io.karat.model.AttributeType;
import java.util.List;

/** All that is known of a table's columns once their types are chosen. */
record Findings(
        Profile profile, List<Header> headers, List<Ties> ties, Lookalikes lookalikes, List<AttributeType> types) {

    Findings {
        headers = List.copyOf(headers);
        ties = List.copyOf(ties);
        types = List.copyOf(types);
    }

    List<ColumnProfile> columns() {
        return profile.columns();
    }

    Sample sample() {
        return profile.sample();
    }

    Header header(ColumnProfile column) {
        return headers.get(column.number());
    }

    AttributeType type(ColumnProfile column) {
        return types.get(column.number());
    }

    /** The table is of people, perhaps among others. */
    boolean people() {
        return types.stream().anyMatch(Findings::person);
    }

    static boolean person(AttributeType type) {
        return type == AttributeType.GIVEN_NAME || type == AttributeType.FAMILY_NAME || type == AttributeType.FULL_NAME;
    }
}
