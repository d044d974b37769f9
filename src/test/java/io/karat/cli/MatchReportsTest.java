package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code karat match} reports on request, on a file of few people with a switchboard. */
class MatchReportsTest {

    private static final String MODEL = """
            entity: person
            title: "{given}"
            attributes:
              given: {type: given-name, pii: true}
              family: {type: family-name, pii: true}
              born: {type: date, pii: true}
              phone: {type: phone, pii: true}
            """;

    private static final String PRODUCT = """
            entity: product
            title: "{name}"
            attributes:
              name: {type: text}
            """;

    private static final int AT_SWITCHBOARD = 70;

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path people = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("person.yaml"), MODEL);
        Files.writeString(directory.resolve("product.yaml"), PRODUCT);
        StringBuilder rows = new StringBuilder("id,given,family,born,phone\n");
        rows.append("a,Annabel,Leeds,1980-02-03,020 7946 0101\n");
        rows.append("b,Annabel,Leeds,1980-02-03,020 7946 0102\n");
        for (int i = 0; i < AT_SWITCHBOARD; i++) {
            rows.append("s").append(i).append(",,,,020 7946 0999\n");
        }
        people = Files.writeString(directory.resolve("people.csv"), rows);
    }

    private int match(String... options) {
        return match("person", people, options);
    }

    private int match(String entity, Path file, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("match", "--rules", directory.toString(), "--entity", entity, "--key", "id"));
        arguments.addAll(List.of(options));
        arguments.add(file.toString());
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void theReportTellsKindsLargestKeysAndRecordsWithoutCandidate() {
        assertThat(match("--diagnose")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString())
                .containsPattern("(?m)^ +1  matches: pairs of records in one cluster$")
                .containsPattern("(?m)^72  records$")
                .containsPattern("(?m)^70 +share only keys that are passed over$")
                .containsPattern("(?m)^given \\+ family +\\d+ +1 +0 +1 +0 +0.00 % +0 +0 +0$")
                .containsPattern("(?m)^phone +0 +0 +0 +0 +0 +0.00 % +1 +70 +70$")
                .containsPattern("(?m)^ +70  phone$")
                .doesNotContainIgnoringCase("annabel")
                .doesNotContain("7946");
        assertThat(err.toString()).doesNotContainIgnoringCase("annabel").doesNotContain("7946");
    }

    @Test
    void valuesOfTheLargestKeysAreToldOnRequest() {
        assertThat(match("--diagnose", "--diagnose-values")).isEqualTo(ExitCode.DONE);

        assertThat(out.toString()).containsPattern("(?m)^ +70  phone +phone: \\d*79460999 \\(100 %\\)$");
        assertThat(err.toString()).doesNotContain("79460999");
    }

    @Test
    void asJsonTheReportIsOneDocument() throws IOException {
        assertThat(match("--diagnose", "--json")).isEqualTo(ExitCode.DONE);

        JsonNode report = HubClient.JSON.readTree(out.toString());
        assertThat(report.at("/totals/matches").asInt()).isEqualTo(1);
        assertThat(report.at("/records/passedOver").asInt()).isEqualTo(AT_SWITCHBOARD);
        assertThat(report.at("/largest/0/attributes/0").asText()).isEqualTo("phone");
        assertThat(report.at("/kinds/0/candidates/pairs").asInt()).isEqualTo(1);
    }

    @Test
    void clustersAreTheSameWithReportsAndWithout() throws IOException {
        Path plain = directory.resolve("plain.csv");
        Path reported = directory.resolve("reported.csv");

        assertThat(match("--out", plain.toString())).isEqualTo(ExitCode.DONE);
        assertThat(match(
                        "--diagnose",
                        "--pairs",
                        directory.resolve("pairs.csv").toString(),
                        "--out",
                        reported.toString()))
                .isEqualTo(ExitCode.DONE);

        assertThat(reported).hasSameTextualContentAs(plain);
    }

    @Test
    void pairsAreWrittenWithProbabilityAndDecision() throws IOException {
        Path pairs = directory.resolve("pairs.csv");

        assertThat(match("--pairs", pairs.toString())).isEqualTo(ExitCode.DONE);

        List<String> lines = Files.readAllLines(pairs);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).isEqualTo("left,right,probability,decision");
        assertThat(lines.get(1)).matches("a,b,0\\.\\d{6},joined");
    }

    @Test
    void pairsBelowTheLeastProbabilityAreLeftOut() throws IOException {
        Path pairs = directory.resolve("pairs.csv");

        assertThat(match("--pairs", pairs.toString(), "--pairs-from", "0.9999999"))
                .isEqualTo(ExitCode.DONE);

        assertThat(Files.readAllLines(pairs)).containsExactly("left,right,probability,decision");
    }

    @Test
    void textsHaveNoKeysToReport() throws IOException {
        Path products = Files.writeString(directory.resolve("products.csv"), "id,name\n1,red chair\n2,chair red\n");

        assertThat(match("product", products, "--diagnose")).isEqualTo(ExitCode.USAGE);

        assertThat(err.toString()).contains("nothing to report", "rare words");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeTheWorkAndOneThatCannotBeReadInALine() {
        String nowhere = directory.resolve("none").resolve("file.csv").toString();

        assertThat(match("--out", nowhere)).isEqualTo(ExitCode.USAGE);
        assertThat(match("--pairs", nowhere)).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("there is no directory").doesNotContain("records read");
        assertThat(Main.commandLine()
                        .setErr(new PrintWriter(err, true))
                        .execute("bench", "reliability", "--truth", nowhere, people.toString()))
                .isEqualTo(ExitCode.FAULTY_FILE);
        assertThat(err.toString()).contains("no such file or directory").doesNotContain("Exception");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThat(match("--json")).isEqualTo(ExitCode.USAGE);
        assertThat(match("--diagnose-values")).isEqualTo(ExitCode.USAGE);
        assertThat(match("--pairs", "x.csv", "--pairs-from", "1")).isEqualTo(ExitCode.USAGE);
    }
}
