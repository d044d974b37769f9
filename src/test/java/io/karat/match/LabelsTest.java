package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How labelled pairs enter a sample. */
class LabelsTest {

    /** A hundred pairs of which the sample holds ten, all of the same score. */
    private static final PairSample SAMPLE =
            PairSample.uniform(IntStream.rangeClosed(1, 10).toArray(), new int[10], 10);

    private static Label label(boolean same, int left, int... right) {
        return new Label(same, new int[] {left}, right);
    }

    private static Labels of(Label... labels) {
        return Labels.of(List.of(labels), (_, _) -> true);
    }

    private static double weight(PairSample sample) {
        return IntStream.range(0, sample.size()).mapToDouble(sample::weight).sum();
    }

    @Test
    void theWeightOfAStratumStays() {
        PairSample sample = of(label(true, 30, 31), label(false, 1, 0)).into(SAMPLE, (_, _) -> 1.5);

        assertThat(weight(sample)).isCloseTo(100, within(1e-9));
        assertThat(sample.size()).isEqualTo(11);
    }

    @Test
    void twoLabelsTakeOverTwoPartsOfTwentyTwo() {
        PairSample sample = of(label(true, 30, 31), label(false, 1, 0)).into(SAMPLE, (_, _) -> 1.5);

        assertThat(IntStream.range(0, sample.size())
                        .filter(i -> sample.told(i) != 0)
                        .mapToDouble(sample::weight))
                .allSatisfy(weight -> assertThat(weight).isCloseTo(100 / 22.0, within(1e-9)));
    }

    @Test
    void whereNothingIsInDoubtALabelStandsForItself() {
        PairSample sample = of(label(true, 30, 31)).into(SAMPLE, (_, _) -> 12);

        assertThat(weight(sample)).isEqualTo(101);
    }

    @Test
    void largeGroupsWeighNoMoreThanSmallOnes() {
        int[] many = IntStream.range(100, 600).toArray();
        Labels labels = Labels.of(List.of(new Label(true, many, many)), (_, _) -> true);
        PairSample sample = labels.into(SAMPLE, (_, _) -> 12);

        assertThat(labels.count()).isOne();
        assertThat(weight(sample)).isCloseTo(101, within(1e-9));
        assertThat(sample.size()).isLessThanOrEqualTo(26);
    }

    @Test
    void pairsThatTrainingDoesNotLookAtAreLeftOut() {
        Labels labels = Labels.of(List.of(label(true, 1, 2), label(true, 3, 4)), (a, b) -> a == 4 && b == 3);

        assertThat(labels.count()).isOne();
        assertThat(labels.into(SAMPLE, (_, _) -> 0).size()).isEqualTo(11);
    }

    @Test
    void whatIsSaidBothWaysIsSaidNotAtAll() {
        assertThat(of(label(true, 1, 2), label(false, 2, 1)).isEmpty()).isTrue();
    }
}
