package io.karat.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint as a whole is doing. One that fails several times in a row is taken to be down: it is only probed, with
 * one event at a time, so that an outage spends no attempts of the events that wait, and they go out at once when it ends.
 *
 * @param failures in a row, whatever the event
 * @param failingSince the first of them
 * @param resumeAt nothing is sent before
 */
record EndpointHealth(
        int failures,
        @Nullable Instant failingSince,
        @Nullable Instant resumeAt) {

    private static final int DOWN = 3;
    private static final Duration GIVE_UP = Duration.ofDays(5);

    boolean down() {
        return failures >= DOWN;
    }

    EndpointHealth succeeded() {
        return new EndpointHealth(0, null, null);
    }

    /** @param wish how long the endpoint asks to be left alone */
    EndpointHealth failed(Instant now, Optional<Duration> wish, RandomGenerator random) {
        int more = failures + 1;
        Instant since = failingSince == null ? now : failingSince;
        Optional<Duration> pause =
                wish.isEmpty() && more >= DOWN ? Optional.of(Retries.pauseAfter(more - DOWN, random)) : wish;
        return new EndpointHealth(more, since, pause.map(now::plus).orElse(resumeAt));
    }

    /** Whether it has failed for so long that it is given up. */
    boolean lost(Instant now) {
        return failedFor(GIVE_UP, now);
    }

    boolean failedFor(Duration time, Instant now) {
        return failingSince != null && !now.isBefore(failingSince.plus(time));
    }
}
