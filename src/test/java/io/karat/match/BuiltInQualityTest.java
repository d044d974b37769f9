package io.karat.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the built-in parameters reach on data with a known truth, from raw values to clusters. Prints the figures; the
 * floors leave room for noise, not for a broken stage.
 */
@Tag("quality")
class BuiltInQualityTest {

    @Test
    void people_with_households_moves_and_typing_errors() throws IOException {
        Quality.Figures figures = measure(
                "gen_10k",
                "given_name=given_name:given-name",
                "middle_name=middle_name:given-name",
                "surname=family_name:family-name",
                "sex=sex:category",
                "dob=birth_date:date",
                "street_number=house_number:house-number",
                "street=street:street",
                "city=city:city",
                "state=state:category",
                "postcode=postcode:postcode",
                "phone=phone:phone",
                "email=email:email",
                "national_id=tax_id:identifier");
        assertThat(figures.f1()).isGreaterThan(0.985);
        assertThat(figures.questionsPerThousand()).isLessThan(10);
    }

    @Test
    void people_with_many_attributes_and_many_errors() throws IOException {
        Quality.Figures figures = measure(
                "febrl3",
                "given_name=given_name:given-name",
                "surname=family_name:family-name",
                "street_number=house_number:house-number",
                "address_1=street:street",
                "address_2=place:text",
                "suburb=city:city",
                "postcode=postcode:postcode",
                "state=state:category",
                "date_of_birth=birth_date:date",
                "soc_sec_id=tax_id:identifier");
        assertThat(figures.f1()).isGreaterThan(0.98);
    }

    @Test
    void people_with_few_attributes() throws IOException {
        Quality.Figures figures = measure(
                "fake_1000",
                "first_name=given_name:given-name",
                "surname=family_name:family-name",
                "dob=birth_date:date",
                "city=city:city",
                "email=email:email");
        assertThat(figures.f1()).isGreaterThan(0.8);
        assertThat(figures.precision()).isGreaterThan(0.99);
    }

    /** @param columns {@code column=attribute:type-code} */
    private static Quality.Figures measure(String set, String... columns) throws IOException {
        Path directory = shared().resolve(set);
        assumeTrue(Files.isDirectory(directory), "skipped: no shared data");
        String[] names = Arrays.stream(columns).map(c -> c.split("=")[0]).toArray(String[]::new);
        EntityType type = People.type(
                "person", Arrays.stream(columns).map(c -> c.split("=")[1]).toArray(String[]::new));
        Map<String, String> truthOf = new HashMap<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(directory.resolve("truth.csv"))) {
            csv.forEach(row -> truthOf.put(row.getField("record"), row.getField("cluster")));
        }
        SortedMap<String, RecordData> data = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(directory.resolve("records.csv"))) {
            csv.forEach(row -> {
                Map<String, String> values = new HashMap<>();
                for (int i = 0; i < names.length; i++) {
                    values.put(type.attributes().get(i).name(), row.getField(names[i]));
                }
                data.put(row.getField("id"), RecordData.of(values));
            });
        }
        return Quality.measure(set, type, data, truthOf);
    }

    private static Path shared() {
        String from = System.getenv("KARAT_SHARED");
        return Path.of(from == null ? "../shared" : from, "data");
    }
}
