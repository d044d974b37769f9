package io.karat.index;

import static org.assertj.core.api.Assertions.assertThat;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortedTest {

    private static final int NUMBERS = 1_000_000;

    @Test
    void whatTwoListsHaveInCommonIsFoundWithAndWithoutASieve() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            int[] a = list(random);
            int[] b = list(random);
            int[] common = IntStream.of(a)
                    .filter(n -> IntStream.of(b).anyMatch(m -> m == n))
                    .toArray();

            assertThat(common(a, b, Integer.MAX_VALUE)).isEqualTo(common);
            assertThat(common(a, b, Sieve.of(b, b.length))).isEqualTo(common);
            assertThat(common(a, b, Sieve.OPEN)).isEqualTo(common);
        }
    }

    @Test
    void itEndsWhereItIsTold() {
        int[] tens = IntStream.range(0, 1000).map(n -> n * 10).toArray();
        int[] twelves = IntStream.range(0, 1000).map(n -> n * 12).toArray();

        assertThat(common(tens, twelves, 3)).containsExactly(0, 60, 120);
    }

    @Test
    void aPlaceIsFoundInAnyList() {
        Random random = new Random(8);
        for (int round = 0; round < 500; round++) {
            int[] list = list(random);
            int from = random.nextInt(list.length + 1);
            int value = random.nextBoolean() ? random.nextInt() : list[random.nextInt(list.length)];
            int expected = from;
            while (expected < list.length && list[expected] < value) {
                expected++;
            }

            assertThat(Sorted.seek(list, from, list.length, value)).isEqualTo(expected);
        }
    }

    /** Evenly spread, crowded at one end, in runs, or with the least and the greatest there are. */
    private static int[] list(Random random) {
        int size = 1 + random.nextInt(1 << random.nextInt(11));
        int kind = random.nextInt(4);
        return IntStream.generate(() -> switch (kind) {
                    case 0 -> random.nextInt(NUMBERS);
                    case 1 -> (int) (NUMBERS * Math.pow(random.nextDouble(), 8));
                    case 2 -> random.nextInt(8) * 100_000 + random.nextInt(300);
                    default ->
                        random.nextInt(3) == 0
                                ? random.nextInt()
                                : random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE;
                })
                .limit(size)
                .sorted()
                .distinct()
                .toArray();
    }

    private static int[] common(int[] a, int[] b, int most) {
        IntArrayList found = new IntArrayList();
        Sorted.common(a, a.length, b, b.length, at -> {
            found.add(a[at]);
            return found.size() < most;
        });
        return found.toIntArray();
    }

    private static int[] common(int[] a, int[] b, Sieve sieve) {
        IntArrayList found = new IntArrayList();
        Sorted.common(a, a.length, b, b.length, sieve, at -> found.add(a[at]));
        return found.toIntArray();
    }
}
