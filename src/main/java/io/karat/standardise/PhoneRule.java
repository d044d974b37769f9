package io.karat.standardise;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Telephone numbers by libphonenumber, as the national number, so that formats with and without a country code agree. */
final class PhoneRule implements Rule {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;

    private final String region;

    /** @param region ISO code of the country whose numbers come without a country code */
    PhoneRule(String region) {
        this.region = region;
    }

    @Override
    public Standard apply(String raw) {
        String text = raw.length() > 60 ? raw.substring(0, 60) : raw;
        try {
            PhoneNumber number = NUMBERS.parse(text, region);
            if (NUMBERS.isValidNumber(number)) {
                return new Value(NUMBERS.getNationalSignificantNumber(number));
            }
        } catch (NumberParseException e) {
            // Not a number by the plan of any country; its digits may still agree with another's.
            return bare(text);
        }
        return bare(text);
    }

    private static Standard bare(String text) {
        StringBuilder digits = new StringBuilder();
        text.codePoints().filter(Character::isDigit).forEach(c -> digits.append(Character.digit(c, 10)));
        String number = digits.toString();
        if (number.length() < SHORTEST || number.length() > LONGEST) {
            return new None("phone.invalid", "Not a telephone number.");
        }
        return new Value(number.startsWith("0") ? number.replaceFirst("^0+", "") : number);
    }
}
