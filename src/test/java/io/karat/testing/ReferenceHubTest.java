package io.karat.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.demo.SampleRecord;
import io.karat.demo.SampleSources;
import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.testing.ReferenceHub.Golden;
import io.karat.testing.ReferenceHub.Question;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReferenceHubTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID DECISION = new UUID(0, 1);
    private static final EntityType PERSON = person();
    private static final Parameters PARAMETERS = Parameters.builtIn(PERSON);

    private final List<SampleRecord> people = SampleSources.generate(7).stream()
            .filter(r -> r.entity().equals("person"))
            .limit(500)
            .toList();

    @Test
    void findsThePeopleOfTheSampleSources() {
        ReferenceHub hub = hub(people);
        Map<RecordKey, Integer> truth = new HashMap<>();
        people.forEach(r -> truth.put(key(r), r.truth()));

        long found = 0;
        long right = 0;
        for (SortedSet<RecordKey> cluster : hub.clusters()) {
            found += pairs(cluster.size());
            right +=
                    cluster.stream().collect(Collectors.groupingBy(truth::get, Collectors.counting())).values().stream()
                            .mapToLong(ReferenceHubTest::pairs)
                            .sum();
        }

        long there =
                truth.values().stream().collect(Collectors.groupingBy(t -> t, Collectors.counting())).values().stream()
                        .mapToLong(ReferenceHubTest::pairs)
                        .sum();
        assertThat((double) right / found).as("precision").isGreaterThan(0.95);
        assertThat((double) right / there).as("recall").isGreaterThan(0.7);
    }

    @Test
    void orderAndRepetitionMakeNoDifference() {
        ReferenceHub hub = hub(people);
        Seeds.each(3, random -> {
            List<SampleRecord> twice = new ArrayList<>();
            for (int i : RandomGraphs.shuffled(random, 2 * people.size())) {
                twice.add(people.get(i % people.size()));
            }

            ReferenceHub other = hub(twice);

            assertThat(other.clusters()).isEqualTo(hub.clusters());
            assertThat(other.questions()).isEqualTo(hub.questions());
            assertThat(golden(other)).isEqualTo(golden(hub));
        });
    }

    @Test
    void decisionsHoldAndUndoRestores() {
        ReferenceHub hub = hub(people);
        List<SortedSet<RecordKey>> before = hub.clusters();
        Question question = hub.questions().getFirst();

        hub.same(DECISION, question.left(), question.right());

        assertThat(hub.clusters()).anyMatch(c -> c.containsAll(question.left()) && c.containsAll(question.right()));
        hub.undo(DECISION);
        assertThat(hub.clusters()).isEqualTo(before);
        SortedSet<RecordKey> pair =
                before.stream().filter(c -> c.size() == 2).findFirst().orElseThrow();

        hub.different(DECISION, Set.of(pair.first()), Set.of(pair.last()));

        assertThat(hub.clusters()).noneMatch(c -> c.containsAll(pair));
    }

    @Test
    void whatWasObservedEarlierIsStale() {
        ReferenceHub hub = hub(List.of());
        RecordKey key = new RecordKey("crm", "1");
        hub.put(key, NOW, RecordData.of(Map.of("given_name", "Ann")));

        hub.put(key, NOW.minusSeconds(1), RecordData.of(Map.of("given_name", "Bea")));
        hub.delete(key, NOW.minusSeconds(1));

        assertThat(hub.golden(List.of(key), List.of(), NOW).values()).containsEntry("given_name", List.of("Ann"));
        hub.delete(key, NOW.plusSeconds(1));
        hub.put(key, NOW, RecordData.of(Map.of("given_name", "Cle")));
        assertThat(hub.clusters()).isEmpty();
    }

    private static List<Golden> golden(ReferenceHub hub) {
        return hub.clusters().stream()
                .map(cluster -> hub.golden(cluster, List.of(), NOW))
                .toList();
    }

    private static ReferenceHub hub(List<SampleRecord> records) {
        ReferenceHub hub = new ReferenceHub(PERSON, PARAMETERS, DemotedValues.NONE);
        records.forEach(r -> hub.put(key(r), r.observedAt(), RecordData.of(r.data())));
        return hub;
    }

    private static RecordKey key(SampleRecord sample) {
        return new RecordKey(sample.source(), sample.key());
    }

    private static long pairs(long size) {
        return size * (size - 1) / 2;
    }

    private static EntityType person() {
        return switch (ModelFiles.load(Path.of("matching-rules"))) {
            case ModelFiles.Loaded(List<EntityType> models) ->
                models.stream()
                        .filter(m -> m.name().equals("person"))
                        .findFirst()
                        .orElseThrow();
            case ModelFiles.Faulty faulty ->
                throw new IllegalStateException(faulty.problems().toString());
        };
    }
}
