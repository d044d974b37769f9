package io.karat.quality;

import com.google.re2j.Pattern;
import io.karat.model.QualityRule.Form;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.commons.validator.routines.EmailValidator;
import org.apache.commons.validator.routines.IBANValidator;
import org.apache.commons.validator.routines.ISBNValidator;
import org.apache.commons.validator.routines.ISINValidator;
import org.apache.commons.validator.routines.ISSNValidator;
import org.apache.commons.validator.routines.UrlValidator;
import org.apache.commons.validator.routines.checkdigit.EAN13CheckDigit;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

/** The forms that are known by name, by Apache Commons Validator. Blanks, dots and hyphens inside numbers do not count. */
final class Forms {

    private static final Pattern GTIN = Pattern.compile("[0-9]{8}|[0-9]{12,14}");
    private static final UrlValidator URLS = new UrlValidator(new String[] {"http", "https"});

    /** What follows the prefix; as the European Commission's service VIES asks for it. Greece is EL, Northern Ireland XI. */
    private static final Map<String, Pattern> VAT = Map.ofEntries(
            vat("AT", "U[0-9]{8}"),
            vat("BE", "[01][0-9]{9}"),
            vat("BG", "[0-9]{9,10}"),
            vat("CY", "[0-9]{8}[A-Z]"),
            vat("CZ", "[0-9]{8,10}"),
            vat("DE", "[0-9]{9}"),
            vat("DK", "[0-9]{8}"),
            vat("EE", "[0-9]{9}"),
            vat("EL", "[0-9]{9}"),
            vat("ES", "[A-Z0-9][0-9]{7}[A-Z0-9]"),
            vat("FI", "[0-9]{8}"),
            vat("FR", "[A-Z0-9]{2}[0-9]{9}"),
            vat("HR", "[0-9]{11}"),
            vat("HU", "[0-9]{8}"),
            vat("IE", "[0-9][A-Z0-9][0-9]{5}[A-Z]{1,2}"),
            vat("IT", "[0-9]{11}"),
            vat("LT", "[0-9]{9}|[0-9]{12}"),
            vat("LU", "[0-9]{8}"),
            vat("LV", "[0-9]{11}"),
            vat("MT", "[0-9]{8}"),
            vat("NL", "[A-Z0-9]{12}"),
            vat("PL", "[0-9]{10}"),
            vat("PT", "[0-9]{9}"),
            vat("RO", "[0-9]{2,10}"),
            vat("SE", "[0-9]{12}"),
            vat("SI", "[0-9]{8}"),
            vat("SK", "[0-9]{10}"),
            vat("XI", "[0-9]{9}|[0-9]{12}|(GD|HA)[0-9]{3}"));

    private Forms() {}

    private static Map.Entry<String, Pattern> vat(String prefix, String rest) {
        return Map.entry(prefix, Pattern.compile(rest));
    }

    /** Of values; those that ask the standardiser hold for all. */
    static Predicate<String> of(Form form) {
        return switch (form) {
            case READABLE, PHONE -> _ -> true;
            case EMAIL -> value -> EmailValidator.getInstance().isValid(value.strip());
            case URL -> Forms::url;
            case GTIN -> value -> GTIN.matches(bare(value)) && EAN13CheckDigit.EAN13_CHECK_DIGIT.isValid(bare(value));
            case ISBN -> value -> ISBNValidator.getInstance(false).isValid(value.strip());
            case ISSN -> value -> ISSNValidator.getInstance().isValid(value.strip());
            case ISIN -> value -> ISINValidator.getInstance(false).isValid(bare(value));
            case IBAN -> value -> IBANValidator.getInstance().isValid(bare(value));
            case LUHN -> value -> LuhnCheckDigit.LUHN_CHECK_DIGIT.isValid(bare(value));
            case VAT -> Forms::vat;
        };
    }

    /** Sources often leave out the scheme. */
    private static boolean url(String value) {
        String url = value.strip();
        return URLS.isValid(url.contains("://") ? url : "https://" + url);
    }

    private static boolean vat(String value) {
        String number = bare(value);
        Pattern rest = number.length() < 2 ? null : VAT.get(number.substring(0, 2));
        return rest != null && rest.matches(number.substring(2));
    }

    private static String bare(String value) {
        StringBuilder bare = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != ' ' && c != '.' && c != '-') {
                bare.append(c);
            }
        }
        return bare.toString().toUpperCase(Locale.ROOT);
    }
}
