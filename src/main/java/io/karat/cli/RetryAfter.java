package io.karat.cli;

import java.time.Duration;
import java.util.Optional;

/** The header of that name, in its form of seconds; the form of a date depends on two clocks and is passed over. */
final class RetryAfter {

    private RetryAfter() {}

    static Optional<Duration> duration(String header) {
        String seconds = header.strip();
        return seconds.matches("\\d{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }
}
