package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAreAlignedTheFirstToTheLeft() {
        TextTable table = new TextTable(List.of("name", "n", "m"))
                .with(List.of(List.of("a", "1", "22,000"), List.of("longer", "100", "")));

        assertThat(table.text().lines()).containsExactly("name      n       m", "a         1  22,000", "longer  100");
    }

    @Test
    void aTableWithoutNamesHasNoHeader() {
        TextTable table =
                new TextTable(List.of("", "")).left(1).with(List.of(List.of("1", "pair"), List.of("20", "records")));

        assertThat(table.text().lines()).containsExactly(" 1  pair", "20  records");
    }
}
