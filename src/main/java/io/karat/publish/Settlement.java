package io.karat.publish;

import io.karat.publish.Turn.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of a round mean: for each delivery, for the endpoint, and for the subscription.
 *
 * @param recovered the endpoint was down and answers again: what the outage made wait is due now
 * @param disabled why the subscription is disabled; null when it is not
 */
record Settlement(
        List<Fate> fates,
        EndpointHealth health,
        boolean recovered,
        @Nullable String disabled) {

    private static final int GONE = 410;

    /** Shorter than this, and it was some bad events that failed, and not the endpoint. */
    private static final Duration OUTAGE = Duration.ofMinutes(1);

    Settlement {
        fates = List.copyOf(fates);
    }

    /** What becomes of a delivery. */
    sealed interface Fate {
        Attempt attempt();

        record Delivered(Attempt attempt) implements Fate {}

        record Waits(Attempt attempt, Instant until) implements Fate {}

        record Dead(Attempt attempt) implements Fate {}
    }

    /** @param attempts in the order in which their answers came */
    static Settlement of(EndpointHealth before, List<Attempt> attempts, Instant now, RandomGenerator random) {
        List<Fate> fates = new ArrayList<>();
        EndpointHealth health = before;
        boolean recovered = false;
        boolean gone = false;
        for (Attempt attempt : attempts) {
            if (attempt.answer().problem() == null) {
                recovered |= health.down() && health.failedFor(OUTAGE, now);
                health = health.succeeded();
                fates.add(new Fate.Delivered(attempt));
            } else if (attempt.answer() instanceof Answer.Answered answered && answered.status() == GONE) {
                gone = true;
                fates.add(new Fate.Waits(attempt, now));
            } else {
                Optional<Duration> wish = wish(attempt.answer(), now);
                health = health.failed(now, wish, random);
                fates.add(failed(attempt, wish, now, random));
            }
        }
        return new Settlement(fates, health, recovered, reason(gone, health, now));
    }

    private static Fate failed(Attempt attempt, Optional<Duration> wish, Instant now, RandomGenerator random) {
        return Retries.afterAttempt(attempt.due().attempts() + 1, random)
                .<Fate>map(wait -> new Fate.Waits(attempt, now.plus(wish.orElse(wait))))
                .orElseGet(() -> new Fate.Dead(attempt));
    }

    /** Only an endpoint that says it is overloaded or out of service speaks for itself as a whole. */
    private static Optional<Duration> wish(Answer answer, Instant now) {
        return answer instanceof Answer.Answered answered && (answered.status() == 429 || answered.status() == 503)
                ? Retries.wish(answered.retryAfter(), now)
                : Optional.empty();
    }

    private static @Nullable String reason(boolean gone, EndpointHealth health, Instant now) {
        if (gone) {
            return "the endpoint answered 410 (gone)";
        }
        return health.lost(now) ? "the endpoint failed for five days" : null;
    }
}
