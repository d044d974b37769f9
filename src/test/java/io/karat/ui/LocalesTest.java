package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalesTest {

    @Test
    void takesTheFirstLanguageByWeight() {
        assertThat(Locales.preferred("de-CH, de;q=0.9, en;q=0.8")).isEqualTo(Locale.forLanguageTag("de-CH"));
        assertThat(Locales.preferred("en;q=0.4, fr;q=0.9")).isEqualTo(Locale.FRENCH);
        assertThat(Locales.preferred("fr;q=0, en-US")).isEqualTo(Locale.US);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", ";q=1", "de;q=many", "<script>", "de-DE\r\nX: y"})
    void isEnglishForWhatIsNoLanguage(String header) {
        assertThat(Locales.preferred(header)).isEqualTo(Locale.UK);
        assertThat(Locales.preferred("de,".repeat(10_000))).isEqualTo(Locale.UK);
    }

    @Test
    void numbersOutsideOfARequestAreEnglish() {
        assertThat(Words.number(1_234_567)).isEqualTo("1,234,567");
    }
}
