package io.karat.standardise;

import io.karat.model.AttributeType;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rule of each attribute type, as far as it depends on the country a record names. */
final class Rules {

    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(1[0-9]{3}|20[0-9]{2})(?!\\d)");
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*://");
    private static final Pattern HOST = Pattern.compile("[a-z0-9-]+(?:\\.[a-z0-9-]+)+(?:[:/?].*)?");
    private static final Pattern ZIP_PLUS_FOUR = Pattern.compile("(\\d{5})[- ]\\d{4}");
    private static final Pattern COUNTRY_PREFIX = Pattern.compile("(?i)[a-z]{1,3}-(\\d{4,5})");
    private static final int LONGEST_POSTCODE = 20;

    private static final Rule NAMES = new NameRule(false);
    private static final Rule FULL_NAMES = new NameRule(true);
    private static final Rule WORDS = raw -> Rule.of(Letters.words(raw));
    private static final Rule JOINED = raw -> Rule.of(Letters.joined(raw));
    private static final Rule EMAILS = new EmailRule();
    private static final Rule STREETS = new AddressRule();
    private static final Rule ORGANISATIONS = new OrganisationRule(Set.of());
    /** The names of countries in many languages are read when the first country is. */
    private static final Rule COUNTRIES = raw -> CountryRule.TABLE.apply(raw);

    private static final Rule NUMBERS = new NumberRule();

    /** Countries that write the month before the day; the default where no country is known. */
    private static final Set<String> MONTH_FIRST =
            Set.of("", "US", "PH", "PR", "GU", "AS", "VI", "MP", "FM", "PW", "MH");

    private static final String DEFAULT_REGION = "US";
    private static final Rule PHONES = new PhoneRule(DEFAULT_REGION);

    private Rules() {}

    /** @param country ISO code, or empty where the record names none */
    static Rule of(AttributeType type, String country) {
        return switch (type) {
            case GIVEN_NAME, FAMILY_NAME -> NAMES;
            case FULL_NAME -> FULL_NAMES;
            case ORGANISATION_NAME -> ORGANISATIONS;
            case DATE -> MONTH_FIRST.contains(country) ? DateRule.MONTH_FIRST : DateRule.DAY_FIRST;
            case EMAIL -> EMAILS;
            case PHONE -> country.isEmpty() ? PHONES : new PhoneRule(country);
            case STREET -> STREETS;
            case CITY -> AddressRule::place;
            case POSTCODE -> Rules::postcode;
            case HOUSE_NUMBER, IDENTIFIER -> JOINED;
            case COUNTRY -> COUNTRIES;
            case NUMBER, MONEY -> NUMBERS;
            case YEAR -> Rules::year;
            case URL -> Rules::url;
            case CATEGORY -> WORDS;
            case TEXT -> TextForm::of;
        };
    }

    private static Rule.Standard postcode(String raw) {
        String text = Letters.cut(raw, LONGEST_POSTCODE).strip();
        if (Letters.word(text)) {
            return new Rule.Value(text);
        }
        Matcher zip = ZIP_PLUS_FOUR.matcher(text);
        if (zip.matches()) {
            return new Rule.Value(zip.group(1));
        }
        Matcher prefixed = COUNTRY_PREFIX.matcher(text);
        return prefixed.matches() ? new Rule.Value(prefixed.group(1)) : JOINED.apply(text);
    }

    private static Rule.Standard year(String raw) {
        Matcher m = YEAR.matcher(Letters.plain(Letters.cut(raw, 100)));
        return m.find() ? new Rule.Value(m.group(1)) : new Rule.None("year.unreadable", "Not a year.");
    }

    private static Rule.Standard url(String raw) {
        String text = SCHEME.matcher(Letters.plain(raw).strip()).replaceFirst("");
        String bare = text.startsWith("www.") ? text.substring(4) : text;
        int fragment = bare.indexOf('#');
        bare = fragment < 0 ? bare : bare.substring(0, fragment);
        bare = bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
        return HOST.matcher(bare).matches() && bare.indexOf(' ') < 0
                ? new Rule.Value(bare)
                : new Rule.None("url.invalid", "Not a web address.");
    }
}
