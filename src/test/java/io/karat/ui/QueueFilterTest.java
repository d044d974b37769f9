package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.review.Filter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QueueFilterTest {

    @ParameterizedTest
    @CsvSource({
        "'',     0.4, 0.7, 0.4, 0.7",
        "high,   '',  0.9, 0.8, 0.9",
        "high,   0.5, '',  0.8, ",
        "middle, 0.6, 0.9, 0.6, 0.8",
        "low,    '',  '',  ,    0.5",
        "'',     0,   1,   0,   1"
    })
    void aRangeOfScoresNarrowsItsBand(String band, String min, String max, Double from, Double to) {
        Filter filter = new QueueFilter("", "", band, min, max, "", "", "", "").filter("ada", List.of(), List.of());

        assertThat(filter.minimum()).isEqualTo(from);
        assertThat(filter.maximum()).isEqualTo(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "0.5", ".25", "1.0", " 0.75 "})
    void aProbabilityIsKept(String typed) {
        assertThat(QueueFilter.probability(typed)).isEqualTo(typed.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "2", "abc", "1e-3", "NaN", "0.12345678"})
    void whatIsNoProbabilityNarrowsNothing(String typed) {
        assertThat(QueueFilter.probability(typed)).isEmpty();
    }

    @Test
    void theAddressKeepsTheRange() {
        var filter = new QueueFilter("person", "", "", "0.4", QueueFilter.probability("0,7"), "", "", "", "");

        assertThat(filter.query()).isEqualTo("?entity=person&min=0.4&max=0.7");
        assertThat(filter.below()).contains("min=0.4&max=0.7");
        assertThat(filter.any()).isTrue();
    }
}
