package io.karat.publish;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a failed delivery is tried again: ten attempts over a little more than three days. */
final class Retries {

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24));

    static final int ATTEMPTS = WAITS.size() + 1;

    private static final Duration LONGEST_WISH = Duration.ofHours(24);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private Retries() {}

    /**
     * After this many failed attempts of one event; empty when they are spent. Up to a tenth is added by chance, so that
     * what failed together does not come back together.
     */
    static Optional<Duration> afterAttempt(int attempts, RandomGenerator random) {
        return attempts >= ATTEMPTS ? Optional.empty() : Optional.of(jitter(WAITS.get(attempts - 1), random));
    }

    /** How long an endpoint that failed this many times in a row, whatever the event, is left alone. */
    static Duration pauseAfter(int failures, RandomGenerator random) {
        Duration pause = Duration.ofSeconds(1L << Math.min(failures, 16));
        return jitter(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause, random);
    }

    /** What a {@code Retry-After} header asks for, in seconds or as a date, at most a day; empty when it says nothing. */
    static Optional<Duration> wish(@Nullable String header, Instant now) {
        return Optional.ofNullable(header)
                .map(String::strip)
                .flatMap(text -> text.matches("\\d{1,9}")
                        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
                        : date(text).map(at -> Duration.between(now, at)))
                .filter(Duration::isPositive)
                .map(wait -> wait.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : wait);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration jitter(Duration wait, RandomGenerator random) {
        return wait.plusMillis((long) (wait.toMillis() * random.nextDouble() / 10));
    }
}
