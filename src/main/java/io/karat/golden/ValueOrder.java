package io.karat.golden;

import io.karat.golden.Contribution.Datum;
import io.karat.model.AttributeType;
import java.math.BigDecimal;
import java.util.Comparator;

/**
 * The order of single values by what their attribute means: numbers and amounts by size, all others by the text of their
 * standard form, in which dates and years stand in the order of time and a part of a date before its days.
 */
final class ValueOrder {
    private ValueOrder() {}

    private static final Comparator<Datum> TEXT = Comparator.comparing(Datum::comparable);

    private static final Comparator<Datum> SIZE = Comparator.comparing(datum -> new BigDecimal(datum.comparable()));

    private static final Comparator<Datum> RAW = Comparator.comparing(Datum::raw);

    /** Smallest first. Values without evidence are only ever compared with each other. */
    static Comparator<Entry> of(AttributeType type) {
        Comparator<Datum> order = switch (type) {
            case NUMBER, MONEY -> SIZE;
            case GIVEN_NAME,
                    FAMILY_NAME,
                    FULL_NAME,
                    ORGANISATION_NAME,
                    DATE,
                    EMAIL,
                    PHONE,
                    HOUSE_NUMBER,
                    STREET,
                    CITY,
                    POSTCODE,
                    COUNTRY,
                    CATEGORY,
                    IDENTIFIER,
                    URL,
                    TEXT,
                    YEAR -> TEXT;
        };
        return (a, b) -> {
            Datum one = a.data().getFirst();
            Datum other = b.data().getFirst();
            return a.evidence() && b.evidence() ? order.compare(one, other) : RAW.compare(one, other);
        };
    }
}
