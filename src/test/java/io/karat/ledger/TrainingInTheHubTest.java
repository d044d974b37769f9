package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.karat.demo.PeopleGenerator;
import io.karat.match.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a hub learns, and whether what a training foretells comes true. */
class TrainingInTheHubTest {

    @TempDir
    private Path directory = Path.of("");

    private List<Command.Upsert> people(int records) throws IOException {
        PeopleGenerator.write(records, 23, directory);
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
    void aFirstLoadOfEnoughRecordsTeachesWhatItIsDecidedBy() throws IOException, InterruptedException {
        try (Lab lab = Lab.fresh()) {
            lab.load(people(Training.FEWEST_RECORDS + 200));

            assertThat(lab.versions().active(Lab.PERSON).version()).isEqualTo(1);
            assertThat(lab.versions().list(Lab.PERSON))
                    .singleElement()
                    .satisfies(version -> assertThat(version.origin()).isEqualTo("trained"))
                    .satisfies(version -> assertThat(version.actor()).isEqualTo("system"));
            assertThat(lab.versions().active(Lab.PERSON).referenceSize()).isEqualTo(Training.FEWEST_RECORDS + 200);
            PlanEffect again = lab.planning().reconcile(Commission.by("user:ada"));
            assertThat(again.merged() + again.split()).isZero();
        }
    }

    @Test
    void aFirstLoadOfFewIsDecidedByTheBuiltInParameters() throws IOException {
        try (Lab lab = Lab.fresh()) {
            lab.load(people(Training.FEWEST_RECORDS - 1));

            assertThat(lab.versions().active(Lab.PERSON).version()).isZero();
            assertThat(lab.versions().list(Lab.PERSON)).isEmpty();
        }
    }

    @Test
    void laterLoadsDoNotTrainAgain() throws IOException {
        List<Command.Upsert> people = people(2_400);
        try (Lab lab = Lab.fresh()) {
            lab.load(people.subList(0, 1_200));
            lab.load(people.subList(1_200, 2_400));

            assertThat(lab.versions().active(Lab.PERSON).version()).isEqualTo(1);
            assertThat(lab.versions().list(Lab.PERSON)).hasSize(1);
        }
    }

    @Test
    void whatTrainingForetellsIsWhatActivationDoes() throws IOException, InterruptedException {
        List<Command.Upsert> people = people(1_500);
        try (Lab lab = Lab.fresh()) {
            Loads.load(lab, people, 300);
            Set<Set<String>> before = lab.partition();
            int asked = lab.questions().size();

            ParameterVersions.Version trained = lab.planning().train(Commission.by("user:ada"));
            PlanEffect foretold = trained.effect();
            assertThat(lab.partition()).isEqualTo(before);
            assertThat(lab.versions().active(Lab.PERSON).version()).isZero();
            PlanEffect done = lab.planning()
                    .activate(
                            lab.versions().find(Lab.PERSON, trained.version()).orElseThrow(),
                            Commission.by("user:ada"));

            Set<Set<String>> after = lab.partition();
            System.out.println("1,500 people told one by one, then trained: " + foretold);
            assertThat(foretold).isNotNull().isEqualTo(done);
            assertThat(foretold)
                    .isEqualTo(new PlanEffect(
                            1_500,
                            after.size(),
                            spread(after, before),
                            spread(before, after),
                            asked,
                            lab.questions().size()));
            assertThat(foretold.merged()).isPositive();
            assertThat(foretold.questionsThen()).isNotEqualTo(asked);
        }
    }

    /** Clusters of which the records are in several of the other partition. */
    private static int spread(Set<Set<String>> clusters, Set<Set<String>> over) {
        Map<String, Set<String>> of = new HashMap<>();
        over.forEach(cluster -> cluster.forEach(record -> of.put(record, cluster)));
        int spread = 0;
        for (Set<String> cluster : clusters) {
            Set<Set<String>> others = new HashSet<>();
            cluster.forEach(record -> others.add(of.get(record)));
            spread += others.size() > 1 ? 1 : 0;
        }
        return spread;
    }
}
