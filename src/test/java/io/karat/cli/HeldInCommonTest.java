package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.karat.demo.PeopleGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One e-mail address and one telephone for everybody: a key of 50,000 records must cost little. */
@Tag("nightly")
class HeldInCommonTest {

    private static final int PEOPLE = 50_000;
    private static final Pattern COMPARED = Pattern.compile("([0-9,]+) pairs compared");

    @TempDir
    private Path directory = Path.of("");

    private record Matched(long compared, double f1, JsonNode report) {}

    private Matched match(Map<String, String> everybody) throws IOException {
        Path file = directory.resolve("everybody.csv");
        try (CsvReader<NamedCsvRecord> people = CsvReader.builder().ofNamedCsvRecord(directory.resolve("records.csv"));
                CsvWriter out = CsvWriter.builder().build(file)) {
            boolean first = true;
            for (NamedCsvRecord row : people) {
                if (first) {
                    out.writeRecord(row.getHeader());
                    first = false;
                }
                List<String> values = new ArrayList<>();
                row.getHeader().forEach(column -> values.add(everybody.getOrDefault(column, row.getField(column))));
                out.writeRecord(values);
            }
        }
        StringWriter report = new StringWriter();
        StringWriter err = new StringWriter();
        Path clusters = directory.resolve("clusters.csv");
        int code = Main.commandLine()
                .setOut(new PrintWriter(report, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "match",
                        "--rules",
                        "matching-rules",
                        "--entity",
                        "person",
                        "--key",
                        "id",
                        "--diagnose",
                        "--json",
                        "--out",
                        clusters.toString(),
                        file.toString());
        assertThat(code).as(err.toString()).isEqualTo(ExitCode.DONE);
        Matcher compared = COMPARED.matcher(err.toString());
        assertThat(compared.find()).as(err.toString()).isTrue();
        return new Matched(
                Long.parseLong(compared.group(1).replace(",", "")),
                PairwiseQuality.of(clusters, directory.resolve("truth.csv")).f1(),
                HubClient.JSON.readTree(report.toString()));
    }

    /** A common value beside one that is not is a key, as far as few share the other: that is what more there is. */
    @Test
    void whatEverybodyHoldsBringsFewPairsMoreAndIsToldAsPassedOver() throws IOException {
        PeopleGenerator.write(PEOPLE, 29, directory);
        Matched without = match(Map.of("email", "", "phone", ""));
        Matched with = match(Map.of("email", "office@ourshop.com", "phone", "+1 212 555 7788"));

        for (Matched matched : List.of(without, with)) {
            System.out.printf("%,d people: %,d pairs compared, F1 %.4f%n", PEOPLE, matched.compared, matched.f1);
        }
        assertThat(with.compared).isLessThan(without.compared * 3 / 2);
        assertThat(with.f1).isGreaterThan(without.f1 - 0.002);
        assertThat(held(with, "email")).isEqualTo(PEOPLE);
        assertThat(held(with, "phone")).isEqualTo(PEOPLE);
        assertThat(held(without, "phone")).isZero();
    }

    @Test
    void anInventedAddressIsAsGoodAsNone() throws IOException {
        PeopleGenerator.write(2_000, 29, directory);
        Matched without = match(Map.of("email", ""));
        Matched with = match(Map.of("email", "test@test.com"));

        assertThat(with.compared).isEqualTo(without.compared);
        assertThat(with.f1).isEqualTo(without.f1);
        assertThat(held(with, "email")).isZero();
    }

    /** Records that share the largest key which is passed over and made of the attribute alone. */
    private static int held(Matched matched, String attribute) {
        for (JsonNode block : matched.report.get("largest")) {
            if (block.get("attributes").size() == 1
                    && block.at("/attributes/0").asText().equals(attribute)) {
                return block.get("records").asInt();
            }
        }
        return 0;
    }
}
