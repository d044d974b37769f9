package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReliabilityTest {

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private static Reliability of(double probability, int pairs, int matches) {
        Reliability.Builder builder = new Reliability.Builder();
        for (int i = 0; i < pairs; i++) {
            builder.add(probability, i < matches);
        }
        return builder.build();
    }

    @Test
    void theIntervalIsWilsons() {
        // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
        assertInterval(of(0.5, 263, 81), 0.2553, 0.3662);
        assertInterval(of(0.5, 148, 15), 0.0624, 0.1605);
        assertInterval(of(0.5, 20, 0), 0, 0.1611);
        assertInterval(of(0.5, 29, 1), 0.0061, 0.1718);
    }

    private static void assertInterval(Reliability reliability, double lowest, double highest) {
        Reliability.Bin bin = reliability.bins().getFirst();
        assertThat(bin.lowest()).isEqualTo(lowest, within(5e-5));
        assertThat(bin.highest()).isEqualTo(highest, within(5e-5));
    }

    @Test
    void aPairLiesInTheBinThatBeginsWithItsProbability() {
        Reliability.Builder builder = new Reliability.Builder();
        for (double probability : new double[] {0, 0.0999, 0.1, 0.9, 0.95, 0.99, 1}) {
            builder.add(probability, true);
        }

        assertThat(builder.build().bins().stream().map(bin -> bin.from() + " " + bin.pairs()))
                .containsExactly("0.0 2", "0.1 1", "0.9 1", "0.95 1", "0.99 2");
    }

    @Test
    void theErrorIsTheMeanDistanceOfShareAndProbability() {
        Reliability.Builder builder = new Reliability.Builder();
        for (int i = 0; i < 10; i++) {
            builder.add(0.85, i < 9);
            builder.add(0.25, false);
            builder.add(0.25, false);
        }

        assertThat(builder.build().expectedError()).isEqualTo((10 * 0.05 + 20 * 0.25) / 30, within(1e-12));
        assertThat(new Reliability.Builder().build().expectedError()).isZero();
    }

    @Test
    void probabilitiesThatHoldHaveNearlyNoError() {
        Random random = new Random(5);
        Reliability.Builder builder = new Reliability.Builder();
        for (int i = 0; i < 100_000; i++) {
            double probability = random.nextDouble();
            builder.add(probability, random.nextDouble() < probability);
        }

        assertThat(builder.build().expectedError()).isLessThan(0.01);
    }

    @Test
    void whatIsNoProbabilityIsRefused() {
        Reliability.Builder builder = new Reliability.Builder();

        assertThatThrownBy(() -> builder.add(1.1, true)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(Double.NaN, true)).isInstanceOf(IllegalArgumentException.class);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private int reliability(Path truth, Path pairs, String... options) {
        String[] arguments = new String[options.length + 5];
        arguments[0] = "bench";
        arguments[1] = "reliability";
        arguments[2] = "--truth";
        arguments[3] = truth.toString();
        System.arraycopy(options, 0, arguments, 4, options.length);
        arguments[arguments.length - 1] = pairs.toString();
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @Test
    void theCommandPrintsTheTableOrJson() throws IOException {
        Path truth = file("truth.csv", "record,cluster\n1,a\n2,a\n3,b\n4,b\n");
        Path pairs = file(
                "pairs.csv",
                "left,right,probability,decision\n1,2,0.85,joined\n1,3,0.15,apart\n3,4,0.85,apart\n2,4,0.85,joined\n");

        assertThat(reliability(truth, pairs)).isEqualTo(ExitCode.DONE);
        assertThat(reliability(truth, pairs, "--json")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("0\\.80 - 0\\.90 +3 +0\\.850 +0\\.667 +0\\.208 - 0\\.939"))
                .anyMatch(line -> line.matches("0\\.10 - 0\\.20 +1 +0\\.150 +0\\.000 +0\\.000 - 0\\.793"))
                .contains("expected calibration error 0.1750 over 4 pairs");
        JsonNode json = HubClient.JSON.readTree(out.toString().lines().toList().getLast());
        assertThat(json.at("/bins/1/matches").asInt()).isEqualTo(2);
        assertThat(json.at("/expected_calibration_error").asDouble()).isEqualTo(0.175, within(1e-9));
    }

    @Test
    void faultyFilesAreRefusedWithTheLine() throws IOException {
        Path truth = file("truth.csv", "record,cluster\n1,a\n2,a\n");

        assertThat(reliability(truth, file("a.csv", "left,right,probability\n1,9,0.5\n")))
                .isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(reliability(truth, file("b.csv", "left,right,probability\n1,2,50 %\n")))
                .isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(reliability(truth, file("c.csv", "a,b,probability\n1,2,0.5\n")))
                .isEqualTo(ExitCode.FAULTY_FILE);

        assertThat(err.toString())
                .contains("line 2: the truth does not know the record on the right", "line 2: no probability", "left");
    }
}
