package io.karat.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What an attribute means. The type gives the standardiser, the atoms, the comparison and its levels.
 *
 * <p>A <em>shareable</em> type is one that members of a household (or branches of a company) have in common, so that
 * agreement on it says little about being the same individual.
 */
public enum AttributeType {
    GIVEN_NAME(false),
    FAMILY_NAME(true),
    FULL_NAME(false),
    ORGANISATION_NAME(false),
    DATE(false),
    EMAIL(false),
    PHONE(true),
    HOUSE_NUMBER(true),
    STREET(true),
    CITY(true),
    POSTCODE(true),
    COUNTRY(true),
    CATEGORY(true),
    IDENTIFIER(false),
    URL(true),
    TEXT(true),
    NUMBER(true),
    MONEY(true),
    YEAR(true);

    private final boolean shareable;

    AttributeType(boolean shareable) {
        this.shareable = shareable;
    }

    public boolean shareable() {
        return shareable;
    }

    /** The name used in an entity model, for example {@code given-name}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<AttributeType> byCode(String code) {
        return Arrays.stream(values()).filter(t -> t.code().equals(code)).findFirst();
    }
}
