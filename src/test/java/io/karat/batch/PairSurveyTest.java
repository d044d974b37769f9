package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PairSurveyTest {

    @Test
    void countsPairsByScoreAndByWhetherTheyAreTogether() {
        Plan.Links pairs =
                new Plan.Links(new int[] {0, 1, 2, 3}, new int[] {9, 9, 9, 9}, new float[] {-9, 0.01f, 0.02f, 99});

        PairSurvey survey = PairSurvey.of(pairs, 10, (a, b) -> a == 1 ? 1 : 0);

        assertThat(survey.below())
                .as("six that are not among them, and one too low")
                .isEqualTo(7);
        assertThat(survey.inside()[PairSurvey.band(0.01)]).isEqualTo(1);
        assertThat(survey.between()[PairSurvey.band(0.02)]).isEqualTo(1);
        assertThat(survey.between()[PairSurvey.BANDS - 1])
                .as("the last band is open")
                .isEqualTo(1);
        assertThat(survey.samples()).hasSize(3);
    }

    @Test
    void drawsTheSameFewPairsOfABandInWhateverOrderTheyCome() {
        int[] left = IntStream.range(0, 500).toArray();
        int[] reversed = IntStream.range(0, 500).map(i -> 499 - i).toArray();
        int[] right = IntStream.generate(() -> 1000).limit(500).toArray();
        float[] score = new float[500];
        Arrays.fill(score, 1);

        PairSurvey forward = PairSurvey.of(new Plan.Links(left, right, score), 500, (a, b) -> 0);
        PairSurvey backward = PairSurvey.of(new Plan.Links(reversed, right, score), 500, (a, b) -> 0);

        assertThat(forward.samples()).hasSize(4).isEqualTo(backward.samples());
    }
}
