package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Outcome.Accepted;
import io.karat.ledger.Outcome.Decision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One real person in far more records than the hub partitions afresh. */
class LargeClusterTest {

    private static final int RECORDS = 430;

    private static final Map<String, String> ONE = Map.of(
            "given_name", "Jonathan",
            "family_name", "Abernathy",
            "birth_date", "1984-03-02",
            "email", "jon.abernathy@example.org",
            "phone", "714-255-8025",
            "house_number", "12",
            "street", "High Street",
            "city", "Springfield",
            "postcode", "15605");

    /** As some system has it: a part is missing, another is misspelt. */
    private static Map<String, String> seen(SplittableRandom random) {
        Map<String, String> seen = new HashMap<>(ONE);
        List<String> parts = new ArrayList<>(new TreeSet<>(ONE.keySet()));
        parts.removeAll(List.of("birth_date", "phone", "email"));
        seen.remove(parts.get(random.nextInt(parts.size())));
        String misspelt = parts.get(random.nextInt(parts.size()));
        seen.computeIfPresent(misspelt, (part, value) -> {
            int at = random.nextInt(value.length());
            return value.substring(0, at) + (char) ('a' + random.nextInt(26)) + value.substring(at);
        });
        return seen;
    }

    static List<Command.OfSource> records(int times) {
        SplittableRandom random = new SplittableRandom(4);
        List<Command.OfSource> records = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            records.add(Lab.upsert("crm", "k" + i, seen(random)));
        }
        return records;
    }

    static int largest(Lab lab) {
        return lab.partition().stream().mapToInt(Set::size).max().orElse(0);
    }

    @Test
    void itStaysOneGoldenRecordHoweverManyRecordsArrive() {
        try (Lab lab = Lab.fresh()) {
            Loads.load(lab, records(RECORDS), 86);
            assertThat(largest(lab)).isEqualTo(RECORDS);

            Outcome late = lab.tell(Lab.upsert("shop", "late", ONE)).get(0);
            assertThat(((Accepted) late).decision()).isEqualTo(Decision.LINKED);
            Outcome other = lab.tell(Lab.upsert(
                            "shop",
                            "other",
                            Map.of("given_name", "Wilhelmina", "family_name", "Quist", "city", "Oslo")))
                    .get(0);
            assertThat(((Accepted) other).decision()).isEqualTo(Decision.CREATED);

            int before = largest(lab);
            lab.tell(Lab.delete("shop", "late"));
            assertThat(largest(lab)).isEqualTo(before - 1);
            lab.crash();
            lab.tell(Lab.upsert("shop", "late", ONE));
            assertThat(largest(lab)).isEqualTo(before);
            assertThat(lab.violations()).isEmpty();
            aRecordThatBecomesSomebodyElseLeavesItAndAStewardMayTakeOneOut(lab);
        }
    }

    @Test
    void loadedAtOnceItIsOneGoldenRecordToo() {
        try (Lab lab = Lab.fresh()) {
            lab.load(records(520));

            assertThat(largest(lab)).isEqualTo(520);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    @Tag("nightly")
    void fiveThousandRecordsNeitherStallTheHubNorFallApart() {
        try (Lab lab = Lab.fresh()) {
            long start = System.nanoTime();

            Loads.load(lab, records(5_000), 200);

            System.out.printf("online, one of 5,000: %.2f ms a record%n", (System.nanoTime() - start) / 1e6 / 5_000);
            assertThat(lab.partition()).hasSize(1);
            assertThat(lab.violations()).isEmpty();
        }
    }

    private static void aRecordThatBecomesSomebodyElseLeavesItAndAStewardMayTakeOneOut(Lab lab) {
        UUID large = UUID.fromString(lab.strings("select golden_id from golden_record order by members desc")
                .get(0));
        int before = largest(lab);
        List<String> keys = lab.strings(
                "select key from source_record where golden_id = ?::uuid order by ordinal", large.toString());

        lab.tell(Lab.upsert(
                "crm", keys.get(0), Map.of("given_name", "Wilhelmina", "family_name", "Quist", "city", "Oslo")));
        assertThat(largest(lab)).isEqualTo(before - 1);
        assertThat(lab.goldenOf("crm", keys.get(0))).isNotEqualTo(large);

        Outcome split = lab.act(new Command.Split(
                large,
                lab.version(large),
                List.of(new io.karat.model.RecordKey("crm", keys.get(1))),
                null,
                "user:ada"));
        assertThat(split).isInstanceOf(Outcome.Done.class);
        assertThat(largest(lab)).isEqualTo(before - 2);
        assertThat(lab.goldenOf("crm", keys.get(1))).isNotEqualTo(large);

        lab.act(new Command.Undo(
                java.util.Objects.requireNonNull(((Outcome.Done) split).decision()), null, "user:ada"));
        assertThat(largest(lab)).isEqualTo(before - 1);
        assertThat(lab.violations()).isEmpty();
    }
}
