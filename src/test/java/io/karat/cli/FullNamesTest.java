package io.karat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.karat.demo.PeopleGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relatives have half of a full name in common, as they have the address; that makes them no duplicates. */
class FullNamesTest {

    @TempDir
    private Path directory = Path.of("");

    @Test
    void relativesOfWhomOnlyTheFullNameIsKnownStayApart() throws IOException {
        PeopleGenerator.write(8_000, 5, directory);
        Path people = directory.resolve("people.csv");
        try (CsvReader<NamedCsvRecord> in = CsvReader.builder().ofNamedCsvRecord(directory.resolve("records.csv"));
                CsvWriter out = CsvWriter.builder().build(people)) {
            out.writeRecord("id", "name", "dob", "street", "city", "postcode", "phone");
            for (NamedCsvRecord row : in) {
                out.writeRecord(
                        row.getField("id"),
                        (row.getField("given_name") + " " + row.getField("family_name")).strip(),
                        row.getField("birth_date"),
                        row.getField("street"),
                        row.getField("city"),
                        row.getField("postcode"),
                        row.getField("phone"));
            }
        }
        Files.writeString(directory.resolve("person.yaml"), """
                entity: person
                title: "{name}"
                attributes:
                  name: {type: full-name}
                  dob: {type: date}
                  street: {type: street}
                  city: {type: city}
                  postcode: {type: postcode}
                  phone: {type: phone, many: true}
                """);
        Path clusters = directory.resolve("clusters.csv");

        int code = Main.commandLine()
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(
                        "match",
                        "--rules",
                        directory.toString(),
                        "--entity",
                        "person",
                        "--key",
                        "id",
                        "--out",
                        clusters.toString(),
                        people.toString());

        assertThat(code).isEqualTo(ExitCode.DONE);
        PairwiseQuality quality = PairwiseQuality.of(clusters, directory.resolve("truth.csv"));
        System.out.printf("8,000 people by their full names: %s%n", quality);
        assertThat(quality.f1()).isGreaterThan(0.95);
    }
}
