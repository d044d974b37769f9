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
        Object fact = comparable.isEmpty() ? unread(raw) : read(raw, comparable);
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

    private Object read(String raw, String comparable) {
        return switch (attribute.type()) {
            case NUMBER, MONEY -> Double.valueOf(comparable);
            case YEAR -> Long.valueOf(comparable);
            case DATE -> date(comparable);
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

    /** What is no number or date has no form as one. */
    private @Nullable Object unread(String raw) {
        return switch (attribute.type()) {
            case NUMBER, MONEY, YEAR, DATE -> null;
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
