package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RadixSortTest {

    private static final int LOW = 5;

    @ParameterizedTest(name = "{0} bits")
    @ValueSource(ints = {LOW, LOW + 1, 16, 40, 64})
    void sortsByItsBitsAndKeepsTheOrderOfEqualOnes(int high) {
        SplittableRandom random = new SplittableRandom(high);
        long bits = high == Long.SIZE ? -1 : (1L << high) - 1;
        long[] numbers = random.longs(5_000).map(number -> number & bits).toArray();
        Long[] expected = LongStream.of(numbers)
                .boxed()
                .sorted((a, b) -> Long.compareUnsigned(a >>> LOW, b >>> LOW))
                .toArray(Long[]::new);

        assertThat(RadixSort.sorted(numbers, LOW, high)).containsExactly(expected);
    }
}
