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
            "not available",
            "not applicable",
            "not known",
            "no data",
            "undefined",
            "tbd",
            "tba",
            "xxx",
            "xxxx",
            "xxxxx",
            "x",
            "test",
            "test test",
            "tester",
            "testing",
            "dummy",
            "default",
            "asdf",
            "qwerty",
            "blank",
            "empty",
            "missing",
            "keine",
            "keine angabe",
            "k a",
            "nan",
            "0",
            "00",
            "000",
            "0000",
            "00000");

    private static final Set<String> EMAILS = Set.of(
            "test@test.com",
            "test@test",
            "test@example.com",
            "none@none.com",
            "na@na.com",
            "noemail@noemail.com",
            "no@email.com",
            "noreply@example.com",
            "a@a.com",
            "info@example.com",
            "email@email.com",
            "unknown@unknown.com",
            "nobody@nowhere.com",
            "abc@abc.com",
            "x@x.com");

    private static final Set<String> DATES =
            Set.of("19000101", "18991231", "19700101", "99991231", "11111111", "10101");

    private Placeholders() {}

    static boolean is(AttributeType type, String standard) {
        return switch (type) {
            case EMAIL -> EMAILS.contains(standard);
            case DATE -> DATES.contains(standard);
            case PHONE, IDENTIFIER -> ANY.contains(standard) || oneDigit(standard) || counting(standard);
            // The letters "na" and "x" may be a state, a short code, an initial.
            case CATEGORY, COUNTRY -> standard.length() > 2 && ANY.contains(standard);
            case GIVEN_NAME, FAMILY_NAME -> standard.length() > 1 && ANY.contains(standard) && !standard.equals("na");
            case HOUSE_NUMBER, NUMBER, MONEY, YEAR -> false;
            case FULL_NAME, ORGANISATION_NAME, STREET, CITY, POSTCODE, URL, TEXT -> ANY.contains(standard);
        };
    }

    private static boolean oneDigit(String text) {
        return text.length() >= 5 && text.chars().allMatch(c -> c == text.charAt(0)) && Letters.digits(text);
    }

    private static boolean counting(String text) {
        return text.length() >= 6 && ("1234567890".startsWith(text) || "0123456789".equals(text));
    }
}
