package io.karat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whoever watches is told of each change once, and of the last state. */
final class WatchTest {

    private static List<Optional<String>> told(String last, String... states) {
        Iterator<String> looks = List.of(states).iterator();
        return Watch.of(looks::next, last::equals, Duration.ofMillis(1))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofMinutes(10));
    }

    @Test
    void tellsTheFirstStateAndEachChange() {
        assertThat(told("end", "a", "a", "b", "a", "a", "end", "never looked at"))
                .containsExactly(
                        Optional.of("a"),
                        Optional.empty(),
                        Optional.of("b"),
                        Optional.of("a"),
                        Optional.empty(),
                        Optional.of("end"));
    }

    @Test
    void endsAtOnceWhereAllIsOver() {
        assertThat(told("end", "end")).containsExactly(Optional.of("end"));
    }
}
