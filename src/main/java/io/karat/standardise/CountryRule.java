package io.karat.standardise;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Countries as ISO 3166 two-letter codes, from codes and from names in several languages. */
final class CountryRule implements Rule {

    static final CountryRule TABLE = new CountryRule();

    private static final Map<String, String> CODES = new HashMap<>();

    static {
        List<Locale> languages = List.of(
                Locale.ENGLISH,
                Locale.GERMAN,
                Locale.FRENCH,
                Locale.ITALIAN,
                Locale.of("es"),
                Locale.of("nl"),
                Locale.of("pt"),
                Locale.of("pl"),
                Locale.of("sv"),
                Locale.of("da"),
                Locale.of("ru"),
                Locale.of("el"),
                Locale.CHINESE,
                Locale.JAPANESE);
        for (String code : Locale.getISOCountries()) {
            Locale country = Locale.of("", code);
            CODES.put(code.toLowerCase(Locale.ROOT), code);
            CODES.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
            for (Locale language : languages) {
                CODES.putIfAbsent(Letters.words(country.getDisplayCountry(language)), code);
            }
        }
        CODES.put("usa", "US");
        CODES.put("united states of america", "US");
        CODES.put("uk", "GB");
        CODES.put("great britain", "GB");
        CODES.put("england", "GB");
        CODES.put("scotland", "GB");
        CODES.put("wales", "GB");
        CODES.put("northern ireland", "GB");
        CODES.put("britain", "GB");
        CODES.put("america", "US");
        CODES.put("holland", "NL");
        CODES.put("brd", "DE");
        CODES.put("south korea", "KR");
        CODES.put("north korea", "KP");
        CODES.put("czech republic", "CZ");
        CODES.put("turkey", "TR");
        CODES.put("burma", "MM");
        CODES.put("ivory coast", "CI");
    }

    private CountryRule() {}

    @Override
    public Standard apply(String raw) {
        String code = CODES.get(Letters.words(raw));
        return code == null ? new None("country.unknown", "Not a known country.") : new Value(code);
    }
}
