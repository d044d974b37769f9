package io.karat.standardise;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.karat.testing.Seeds;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PhoneRuleTest {

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final String BETWEEN = " -.()";

    @Test
    void americanNumbersAreWhatTheLibraryMakesOfThem() {
        PhoneRule rule = new PhoneRule("US");
        Seeds.each(20_000, random -> {
            String text = number(random);
            Optional<String> made =
                    rule.apply(text) instanceof Rule.Value value ? Optional.of(value.text()) : Optional.empty();
            assertThat(made).as(text).isEqualTo(byLibrary(text));
        });
    }

    /** Nine to eleven digits, with anything of the usual between them. */
    private static String number(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int digits = random.nextInt(8) == 0 ? random.nextInt(9, 12) : 10;
        boolean apart = random.nextBoolean();
        for (int i = 0; i < digits; i++) {
            for (int j = apart && random.nextInt(3) == 0 ? random.nextInt(1, 3) : 0; j > 0; j--) {
                text.append(BETWEEN.charAt(random.nextInt(BETWEEN.length())));
            }
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }

    /** Empty where it is no possible number. */
    private static Optional<String> byLibrary(String text) {
        try {
            var number = LIBRARY.parse(text, "US");
            String national = LIBRARY.getNationalSignificantNumber(number);
            return LIBRARY.isPossibleNumber(number) && national.length() >= 7
                    ? Optional.of(national)
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
