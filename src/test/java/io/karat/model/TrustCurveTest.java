package io.karat.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.model.TrustCurve.Decay;
import io.karat.testing.Seeds;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrustCurveTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    @Test
    void fallsEvenlyToItsMinimum() {
        TrustCurve curve = new TrustCurve(90, 40, Duration.ofDays(100), Decay.LINEAR);

        assertThat(curve.points(-DAY)).isEqualTo(90);
        assertThat(curve.points(0)).isEqualTo(90);
        assertThat(curve.points(2 * DAY - 1)).isEqualTo(90);
        assertThat(curve.points(2 * DAY)).isEqualTo(89);
        assertThat(curve.points(50 * DAY)).isEqualTo(65);
        assertThat(curve.points(100 * DAY)).isEqualTo(40);
        assertThat(curve.points(Long.MAX_VALUE)).isEqualTo(40);
    }

    @Test
    void losesHalfOfWhatIsLeftInEveryPeriod() {
        TrustCurve curve = new TrustCurve(90, 10, Duration.ofDays(30), Decay.HALF_LIFE);

        assertThat(curve.points(30 * DAY)).isEqualTo(50);
        assertThat(curve.points(60 * DAY)).isEqualTo(30);
        assertThat(curve.points(90 * DAY)).isEqualTo(20);
        assertThat(curve.points(300 * DAY)).isEqualTo(10);
    }

    @Test
    void staysWhereNothingDecays() {
        assertThat(TrustCurve.steady(70).points(0)).isEqualTo(70);
        assertThat(TrustCurve.steady(70).points(Long.MAX_VALUE)).isEqualTo(70);
    }

    /** With age trust never rises, and falls by single points exactly at its steps. */
    @Test
    void neverRises() {
        Seeds.each(500, random -> {
            int maximum = random.nextInt(101);
            TrustCurve curve = new TrustCurve(
                    maximum,
                    random.nextInt(maximum + 1),
                    Duration.ofMillis(1 + random.nextLong(10_000 * DAY)),
                    random.nextBoolean() ? Decay.LINEAR : Decay.HALF_LIFE);
            long before = 0;
            for (int point = 1; point <= curve.steps(); point++) {
                long step = curve.step(point);
                assertThat(step).isGreaterThanOrEqualTo(before);
                assertThat(curve.points(step)).isLessThanOrEqualTo(maximum - point);
                assertThat(curve.points(step - 1)).isGreaterThan(maximum - point);
                before = step;
            }
            assertThat(curve.points(before)).isEqualTo(curve.minimum());
        });
    }

    @Test
    void refusesWhatIsNoTrust() {
        assertThatThrownBy(() -> new TrustCurve(50, 60, Duration.ofDays(1), Decay.LINEAR))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrustCurve(50, 10, Duration.ZERO, Decay.LINEAR))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
