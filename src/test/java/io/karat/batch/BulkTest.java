package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import io.karat.match.DemotedValues;
import io.karat.match.Keys;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Bulk partitions of the sample people: candidates against brute force, and what must not matter. */
class BulkTest {

    private static final EntityType PERSON = person();
    private static final List<SampleRecord> SAMPLE = SampleSources.generate(11).stream()
            .filter(record -> record.entity().equals("person"))
            .toList();
    private static final Standardiser STANDARDISER = new Standardiser(PERSON);
    private static final Cut CUT = Cut.at(0.95, 0.3);

    private static EntityType person() {
        return switch (ModelFiles.load(Path.of("matching-rules"))) {
            case ModelFiles.Faulty faulty -> fail(faulty.problems().toString());
            case ModelFiles.Loaded loaded ->
                loaded.models().stream()
                        .filter(model -> model.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
        };
    }

    private static Features features(SampleRecord record) {
        return STANDARDISER.standardise(RecordData.of(record.data())).features();
    }

    private static Records records(List<SampleRecord> sample) {
        Records.Builder builder = Records.builder(PERSON, DemotedValues.NONE, sample.size());
        sample.forEach(record -> builder.add(features(record)));
        return builder.build();
    }

    private static KeyedRecords keyed(List<SampleRecord> sample) {
        return new KeyedRecords(
                records(sample),
                i -> new RecordKey(sample.get(i).source(), sample.get(i).key()));
    }

    private static Set<Set<String>> clusters(List<SampleRecord> sample, Plan plan) {
        Map<Integer, Set<String>> clusters = new HashMap<>();
        for (int i = 0; i < sample.size(); i++) {
            clusters.computeIfAbsent(plan.cluster()[i], c -> new TreeSet<>())
                    .add(sample.get(i).source() + "/" + sample.get(i).key());
        }
        return new HashSet<>(clusters.values());
    }

    @Test
    void candidatesWithoutCapsAreAllThatShareAKey() {
        List<SampleRecord> some = SAMPLE.subList(0, 700);
        List<Features> features = some.stream().map(BulkTest::features).toList();
        Records records = records(some);
        Candidates candidates = new Candidates(records.atoms(), some.size(), some.size());
        CandidateSearch search = new CandidateSearch(candidates);

        for (int record = 0; record < some.size(); record++) {
            Set<Integer> found = new TreeSet<>();
            int count = search.before(record);
            for (int i = 0; i < count; i++) {
                found.add(search.found(i));
            }
            Set<Integer> expected = new TreeSet<>();
            for (int other = 0; other < record; other++) {
                boolean shared = Keys.shared(features.get(record), features.get(other));
                assertThat(records.atoms().shareKey(record, other)).isEqualTo(shared);
                if (shared) {
                    expected.add(other);
                }
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    /** With so low a cap and budget that most keys are passed over, and most searches broken off. */
    @Test
    void whereOnlyTheLastRecordsSeekTheyFindWhatTheyWouldFindAmongAll() {
        int cap = 6;
        int first = 900;
        List<SampleRecord> some = SAMPLE.subList(0, 1_000);
        List<Features> features = some.stream().map(BulkTest::features).toList();
        AtomSieve telling =
                AtomSieve.of(some.size() - first, i -> features.get(first + i).atoms());
        Records.Builder sieved = Records.builder(PERSON, DemotedValues.NONE, some.size())
                .only(telling, record -> features.get(record).fingerprint());
        features.forEach(sieved::add);
        Records all = records(some);
        Records few = sieved.build();
        Candidates ofAll = new Candidates(all.atoms(), cap, 10);
        Candidates ofFew = new Candidates(few.atoms(), cap, 10, first);
        CandidateSearch amongAll = new CandidateSearch(ofAll);
        CandidateSearch amongFew = new CandidateSearch(ofFew);

        assertThat(few.atoms().from(few.size())).isLessThan(all.atoms().from(all.size()));
        for (int record = first; record < some.size(); record++) {
            int count = amongAll.before(record);
            assertThat(amongFew.before(record)).isEqualTo(count);
            for (int i = 0; i < count; i++) {
                assertThat(amongFew.found(i)).isEqualTo(amongAll.found(i));
            }
        }
        assertThat(Crowds.pairs(ofFew, few.atoms(), first))
                .isNotEmpty()
                .containsExactly(Arrays.stream(Crowds.pairs(ofAll, all.atoms()))
                        .filter(pair -> pair >>> Integer.SIZE >= first)
                        .toArray());
    }

    @Test
    void theOrderOfRecordsDoesNotMatter() {
        // Beyond caps and budgets order may matter a little: few enough records stay within them.
        List<SampleRecord> some = SAMPLE.subList(0, 400);
        Parameters parameters = Parameters.builtIn(PERSON);
        Set<Set<String>> expected = clusters(some, Bulk.partition(keyed(some), Constraints.NONE, parameters, CUT));

        for (int seed = 1; seed <= 5; seed++) {
            List<SampleRecord> shuffled = new ArrayList<>(some);
            Collections.shuffle(shuffled, new Random(seed));

            assertThat(clusters(shuffled, Bulk.partition(keyed(shuffled), Constraints.NONE, parameters, CUT)))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void learntParametersFindNearlyAllAndJoinNearlyNobodyElse() {
        KeyedRecords keyed = keyed(SAMPLE);
        Plan plan = Bulk.partition(keyed, Constraints.NONE, keyed.train(1), Cut.at(0.5, 0.3));

        long both = 0;
        long predicted = 0;
        long truth = 0;
        for (int a = 0; a < SAMPLE.size(); a++) {
            for (int b = 0; b < a; b++) {
                boolean together = plan.cluster()[a] == plan.cluster()[b];
                boolean same = SAMPLE.get(a).truth() == SAMPLE.get(b).truth();
                predicted += together ? 1 : 0;
                truth += same ? 1 : 0;
                both += together && same ? 1 : 0;
            }
        }
        System.out.printf("sample people: %d of %d joined pairs true, of %d%n", both, predicted, truth);
        assertThat(2.0 * both / (predicted + truth)).isGreaterThan(0.97);
    }

    @Test
    void stewardsBindThePlan() {
        List<SampleRecord> some = SAMPLE.subList(0, 400);
        Plan free = Bulk.partition(keyed(some), Constraints.NONE, Parameters.builtIn(PERSON), CUT);
        int a = -1;
        int b = -1;
        for (int i = 0; i < some.size() && a < 0; i++) {
            for (int j = 0; j < i; j++) {
                if (free.cluster()[i] == free.cluster()[j]) {
                    a = i;
                    b = j;
                }
            }
        }
        Constraints apart =
                new Constraints(List.of(), List.of(new Constraints.Different(new int[] {a}, new int[] {b})));
        int other = 0;
        while (free.cluster()[other] == free.cluster()[a]) {
            other++;
        }
        Constraints joined = new Constraints(List.of(new int[] {Math.min(a, other), Math.max(a, other)}), List.of());

        Plan split = Bulk.partition(keyed(some), apart, Parameters.builtIn(PERSON), CUT);
        Plan merged = Bulk.partition(keyed(some), joined, Parameters.builtIn(PERSON), CUT);

        assertThat(split.cluster()[a]).isNotEqualTo(split.cluster()[b]);
        assertThat(merged.cluster()[a]).isEqualTo(merged.cluster()[other]);
    }

    @Test
    void noRecordsAndOneRecordAreNoTrouble() {
        assertThat(Bulk.partition(keyed(List.of()), Constraints.NONE, Parameters.builtIn(PERSON), CUT)
                        .clusters())
                .isZero();
        assertThat(Bulk.partition(keyed(SAMPLE.subList(0, 1)), Constraints.NONE, Parameters.builtIn(PERSON), CUT)
                        .cluster())
                .containsExactly(0);
    }
}
