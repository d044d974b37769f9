package io.karat.standardise;

import io.karat.model.AttributeType;
import java.util.regex.Pattern;

/** The rule of each attribute type. */
final class Rules {

    private static final Pattern YEAR = Pattern.compile(".*?(1[0-9]{3}|20[0-9]{2}).*");
    private static final Pattern SCHEME = Pattern.compile("^[a-z]+://");
    private static final Rule NAMES = raw -> Rule.of(withoutTitles(Letters.words(raw)));
    private static final Rule WORDS = raw -> Rule.of(Letters.words(raw));
    private static final Rule JOINED = raw -> Rule.of(Letters.joined(raw));
    private static final Rule DATES = new DateRule();
    private static final Rule EMAILS = new EmailRule();
    private static final Rule ADDRESSES = new AddressRule();
    private static final Rule ORGANISATIONS = new OrganisationRule();
    private static final Rule COUNTRIES = new CountryRule();
    private static final Rule NUMBERS = new NumberRule();
    private static final Pattern TITLES =
            Pattern.compile("^(?:(?:mr|mrs|ms|miss|mx|dr|prof|sir|rev|herr|frau|mme|mlle|sr|sra|ing|dipl) )+(?=\\S)");

    private Rules() {}

    static Rule of(AttributeType type) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME, FULL_NAME -> NAMES;
            case ORGANISATION_NAME -> ORGANISATIONS;
            case DATE -> DATES;
            case EMAIL -> EMAILS;
            case PHONE -> new PhoneRule("US");
            case STREET -> ADDRESSES;
            case HOUSE_NUMBER, POSTCODE, IDENTIFIER -> JOINED;
            case COUNTRY -> COUNTRIES;
            case NUMBER, MONEY -> NUMBERS;
            case YEAR -> Rules::year;
            case URL -> Rules::url;
            case CITY, CATEGORY, TEXT -> WORDS;
        };
    }

    private static String withoutTitles(String name) {
        return TITLES.matcher(name).replaceFirst("");
    }

    private static Rule.Standard year(String raw) {
        var m = YEAR.matcher(raw.length() > 100 ? raw.substring(0, 100) : raw);
        return m.matches() ? new Rule.Value(m.group(1)) : new Rule.None("year.unreadable", "Not a year.");
    }

    private static Rule.Standard url(String raw) {
        String text = SCHEME.matcher(Letters.plain(raw).strip()).replaceFirst("");
        String bare = text.startsWith("www.") ? text.substring(4) : text;
        return Rule.of(bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare);
    }
}
