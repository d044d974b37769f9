package io.karat.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionWeightTest {

    @Test
    void stepsBackAndIsAsItWas(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("autogroup"), "/autogroup-42 nice 0\n");
        SessionWeight weight = new SessionWeight(file);
        weight.stepBack();
        assertThat(file).content().startsWith("10");
        // The kernel says it in its own words.
        Files.writeString(file, "/autogroup-42 nice 10\n");
        weight.restore();
        assertThat(file).content().startsWith("0");
    }

    @ParameterizedTest
    @ValueSource(ints = {-5, 5, 10, 19})
    void whatSomebodyElseSetStays(int nice, @TempDir Path directory) throws IOException {
        String set = "/autogroup-42 nice " + nice + "\n";
        Path file = Files.writeString(directory.resolve("autogroup"), set);
        SessionWeight weight = new SessionWeight(file);
        weight.stepBack();
        weight.restore();
        assertThat(file).content().isEqualTo(set);
    }

    @Test
    void whereThereAreNoSuchGroupsNothingHappens(@TempDir Path directory) {
        SessionWeight weight = new SessionWeight(directory.resolve("none"));
        assertThatCode(weight::stepBack).doesNotThrowAnyException();
        assertThatCode(weight::restore).doesNotThrowAnyException();
        assertThat(directory).isEmptyDirectory();
    }

    /** The kernel takes what is written, in a session made for it. */
    @Test
    void theKernelTakesIt() throws Exception {
        assumeThat(Path.of("/proc/self/autogroup")).exists();
        assumeThat(Path.of("/usr/bin/setsid")).exists();
        Process sleeper = new ProcessBuilder("/usr/bin/setsid", "sleep", "60").start();
        try {
            Path file = Path.of("/proc", Long.toString(sleeper.pid()), "autogroup");
            String ours = Files.readString(Path.of("/proc/self/autogroup"));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            while (Files.readString(file).equals(ours) && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assumeThat(Files.readString(file)).isNotEqualTo(ours);
            new SessionWeight(file).stepBack();
            assertThat(Files.readString(file)).contains("nice 10");
        } finally {
            sleeper.destroyForcibly();
        }
    }
}
