package io.karat.testing;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/** Data sets with a known truth that lie outside the repository; a test that needs one is skipped where it is absent. */
public final class SharedData {

    private SharedData() {}

    /** The directory of a set. */
    public static Path set(String name) {
        String configured = System.getenv("KARAT_SHARED");
        Path set = Path.of(configured == null ? "../shared" : configured, "data", name);
        Assumptions.assumeTrue(Files.isDirectory(set), "skipped: no shared data");
        return set;
    }

    /** The records of a set, perhaps packed. */
    public static Path file(String name) {
        Path plain = set(name).resolve("records.csv");
        return Files.exists(plain) ? plain : set(name).resolve("records.csv.gz");
    }

    /** Rows by column name. */
    public static List<Map<String, String>> records(String name) {
        List<Map<String, String>> rows = new ArrayList<>();
        Path file = file(name);
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(plain)) {
            reader.forEach(record -> rows.add(new LinkedHashMap<>(record.getFieldsAsMap())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** The true partition; every record's name gets the prefix. */
    public static Set<Set<String>> truth(String name, String prefix) {
        Map<String, Set<String>> clusters = new HashMap<>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(set(name).resolve("truth.csv"))) {
            reader.forEach(record -> clusters.computeIfAbsent(record.getField("cluster"), c -> new TreeSet<>())
                    .add(prefix + record.getField("record")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new HashSet<>(clusters.values());
    }
}
