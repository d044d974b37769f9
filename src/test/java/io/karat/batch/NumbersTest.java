package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.AttributeType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final ListedProducts products =
            new ListedProducts(Map.of("name", AttributeType.TEXT, "note", AttributeType.TEXT));

    private Column column(int a, int b) {
        // A note of many words names nothing.
        products.add(Map.of("name", "lamp", "note", "word ".repeat(400)));
        List<Column> columns = Numbers.columns(products.lists(), ListedProducts.pair(a, b));
        assertThat(columns).hasSize(1);
        return columns.getFirst();
    }

    private byte level(String a, String b) {
        return column(products.add(a), products.add(b)).level()[0];
    }

    @Test
    void sixIsNotSeven() {
        assertThat(level("photoshop 6", "photoshop 7")).isZero();
    }

    @Test
    void theSameNumbersAreTheMostHoweverTheyAreWritten() {
        Column column = column(products.add("photoshop v2.50 disc ii"), products.add("disc 2 photoshop 2.5"));

        assertThat(column.level()[0]).isEqualTo((byte) (column.levels() - 1));
        assertThat(column.similarities().getFirst().of()[0]).isEqualTo(1);
    }

    @Test
    void theMoreNumbersAreInCommonTheBetter() {
        assertThat(List.of(
                        level("disc 1 of 3", "disc 2 of 4"),
                        level("disc 1 of 3", "disc 2 of 3"),
                        level("disc of films", "disc 2 of 3"),
                        level("disc 2", "disc 2 of 3"),
                        level("disc 2 of 3", "3 discs 2")))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aNumberThatTheNoteTellsIsMoreThanNone() {
        int named = products.add(Map.of("name", "monitor 17"));
        int told =
                products.add(Map.of("name", "monitor", "note", "screen of 17 inches " + "of clear sight ".repeat(20)));
        byte elsewhere = column(named, told).level()[0];

        assertThat(elsewhere).isGreaterThan(level("monitor 17", "monitor"));
        assertThat(elsewhere).isLessThan(level("monitor 17", "monitor 17"));
    }

    @Test
    void whereNobodyHasANumberThereIsNoColumnAndTwoWithoutSayNothing() {
        int a = products.add("red chair");
        int b = products.add("chair red");
        assertThat(Numbers.columns(products.lists(), ListedProducts.pair(a, b))).isEmpty();

        products.add("monitor 17");
        assertThat(column(a, b).level()[0]).isEqualTo(Column.MISSING);
    }
}
