package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.karat.batch.PairSurvey;
import io.karat.cluster.Cut;
import io.karat.ledger.MatchingSurvey.Sample;
import io.karat.ledger.MatchingSurvey.Shift;
import io.karat.ledger.MatchingSurvey.Thresholds;
import io.karat.ledger.MatchingSurvey.Zone;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MatchingSurveyTest {

    private static final Thresholds NOW = new Thresholds(0.95, 0.3);

    private final long[] inside = new long[PairSurvey.BANDS];
    private final long[] between = new long[PairSurvey.BANDS];
    private final int[] same = new int[PairSurvey.BANDS];
    private final int[] different = new int[PairSurvey.BANDS];

    @Test
    void tellsWhichPairsAnotherThresholdWouldMove() {
        between[at(0.9)] = 7;
        between[at(0.2)] = 5;
        inside[at(0.97)] = 3;

        List<Shift> looser = survey().shifts(NOW, new Thresholds(0.85, 0.1));
        List<Shift> stricter = survey().shifts(NOW, new Thresholds(0.99, 0.3));

        assertThat(looser)
                .extracting(Shift::from, Shift::to, Shift::pairs)
                .containsExactly(tuple(Zone.ASKED, Zone.JOINED, 7L), tuple(Zone.APART, Zone.ASKED, 5L));
        assertThat(looser.getFirst().samples()).extracting(Sample::left).containsExactly(1);
        assertThat(stricter).singleElement().satisfies(shift -> {
            assertThat(shift.from()).isEqualTo(Zone.JOINED);
            assertThat(shift.inside()).isEqualTo(3);
        });
        assertThat(survey().shifts(NOW, NOW)).isEmpty();
    }

    @Test
    void countsTheComparedPairsThatAreAlikeInNothing() {
        between[at(0.2)] = 5;

        assertThat(survey().pairs(Zone.APART, NOW))
                .as("100 below the first band")
                .isEqualTo(105);
    }

    @Test
    void expectsOfPairsWhatTheModelSaysUntilStewardsSaidOtherwise() {
        between[at(0.97)] = 100;

        double before = survey().precision(NOW);
        different[at(0.97)] = 20;
        double after = survey().precision(NOW);

        assertThat(before).isCloseTo(0.97, within(0.01));
        assertThat(after).isLessThan(0.3);
        assertThat(survey().decisions(Zone.JOINED, NOW)).containsExactly(0, 20);
        assertThat(survey().precision(new Thresholds(0.999, 0.3))).isNaN();
    }

    @Test
    void refusesThresholdsThatAreNone() {
        assertThatThrownBy(() -> new Thresholds(0.3, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Thresholds(1, 0.5)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int at(double probability) {
        return PairSurvey.band(Cut.logit(probability));
    }

    private MatchingSurvey survey() {
        return new MatchingSurvey(
                Instant.EPOCH,
                0,
                10,
                8,
                7,
                2,
                100,
                inside,
                between,
                same,
                different,
                List.of(),
                List.of(new Sample(1, 2, false, Cut.logit(0.9))));
    }
}
