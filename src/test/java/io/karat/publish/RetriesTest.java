package io.karat.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static RandomGenerator constant(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only doubles are drawn");
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    @Test
    void eachWaitIsLongerThanTheOneBeforeAndAllTogetherLastThreeDays() {
        Duration before = Duration.ZERO;
        Duration all = Duration.ZERO;
        for (int attempts = 1; attempts < Retries.ATTEMPTS; attempts++) {
            Duration wait = Retries.afterAttempt(attempts, constant(0)).orElseThrow();
            assertThat(wait).isGreaterThan(before);
            before = wait;
            all = all.plus(wait);
        }
        assertThat(all).isBetween(Duration.ofDays(3), Duration.ofDays(4));
        assertThat(Retries.afterAttempt(Retries.ATTEMPTS, constant(0))).isEmpty();
    }

    @Test
    void chanceAddsAtMostATenthAndSpreadsWhatFailedTogether() {
        SplittableRandom random = new SplittableRandom(3);
        Duration least = Retries.afterAttempt(2, constant(0)).orElseThrow();
        Set<Duration> waits = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Duration wait = Retries.afterAttempt(2, random).orElseThrow();
            assertThat(wait).isBetween(least, least.plus(least.dividedBy(10)));
            waits.add(wait);
        }
        assertThat(waits).hasSizeGreaterThan(900);
    }

    @Test
    void anEndpointThatFailsIsLeftAloneLongerAndLongerUpToFiveMinutes() {
        assertThat(Retries.pauseAfter(0, constant(0))).isEqualTo(Duration.ofSeconds(1));
        assertThat(Retries.pauseAfter(3, constant(0))).isEqualTo(Duration.ofSeconds(8));
        assertThat(Retries.pauseAfter(1_000, constant(0))).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aWishToBeLeftAloneIsReadInSecondsOrAsADateAndIsAtMostADay() {
        assertThat(Retries.wish("120", NOW)).contains(Duration.ofMinutes(2));
        assertThat(Retries.wish("Sun, 01 Mar 2026 12:05:00 GMT", NOW)).contains(Duration.ofMinutes(5));
        assertThat(Retries.wish("999999999", NOW)).contains(Duration.ofDays(1));
        assertThat(Retries.wish("Fri, 01 Mar 2126 12:05:00 GMT", NOW)).contains(Duration.ofDays(1));
    }

    @Test
    void whatSaysNothingOrThePastIsNoWish() {
        for (String header :
                new String[] {null, "", "soon", "-5", "0", "12345678901", "Sun, 01 Mar 2026 11:00:00 GMT"}) {
            assertThat(Retries.wish(header, NOW)).as("%s", header).isEqualTo(Optional.empty());
        }
    }
}
