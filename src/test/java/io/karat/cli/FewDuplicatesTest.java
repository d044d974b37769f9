package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.demo.PeopleGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A list that is clean but for a few records: most pairs that have much in common are relatives. */
class FewDuplicatesTest {

    private static final int PEOPLE = 100_000;
    private static final int SECONDS = 1_000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void relativesAreNotTakenForDuplicatesWhereTheseAreFew() throws IOException {
        PeopleGenerator.write(PEOPLE, 42, directory);
        keepFew();
        Path clusters = directory.resolve("clusters.csv");
        StringWriter err = new StringWriter();

        int code = Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "match",
                        "--rules",
                        "matching-rules",
                        "--entity",
                        "person",
                        "--key",
                        "id",
                        "--out",
                        clusters.toString(),
                        directory.resolve("few.csv").toString());

        assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
        PairwiseQuality quality = PairwiseQuality.of(clusters, directory.resolve("few-truth.csv"));
        System.out.printf(
                "%d records, %d duplicates: precision %.4f, recall %.4f%n",
                quality.records(), SECONDS, quality.precision(), quality.recall());
        assertThat(quality.precision()).isGreaterThan(0.9);
        assertThat(quality.recall()).isGreaterThan(0.95);
    }

    /** One record of each person, and a second one of some. */
    private void keepFew() throws IOException {
        List<String> records = Files.readAllLines(directory.resolve("records.csv"));
        List<String> truth = Files.readAllLines(directory.resolve("truth.csv"));
        List<String> few = new ArrayList<>(List.of(records.getFirst()));
        List<String> fewTruth = new ArrayList<>(List.of(truth.getFirst()));
        Map<String, Integer> seen = new HashMap<>();
        int seconds = 0;
        for (int i = 1; i < records.size(); i++) {
            int before = seen.merge(truth.get(i).substring(truth.get(i).indexOf(',') + 1), 1, Integer::sum) - 1;
            if (before == 0 || before == 1 && seconds < SECONDS) {
                seconds += before;
                few.add(records.get(i));
                fewTruth.add(truth.get(i));
            }
        }
        Files.write(directory.resolve("few.csv"), few);
        Files.write(directory.resolve("few-truth.csv"), fewTruth);
    }
}
