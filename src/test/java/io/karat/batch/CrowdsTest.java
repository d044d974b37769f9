package io.karat.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.cluster.Constraints;
import io.karat.cluster.Cut;
import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;
import io.karat.standardise.Standardiser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Far more records of one person than may share a key. */
class CrowdsTest {

    private static final EntityType PERSON = ((ModelFiles.Loaded) ModelFiles.load(Path.of("matching-rules")))
            .models().stream()
                    .filter(model -> model.name().equals("person"))
                    .findFirst()
                    .orElseThrow();
    private static final Standardiser STANDARDISER = new Standardiser(PERSON);
    private static final Cut CUT = Cut.at(0.95, 0.3);

    private static final TreeMap<String, String> ONE = new TreeMap<>(Map.of(
            "given_name", "Jonathan",
            "family_name", "Abernathy",
            "birth_date", "1984-03-02",
            "email", "jon.abernathy@example.org",
            "phone", "714-255-8025",
            "house_number", "12",
            "street", "High Street",
            "city", "Springfield",
            "postcode", "15605"));

    /** As some system has it: one or two of name and address are misspelt, one of them may be missing. */
    private static Features seen(SplittableRandom random) {
        Map<String, String> seen = new HashMap<>(ONE);
        List<String> parts = new ArrayList<>(ONE.keySet());
        parts.removeAll(List.of("birth_date", "email", "phone"));
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            seen.computeIfPresent(parts.get(random.nextInt(parts.size())), (part, value) -> {
                int at = random.nextInt(value.length());
                return value.substring(0, at) + (char) ('a' + random.nextInt(26)) + value.substring(at);
            });
        }
        if (random.nextInt(3) == 0) {
            seen.remove(parts.get(random.nextInt(parts.size())));
        }
        return STANDARDISER.standardise(RecordData.of(seen)).features();
    }

    private static List<Features> seen(int times) {
        SplittableRandom random = new SplittableRandom(4);
        return IntStream.range(0, times).mapToObj(_ -> seen(random)).toList();
    }

    private static Records records(List<Features> features) {
        Records.Builder builder = Records.builder(PERSON, DemotedValues.NONE, features.size());
        features.forEach(builder::add);
        return builder.build();
    }

    private static Plan partition(List<Features> features) {
        KeyedRecords keyed = new KeyedRecords(records(features), i -> new RecordKey("crm", "%05d".formatted(i)));
        return Bulk.partition(keyed, Constraints.NONE, Parameters.builtIn(PERSON), CUT);
    }

    @Test
    void nearlyEqualRecordsAreOneInAnyOrderHoweverManyThereAre() {
        for (int times : new int[] {61, 130, 520}) {
            List<Features> features = new ArrayList<>(seen(times));
            for (int seed = 0; seed < 3; seed++) {
                assertThat(partition(features).clusters())
                        .as("%d, order %d", times, seed)
                        .isEqualTo(1);
                Collections.shuffle(features, new Random(seed));
            }
        }
    }

    @Test
    void fiveThousandRecordsOfOnePersonStayOne() {
        List<Features> features = seen(5_000);
        long start = System.nanoTime();

        Plan plan = partition(features);

        System.out.printf("bulk, one of 5,000: %.2f ms a record%n", (System.nanoTime() - start) / 1e6 / 5_000);
        assertThat(plan.clusters()).isEqualTo(1);
        assertThat(plan.open()).isEmpty();
    }

    @Test
    void aValueThatEverybodyHasCostsNoMoreThanAFewPairsEach() {
        SplittableRandom random = new SplittableRandom(8);
        List<Features> features = IntStream.range(0, 3_000)
                .mapToObj(i -> STANDARDISER
                        .standardise(RecordData.of(Map.of(
                                "given_name", word(random),
                                "family_name", word(random),
                                "email", "test@test.com",
                                "city", "Springfield",
                                "postcode", "15605")))
                        .features())
                .toList();
        Records records = records(features);

        long[] pairs = Crowds.pairs(new Candidates(records.atoms(), 60, 30), records.atoms());

        assertThat(pairs.length).isBetween(1, 10 * features.size());
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        random.ints(8, 'a', 'z' + 1).forEach(c -> word.append((char) c));
        return word.toString();
    }
}
