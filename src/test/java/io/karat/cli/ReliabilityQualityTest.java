package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.karat.testing.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether scores are probabilities, on data with a known truth. Prints the expected calibration error. */
@Tag("quality")
class ReliabilityQualityTest {

    /** Fewer pairs in a bin say little about its share. */
    private static final int MANY = 200;

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"fake_1000", "febrl3", "febrl4", "gen_10k", "historical_50k"})
    void ofLikelyPairsAboutAsManyAreMatchesAsTold(String set) throws IOException {
        Path pairs = directory.resolve("pairs.csv");
        run(
                "match",
                "--rules",
                "src/test/resources/datasets",
                "--entity",
                set,
                "--key",
                "id",
                "--pairs",
                pairs.toString(),
                "--out",
                directory.resolve("clusters.csv").toString(),
                SharedData.file(set).toString());

        String truth = SharedData.set(set).resolve("truth.csv").toString();
        JsonNode reliability =
                HubClient.JSON.readTree(run("bench", "reliability", "--json", "--truth", truth, pairs.toString()));

        double error = reliability.get("expected_calibration_error").asDouble();
        System.out.printf("karat match %s: expected calibration error %.4f%n", set, error);
        assertThat(error).isLessThan(0.05);
        for (JsonNode bin : reliability.get("bins")) {
            if (bin.get("from").asDouble() >= 0.8 && bin.get("pairs").asInt() >= MANY) {
                assertThat(bin.get("share").asDouble())
                        .isEqualTo(bin.get("mean").asDouble(), within(0.05));
            }
        }
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        int code = Main.commandLine().setOut(new PrintWriter(out, true)).execute(arguments);
        assertThat(code).isEqualTo(ExitCode.DONE);
        return out.toString();
    }
}
