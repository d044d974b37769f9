package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LocalesTest {

    @Test
    void takesTheLanguagesByWeight() {
        assertThat(Locales.accepted("de-CH, de;q=0.9, en;q=0.8")).first().isEqualTo(Locale.forLanguageTag("de-CH"));
        assertThat(Locales.accepted("en;q=0.4, fr;q=0.9")).containsExactly(Locale.FRENCH, Locale.ENGLISH);
        assertThat(Locales.accepted("fr;q=0, en-US")).first().isEqualTo(Locale.US);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", ";q=1", "de;q=many", "<script>", "de-DE\r\nX: y"})
    void findsNoneInWhatIsNoLanguage(String header) {
        assertThat(Locales.accepted(header)).isEmpty();
        assertThat(Locales.accepted("de,".repeat(10_000))).isEmpty();
    }

    @Test
    void speaksTheFirstLanguageThatTheHubSpeaks() {
        assertThat(Locales.spoken(Locales.accepted("de-AT"))).isEqualTo(Locale.GERMAN);
        assertThat(Locales.spoken(Locales.accepted("fr, de;q=0.5, en;q=0.4"))).isEqualTo(Locale.GERMAN);
        assertThat(Locales.spoken(Locales.accepted("en-GB, de;q=0.5"))).isEqualTo(Locale.ENGLISH);
        assertThat(Locales.spoken(Locales.accepted("fr-FR"))).isEqualTo(Locale.ENGLISH);
        assertThat(Locales.spoken(List.of())).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void writesAChosenLanguageAsTheCountryOfTheBrowserDoes() {
        assertThat(Locales.written(Locale.GERMAN, Locales.accepted("en-US, de-AT;q=0.8")))
                .isEqualTo(Locale.forLanguageTag("de-AT"));
        assertThat(Locales.written(Locale.GERMAN, Locales.accepted("en-US"))).isEqualTo(Locale.GERMAN);
        assertThat(Locales.written(Locale.ENGLISH, List.of())).isEqualTo(Locale.UK);
    }

    @Test
    void numbersOutsideOfARequestAreEnglish() {
        assertThat(Words.number(1_234_567)).isEqualTo("1,234,567");
    }
}
