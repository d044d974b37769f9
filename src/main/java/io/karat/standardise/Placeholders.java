package io.karat.standardise;

import io.karat.model.AttributeType;
import java.util.Set;

/** Values that stand for "no value": typed because a form demanded something. */
final class Placeholders {

    private static final Set<String> ANY = Set.of(
            "n a",
            "na",
            "none",
            "null",
            "nil",
            "unknown",
            "unbekannt",
            "inconnu",
            "desconocido",
            "sconosciuto",
            "onbekend",
            "not available",
            "not applicable",
            "not known",
            "not provided",
            "not given",
            "no data",
            "undefined",
            "unspecified",
            "tbd",
            "tba",
            "tbc",
            "xx",
            "xxx",
            "xxxx",
            "xxxxx",
            "xxxxxx",
            "x",
            "test",
            "test test",
            "test user",
            "testing",
            "test123",
            "dummy",
            "default",
            "asdf",
            "asdfasdf",
            "asdfgh",
            "qwerty",
            "qwertz",
            "blank",
            "empty",
            "missing",
            "keine",
            "keine angabe",
            "k a",
            "nan",
            "aaa",
            "abc",
            "0",
            "00",
            "000",
            "0000",
            "00000",
            "foo bar",
            "lorem ipsum",
            "no name",
            "noname",
            "anonymous",
            "fnu",
            "lnu");

    /** Of those above, the ones that people are called. */
    private static final Set<String> NAMES = Set.of("na", "nan", "nil", "blank", "xx", "abc");

    private static final Set<String> DATES = Set.of(
            "19000101", "18991230", "18991231", "19000102", "19700101", "99991231", "99990101", "11111111", "22220222");

    private Placeholders() {}

    static boolean is(AttributeType type, String standard) {
        return switch (type) {
            case EMAIL -> EmailRule.placeholder(standard);
            case DATE -> DATES.contains(standard);
            case PHONE -> oneDigit(standard, 7) || counting(standard) || standard.endsWith("5555555");
            case IDENTIFIER -> ANY.contains(standard) || oneDigit(standard, 4) || counting(standard);
            // The letters "na" and "x" may be a state, a short code, an initial.
            case CATEGORY, COUNTRY -> standard.length() > 2 && ANY.contains(standard);
            case GIVEN_NAME, FAMILY_NAME ->
                standard.length() > 1 && ANY.contains(standard) && !NAMES.contains(standard);
            case POSTCODE -> ANY.contains(standard) || oneDigit(standard, 4) && !oneDigitPlace(standard);
            case HOUSE_NUMBER, NUMBER, MONEY, YEAR -> false;
            case FULL_NAME, ORGANISATION_NAME, STREET, CITY, URL, TEXT -> ANY.contains(standard);
        };
    }

    /** There are places with such postcodes, none with zeros or nines only. */
    private static boolean oneDigitPlace(String text) {
        return text.charAt(0) != '0' && text.charAt(0) != '9';
    }

    private static boolean oneDigit(String text, int shortest) {
        if (text.length() < shortest) {
            return false;
        }
        char digit = text.charAt(0);
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) != digit) {
                return false;
            }
        }
        return digit >= '0' && digit <= '9';
    }

    private static boolean counting(String text) {
        return text.length() >= 6 && ("12345678901234567890".startsWith(text) || "01234567890".startsWith(text));
    }
}
