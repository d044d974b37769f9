package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.karat.demo.PeopleGenerator;
import io.karat.match.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same generated people, by the same parameters, once landed and decided together and once told in batches as they
 * come. {@code -Dkarat.people=N} says how many.
 */
@Tag("nightly")
class OnlineAgainstBulkTest {

    private static final int PEOPLE = Integer.getInteger("karat.people", 20_000);
    private static final long SEED = 42;
    private static final int BATCH = 500;

    private static List<Command.Upsert> people(Path directory) throws IOException {
        PeopleGenerator.write(PEOPLE, SEED, directory);
        List<Command.Upsert> people = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader =
                CsvReader.builder().ofNamedCsvRecord(directory.resolve("records.csv"))) {
            for (NamedCsvRecord row : reader) {
                Map<String, String> data = new HashMap<>(row.getFieldsAsMap());
                String id = data.remove("id");
                people.add(Lab.upsert("crm", id, data));
            }
        }
        return people;
    }

    @Test
    void bothEndAtThePartitionThatIsWanted(@TempDir Path directory) throws IOException, InterruptedException {
        List<Command.Upsert> people = people(directory);
        try (Lab bulk = Lab.fresh();
                Lab online = Lab.fresh()) {
            bulk.load(people);
            Parameters learnt = bulk.versions().active(Lab.PERSON);
            Parameters same = online.versions()
                    .store(Lab.PERSON, new ParameterVersions.Learnt(learnt, 0, "user:test", Lab.START, null));
            online.planning().activate(same, Commission.by("user:test"));
            Loads.load(online, people, BATCH);

            Set<Set<String>> together = bulk.partition();
            Set<Set<String>> oneByOne = online.partition();
            long common = Loads.common(together, oneByOne);
            System.out.printf(
                    "%,d people, online against bulk: F1 %.5f; %,d pairs in both, %,d only in bulk, %,d only online;"
                            + " questions %,d in bulk, %,d online%n",
                    PEOPLE,
                    Loads.f1(oneByOne, together),
                    common,
                    Loads.pairs(together) - common,
                    Loads.pairs(oneByOne) - common,
                    bulk.questions().size(),
                    online.questions().size());
            assertThat(online.violations()).isEmpty();
            assertThat(Loads.f1(oneByOne, together)).isGreaterThan(0.9995);
        }
    }
}
