package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchTest {

    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    @Test
    void qualityCountsPairsAndTakesAMissingRecordAsAlone() throws IOException {
        Path truth = file("truth.csv", "record,cluster\n1,a\n2,a\n3,a\n4,b\n5,b\n6,c\n");
        Path found = file("found.csv", "record,cluster\n1,x\n2,x\n3,y\n4,y\n6,z\n");

        PairwiseQuality quality = PairwiseQuality.of(found, truth);

        // Found 1-2 and 3-4; true 1-2, 1-3, 2-3 and 4-5.
        assertThat(quality.precision()).isEqualTo(0.5, within(1e-9));
        assertThat(quality.recall()).isEqualTo(0.25, within(1e-9));
        assertThat(quality.f1()).isEqualTo(1 / 3.0, within(1e-9));
        assertThat(quality.largest()).isEqualTo(2);
        assertThat(quality.trueLargest()).isEqualTo(3);
        assertThat(PairwiseQuality.of(truth, truth).f1()).isEqualTo(1);
    }

    @Test
    void figuresAreATableOrOneLineOfJson() {
        Figures figures = new Figures();
        figures.count("records", 1_000_000);
        figures.seconds("wall time", 14.25);
        figures.memory("peak memory", 3L << 30);
        figures.memory("not known", -1);

        assertThat(figures.json())
                .isEqualTo("{\"records\":1000000.0,\"wall_time\":14.25,\"peak_memory\":3.221225472E9}");
        assertThat(figures.text().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("peak memory") && line.endsWith("3,072 MiB"));
    }

    @Test
    void aRunTellsItsTimeItsOutputAndItsMemoryAndAFailureSaysWhy() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        MeasuredRun run = MeasuredRun.of(List.of(java, "-version"), Map.of(), directory);
        assertThat(run.seconds()).isPositive();
        assertThat(run.messages()).contains("version");
        List<String> failing = List.of("sh", "-c", "echo no such model >&2; exit 4");
        assertThatThrownBy(() -> MeasuredRun.of(failing, Map.of(), directory))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("no such model");
    }

    @Test
    void filesOfOneCrowdShareNoRecordAndLeaveNothingBehind() throws IOException {
        Path root;
        try (BenchDirectory work = BenchDirectory.make()) {
            root = work.root();
            List<Path> files = work.people(1, 300, 20);
            try (BufferedReader first = Files.newBufferedReader(files.get(0));
                    BufferedReader second = Files.newBufferedReader(files.get(1))) {
                assertThat(second.readLine()).isEqualTo(first.readLine());
                List<String> rest = second.lines().toList();
                assertThat(rest).hasSize(20);
                assertThat(first.lines().toList()).hasSize(300).doesNotContainAnyElementsOf(rest);
            }
        }
        assertThat(root).doesNotExist();
    }

    private static String told(int code, String... arguments) {
        StringWriter errors = new StringWriter();
        CommandLine line = Main.commandLine().setErr(new PrintWriter(errors, true));
        assertThat(Main.run(line, arguments)).isEqualTo(code);
        return errors.toString();
    }

    @Test
    void aWaitOfLessThanNothingIsRefused() {
        assertThat(told(ExitCode.USAGE, "bench", "online", "--settle", "-5")).contains("--settle needs", "-5");
    }

    @ParameterizedTest
    @CsvSource({"online, --rate", "online, --seconds", "online, --load", "ui, --rate", "ui, --seconds", "ui, --stewards"
    })
    void whatWouldMeasureNothingIsRefused(String bench, String option) {
        assertThat(told(ExitCode.USAGE, "bench", bench, option, "0")).contains(option + " needs", "not 0");
    }

    @Test
    void aHubThatIsNotThereIsToldAtOnceAndNotWaitedFor() throws IOException {
        String nobody = "http://127.0.0.1:" + HubProcess.freePort();

        assertThat(told(
                        ExitCode.HUB,
                        "bench",
                        "online",
                        "--records",
                        "10",
                        "--load",
                        "10",
                        "--seconds",
                        "1",
                        "--url",
                        nobody))
                .contains(nobody, "Is it running?");
    }
}
