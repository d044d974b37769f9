package io.karat.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private final Hands clock = new Hands();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void forgivesTypingErrors() {
        fail(4, "ada", "10.0.0.1");

        assertThat(throttle.delay("ada", "10.0.0.1")).isZero();
    }

    @Test
    void doublesTheWaitUpToAQuarterOfAnHour() {
        fail(6, "ada", "10.0.0.1");
        assertThat(throttle.delay("ada", "10.0.0.1")).isEqualTo(Duration.ofSeconds(1));
        fail(1, "ada", "10.0.0.1");
        assertThat(throttle.delay("ada", "10.0.0.1")).isEqualTo(Duration.ofSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        assertThat(throttle.delay("ada", "10.0.0.1")).isZero();
        fail(40, "ada", "10.0.0.1");
        assertThat(throttle.delay("ada", "10.0.0.1")).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void locksNobodyOutFromElsewhereForAHandfulOfTries() {
        fail(20, "ada", "10.0.0.1");

        assertThat(throttle.delay("ada", "10.0.0.2")).isZero();
        assertThat(throttle.delay("bob", "10.0.0.1")).isZero();
    }

    @Test
    void slowsAnAddressThatTriesManyNamesAndANameTriedFromManyAddresses() {
        for (int i = 0; i < 60; i++) {
            throttle.failed("name-" + i, "10.0.0.1");
        }
        assertThat(throttle.delay("another", "10.0.0.1")).isPositive();

        for (int i = 0; i < 110; i++) {
            throttle.failed("ada", "10.1.0." + i);
        }
        assertThat(throttle.delay("ada", "10.2.0.1")).isPositive();
    }

    @Test
    void forgetsAfterSuccessAndAfterAnHour() {
        fail(8, "ada", "10.0.0.1");
        throttle.succeeded("ada", "10.0.0.1");
        fail(1, "ada", "10.0.0.1");
        assertThat(throttle.delay("ada", "10.0.0.1")).isZero();

        fail(8, "bob", "10.0.0.2");
        clock.advance(Duration.ofHours(2));
        fail(1, "bob", "10.0.0.2");
        assertThat(throttle.delay("bob", "10.0.0.2")).isZero();
    }

    private void fail(int times, String account, String address) {
        for (int i = 0; i < times; i++) {
            throttle.failed(account, address);
        }
    }

    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("The throttle knows no zones");
        }
    }
}
