package io.karat.standardise;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;

/** Telephone numbers by libphonenumber, as the national number, so that formats with and without a country code agree. */
final class PhoneRule implements Rule {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int SHORTEST = 7;
    private static final int LONGEST = 15;
    private static final int LONGEST_TEXT = 60;
    private static final int DIGITS = 10;
    private static final None INVALID = new None("phone.invalid", "Not a telephone number of any known plan.");

    private final String region;

    /** @param region ISO code of the country whose numbers come without a country code */
    PhoneRule(String region) {
        this.region = region;
    }

    @Override
    public Standard apply(String raw) {
        String plain = region.equals("US") ? american(raw) : "";
        if (!plain.isEmpty()) {
            return new Value(plain);
        }
        String text = Letters.cut(raw, LONGEST_TEXT);
        try {
            PhoneNumber number = NUMBERS.parse(text, region);
            String national = NUMBERS.getNationalSignificantNumber(number);
            return NUMBERS.isPossibleNumber(number) && national.length() >= SHORTEST
                    ? new Value(national)
                    : doubtful(national);
        } catch (NumberParseException e) {
            // No number by the plan of any country; its digits may still agree with another's.
            StringBuilder digits = new StringBuilder();
            text.codePoints().filter(Character::isDigit).forEach(c -> digits.append(Character.digit(c, 10)));
            return doubtful(digits.toString().replaceFirst("^0+", ""));
        }
    }

    /**
     * The digits of a full number of the United States, where there is nothing else in the text but brackets, dots,
     * hyphens and blanks: ten digits of which the first is no prefix. Empty for all others, which are read by the
     * library; it would make the same of these, more slowly.
     */
    private static String american(String text) {
        if (text.length() > LONGEST_TEXT) {
            return "";
        }
        StringBuilder digits = new StringBuilder(DIGITS);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')') {
                return "";
            }
        }
        return digits.length() == DIGITS && digits.charAt(0) >= '2'
                ? digits.length() == text.length() ? text : digits.toString()
                : "";
    }

    private static Standard doubtful(String digits) {
        return digits.length() < SHORTEST || digits.length() > LONGEST ? INVALID : new Doubtful(digits, INVALID);
    }
}
