package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.karat.testing.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code karat match} reaches by itself on data with a known truth. Prints the figures. */
@Tag("quality")
class MatchQualityTest {

    private static final String MODELS = "src/test/resources/datasets";

    @TempDir
    private Path directory = Path.of("");

    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "fake_1000, 0.96",
        "febrl3, 0.999",
        "febrl4, 0.999",
        "gen_10k, 0.994",
        "dblp_acm, 0.988",
        "abt_buy, 0.93",
        "historical_50k, 0.94"
    })
    void findsWhatBelongsTogether(String set, double must) throws IOException {
        Figures figures = match(set, "--rules", MODELS, "--entity", set, "--key", "id");

        assertThat(figures.f1).isGreaterThanOrEqualTo(must);
        assertThat(figures.largest).isLessThanOrEqualTo(2 * figures.trueLargest);
    }

    /** Nobody wrote a model or named the key: at most .02 may be lost against what one must reach. */
    @ParameterizedTest
    @CsvSource({
        "fake_1000, 0.94",
        "febrl3, 0.99",
        "febrl4, 0.99",
        "gen_10k, 0.985",
        "dblp_acm, 0.97",
        "abt_buy, 0.91",
        "historical_50k, 0.92"
    })
    void aSuggestedModelFindsNearlyAsMuch(String set, double must) throws IOException {
        Figures figures = match(set, "--suggest");

        assertThat(figures.f1).isGreaterThanOrEqualTo(must);
        assertThat(figures.largest).isLessThanOrEqualTo(2 * figures.trueLargest);
    }

    /** 159 records teach nothing; people and organisations stand in one table. */
    @Test
    void builtInParametersFindMostOfAVerySmallSet() throws IOException {
        Figures figures = match("senzing_truthset", "--rules", MODELS, "--entity", "senzing_truthset", "--key", "id");

        assertThat(err.toString()).contains("too few records to learn from: built-in parameters");
        assertThat(figures.f1).isGreaterThanOrEqualTo(0.6);
    }

    private Figures match(String set, String... by) throws IOException {
        Path out = directory.resolve("clusters.csv");
        List<String> arguments = new ArrayList<>(List.of("match"));
        arguments.addAll(List.of(by));
        arguments.addAll(List.of("--out", out.toString(), SharedData.file(set).toString()));

        int code = Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments.toArray(String[]::new));

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
        Figures figures = Figures.of(read(out), read(SharedData.set(set).resolve("truth.csv")));
        System.out.printf(
                Locale.ROOT,
                "karat match %s %s: pairwise F1 %.4f, largest cluster %d of %d%n",
                by[0],
                set,
                figures.f1,
                figures.largest,
                figures.trueLargest);
        return figures;
    }

    /** Pairwise F1, and the records of the largest cluster found and of the largest true one. */
    private record Figures(double f1, long largest, long trueLargest) {

        static Figures of(Map<String, String> found, Map<String, String> truth) {
            assertThat(found.keySet()).isEqualTo(truth.keySet());
            Map<String, Long> both = new HashMap<>();
            Map<String, Long> ofFound = new HashMap<>();
            Map<String, Long> ofTruth = new HashMap<>();
            found.forEach((record, cluster) -> {
                both.merge(cluster + " " + truth.get(record), 1L, Long::sum);
                ofFound.merge(cluster, 1L, Long::sum);
                ofTruth.merge(truth.get(record), 1L, Long::sum);
            });
            return new Figures(
                    2.0 * pairs(both) / (pairs(ofFound) + pairs(ofTruth)),
                    Collections.max(ofFound.values()),
                    Collections.max(ofTruth.values()));
        }

        private static long pairs(Map<String, Long> sizes) {
            return sizes.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
        }
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> clusters = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.forEach(row -> assertThat(clusters.put(row.getField("record"), row.getField("cluster")))
                    .isNull());
        }
        return clusters;
    }
}
