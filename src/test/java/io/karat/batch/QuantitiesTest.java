package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.model.AttributeType;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {

    private static Column column(AttributeType type, String a, String b) {
        ListedProducts products = new ListedProducts(Map.of("amount", type));
        int left = products.add(a.isEmpty() ? Map.of() : Map.of("amount", a));
        int right = products.add(b.isEmpty() ? Map.of() : Map.of("amount", b));
        return Quantities.column(products.lists(), 0, ListedProducts.pair(left, right));
    }

    /** Of the larger one. */
    @ParameterizedTest
    @CsvSource({
        "100, 100, 7, 1",
        "1000, 1000.4, 7, 0.9996",
        "100, 99, 6, 0.99",
        "100, 96, 5, 0.96",
        "100, 91, 4, 0.91",
        "100, 81, 3, 0.81",
        "100, 66, 2, 0.66",
        "100, 51, 1, 0.51",
        "100, 49, 0, 0.49",
        "100, 1, 0, 0.01"
    })
    void numbersAndAmountsAreAlikeByTheShareTheyAreApart(String a, String b, byte level, float similarity) {
        for (AttributeType type : new AttributeType[] {AttributeType.NUMBER, AttributeType.MONEY}) {
            for (Column column : new Column[] {column(type, a, b), column(type, b, a)}) {
                assertThat(column.level()[0]).isEqualTo(level);
                assertThat(column.levels()).isEqualTo(8);
                assertThat(column.similarities().getFirst().of()[0]).isCloseTo(similarity, within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2001, 2001, 3, 1",
        "2001, 2002, 2, 0.6667",
        "2001, 1999, 1, 0.3333",
        "2001, 2004, 0, 0",
        "2001, 1901, 0, 0"
    })
    void yearsAreAlikeByYears(String a, String b, byte level, float similarity) {
        Column column = column(AttributeType.YEAR, a, b);

        assertThat(column.level()[0]).isEqualTo(level);
        assertThat(column.levels()).isEqualTo(4);
        assertThat(column.similarities().getFirst().of()[0]).isCloseTo(similarity, within(1e-4f));
    }

    @Test
    void aPriceOfNothingIsNotTold() {
        assertThat(column(AttributeType.MONEY, "0", "0").level()[0]).isEqualTo(Column.MISSING);
        assertThat(column(AttributeType.MONEY, "5", "0.00").level()[0]).isEqualTo(Column.MISSING);
    }

    @Test
    void whatIsMissingSaysNothing() {
        Column column = column(AttributeType.NUMBER, "5", "");

        assertThat(column.level()[0]).isEqualTo(Column.MISSING);
        assertThat(column.similarities().getFirst().of()[0]).isNaN();
    }
}
