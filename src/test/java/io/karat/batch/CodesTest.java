package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.AttributeType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CodesTest {

    private final ListedProducts products =
            new ListedProducts(Map.of("name", AttributeType.TEXT, "note", AttributeType.TEXT));

    private Column column(int a, int b) {
        // A note of many words names nothing.
        products.add(Map.of("name", "lamp", "note", "word ".repeat(400)));
        List<Column> columns = Codes.columns(products.lists(), ListedProducts.pair(a, b));
        assertThat(columns).hasSize(1);
        return columns.getFirst();
    }

    private byte level(String a, String b) {
        return column(products.add(a), products.add(b)).level()[0];
    }

    @Test
    void oneCodeHoweverItIsJoinedIsTheMost() {
        Column column = column(products.add("sony ps-lx350h turntable"), products.add("turntable PSLX350H by sony"));

        assertThat(column.level()[0]).isEqualTo((byte) (column.levels() - 1));
        assertThat(column.similarities().getFirst().of()[0]).isEqualTo(1);
    }

    @Test
    void anotherCodeIsTheLeastWhateverElseIsAlike() {
        assertThat(level("sony turntable ps-lx350h", "sony turntable kdf-37h1000"))
                .isZero();
    }

    @Test
    void aCodeOnOneSideIsMoreThanAnotherCodeAndLessThanTheSame() {
        byte oneSide = level("sony turntable", "sony turntable ps-lx350h");

        assertThat(oneSide).isGreaterThan(level("radio az1234", "radio bq9876"));
        assertThat(oneSide).isLessThan(level("radio cx5512", "radio cx5512"));
    }

    @Test
    void aCodeThatBeginsWithTheOtherIsNoContradiction() {
        byte same = level("radio cx5512", "radio cx5512");
        byte prefix = level("canon camera s120", "canon camera s120b");

        assertThat(prefix)
                .isGreaterThan(level("canon camera sx1100", "canon camera sd790"))
                .isLessThan(same);
        assertThat(level("canon camera sd1200", "canon camera sd1200is")).isEqualTo(same);
    }

    @Test
    void aSlipInACodeIsALittleMoreThanAnotherCode() {
        byte near = level("garmin nuvi gx250w", "garmin nuvi gy260w");

        assertThat(near).isGreaterThan(level("garmin nuvi kd712a", "garmin nuvi pq398b"));
        assertThat(near).isLessThan(level("garmin nuvi", "garmin nuvi zz771c"));
    }

    @Test
    void aCodeThatManyHoldIsWorthLess() {
        int[] some = new int[12];
        for (int i = 0; i < some.length; i++) {
            some[i] = products.add("case for mp3-2000 number " + "abcdefghijkl".charAt(i));
        }
        byte common = column(some[0], some[1]).level()[0];

        assertThat(common).isLessThan(level("radio cx5512", "radio cx5512"));
        assertThat(common).isGreaterThan(level("radio az1234", "radio bq9876"));
    }

    @Test
    void aCodeInTheDescriptionOfTheOtherIsTheSameCode() {
        int named = products.add(Map.of("name", "sony turntable ps-lx350h"));
        int described =
                products.add(Map.of("name", "turntable", "note", "belt drive pslx350h " + "of old sound ".repeat(20)));

        Column column = column(named, described);

        assertThat(column.level()[0]).isEqualTo((byte) (column.levels() - 1));
    }

    @Test
    void whereNobodyHasACodeThereIsNoColumn() {
        int a = products.add("red chair");
        int b = products.add("chair red");

        assertThat(Codes.columns(products.lists(), ListedProducts.pair(a, b))).isEmpty();
    }

    @Test
    void twoWithoutCodesSayNothing() {
        products.add("radio cx5512");
        Column column = column(products.add("red chair"), products.add("chair red"));

        assertThat(column.level()[0]).isEqualTo(Column.MISSING);
        assertThat(column.similarities().getFirst().of()[0]).isNaN();
    }
}
