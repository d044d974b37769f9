package io.karat.quality;

import io.karat.model.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of an attribute as expressions see them: numbers and amounts as numbers, years as whole numbers, dates as text
 * in the form {@code 1980-02-13} (or as much of it as is known), all others as they were sent.
 */
public final class Facts {

    private final Attribute attribute;
    private final List<Object> readable = new ArrayList<>();
    private final List<Object> all = new ArrayList<>();

    public Facts(Attribute attribute) {
        this.attribute = attribute;
    }

    /**
     * One more value.
     *
     * @param comparable its standard form; empty where it is a placeholder or cannot be read
     */
    public void add(String raw, String comparable) {
        Object fact = fact(raw, comparable);
        if (fact != null) {
            all.add(fact);
            if (!comparable.isEmpty()) {
                readable.add(fact);
            }
        }
    }

    /** A list where the attribute has many values; else the first that can be read, or the first, or null. */
    public @Nullable Object value() {
        if (attribute.many()) {
            return List.copyOf(all);
        }
        return readable.isEmpty() ? all.isEmpty() ? null : all.getFirst() : readable.getFirst();
    }

    /** Null where what is sent for a number or date cannot be read as one. */
    private @Nullable Object fact(String raw, String comparable) {
        boolean read = !comparable.isEmpty();
        return switch (attribute.type()) {
            case NUMBER, MONEY -> read ? Double.valueOf(comparable) : null;
            case YEAR -> read ? Long.valueOf(comparable) : null;
            case DATE -> read ? date(comparable) : null;
            case GIVEN_NAME,
                    FAMILY_NAME,
                    FULL_NAME,
                    ORGANISATION_NAME,
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
                    TEXT -> raw;
        };
    }

    /** {@code yyyy}, {@code yyyyMM} or {@code yyyyMMdd} with hyphens. */
    private static String date(String comparable) {
        StringBuilder date = new StringBuilder(comparable);
        for (int at = 4; at < date.length(); at += 3) {
            date.insert(at, '-');
        }
        return date.toString();
    }
}
