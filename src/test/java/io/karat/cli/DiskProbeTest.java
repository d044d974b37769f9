package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskProbeTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    @TempDir
    Path another;

    @Test
    void goesOnOnceTheDiskKeptStill() throws IOException {
        Duration rest = Duration.ofMillis(100);
        assertThat(DiskProbe.settle(directory, rest, HOUR)).isBetween(rest, HOUR);
    }

    @Test
    void goesOnAfterTheLongestTimeWhateverTheDiskDoes() throws IOException {
        Duration longest = Duration.ofMillis(100);
        assertThat(DiskProbe.settle(directory, HOUR, longest)).isBetween(longest, HOUR);
    }

    @Test
    void tellsOfTheWritesBesideWhatIsMeasured() throws IOException {
        Figures figures = new Figures();
        try (DiskProbe probe = DiskProbe.begin(directory)) {
            DiskProbe.settle(another, Duration.ofMillis(100), HOUR);
            probe.tell(figures, "alone", new SteadyRate.Times(new long[] {System.nanoTime()}, new double[] {1}, 0));
        }
        assertThat(figures.text())
                .contains(
                        "p99 of a durable write alone",
                        "longest of a durable write alone",
                        "requests alone not held up by the disk");
    }
}
