package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.karat.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code karat match} reaches by itself on data with a known truth. Prints the figures. */
@Tag("quality")
class MatchQualityTest {

    @TempDir
    private Path directory = Path.of("");

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
        Path records = SharedData.set(set).resolve("records.csv");
        Path file = Files.exists(records) ? records : Path.of(records + ".gz");
        Path out = directory.resolve("clusters.csv");

        int code = Main.commandLine()
                .execute(
                        "match",
                        "--rules",
                        "src/test/resources/datasets",
                        "--entity",
                        set,
                        "--key",
                        "id",
                        "--out",
                        out.toString(),
                        file.toString());

        assertThat(code).isEqualTo(ExitCode.DONE);
        double f1 = f1(read(out), read(SharedData.set(set).resolve("truth.csv")));
        System.out.printf(Locale.ROOT, "karat match %s: pairwise F1 %.4f%n", set, f1);
        assertThat(f1).isGreaterThanOrEqualTo(must);
    }

    private static Map<String, String> read(Path file) throws IOException {
        Map<String, String> clusters = new HashMap<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            rows.forEach(row -> assertThat(clusters.put(row.getField("record"), row.getField("cluster")))
                    .isNull());
        }
        return clusters;
    }

    private static double f1(Map<String, String> found, Map<String, String> truth) {
        assertThat(found.keySet()).isEqualTo(truth.keySet());
        Map<String, Long> both = new HashMap<>();
        Map<String, Long> ofFound = new HashMap<>();
        Map<String, Long> ofTruth = new HashMap<>();
        found.forEach((record, cluster) -> {
            both.merge(cluster + " " + truth.get(record), 1L, Long::sum);
            ofFound.merge(cluster, 1L, Long::sum);
            ofTruth.merge(truth.get(record), 1L, Long::sum);
        });
        return 2.0 * pairs(both) / (pairs(ofFound) + pairs(ofTruth));
    }

    private static long pairs(Map<String, Long> sizes) {
        return sizes.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
    }
}
