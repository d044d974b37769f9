package io.karat.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleGeneratorTest {

    private static final int COUNT = 20_000;

    @TempDir
    Path directory;

    private List<NamedCsvRecord> records;
    private final Map<String, String> truth = new HashMap<>();

    @BeforeEach
    void generate() throws IOException {
        PeopleGenerator.write(COUNT, 5, directory);
        records = read("records.csv");
        read("truth.csv").forEach(row -> truth.put(row.getField("record"), row.getField("cluster")));
    }

    private List<NamedCsvRecord> read(String name) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(directory.resolve(name))) {
            return reader.stream().toList();
        }
    }

    @Test
    void everyRecordHasItsTruthAndAnIdThatSaysNothing() {
        assertThat(records).hasSize(COUNT);
        assertThat(records).allMatch(record -> truth.containsKey(record.getField("id")));
        long neighbours = 0;
        for (int i = 1; i < COUNT; i++) {
            neighbours += truth.get(Integer.toString(i)).equals(truth.get(Integer.toString(i - 1))) ? 1 : 0;
        }
        assertThat(neighbours)
                .as("records of one person that follow each other")
                .isLessThan(20);
        try (var left = Files.list(directory)) {
            assertThat(left).as("no pile is left behind").hasSize(2);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() throws IOException {
        Path again = directory.resolve("again");
        PeopleGenerator.write(COUNT, 5, again);
        assertThat(again.resolve("records.csv")).hasSameTextualContentAs(directory.resolve("records.csv"));
        assertThat(again.resolve("truth.csv")).hasSameTextualContentAs(directory.resolve("truth.csv"));
        PeopleGenerator.write(COUNT, 6, again);
        assertThat(Files.mismatch(again.resolve("records.csv"), directory.resolve("records.csv")))
                .isNotEqualTo(-1);
    }

    @Test
    void aPersonHasUpToFiveRecordsThatDifferAndAHouseholdSharesItsAddress() {
        Map<String, Integer> sizes = new HashMap<>();
        truth.values().forEach(person -> sizes.merge(person, 1, Integer::sum));
        assertThat(sizes.values()).allMatch(size -> size <= 5);
        assertThat(sizes.values().stream().filter(size -> size > 1).count()).isGreaterThan(COUNT / 6);
        Map<String, Set<String>> residents = new HashMap<>();
        records.forEach(r -> residents
                .computeIfAbsent(
                        r.getField("house_number") + r.getField("street") + r.getField("postcode"),
                        _ -> new HashSet<>())
                .add(truth.get(r.getField("id"))));
        assertThat(residents.values().stream()
                        .filter(people -> people.size() > 1)
                        .count())
                .isGreaterThan(COUNT / 20);
    }

    @Test
    void placeholdersAndGapsAreThere() {
        for (String column : List.of("phone", "email", "tax_id", "birth_date")) {
            assertThat(records).as(column).anyMatch(r -> r.getField(column).isEmpty());
        }
        assertThat(records).anyMatch(r -> r.getField("email").equals("test@test.com"));
        assertThat(records).anyMatch(r -> r.getField("tax_id").equals("999999999"));
        assertThat(records).anyMatch(r -> r.getField("birth_date").equals("1900-01-01"));
    }
}
