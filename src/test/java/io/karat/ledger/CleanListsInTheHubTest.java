package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.Matching;
import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sources that are clean lists: the ledger keeps one record of each in a golden record, in any order. */
class CleanListsInTheHubTest {

    private static final EntityType REGISTERED = registered();

    private static EntityType registered() {
        EntityType person = Lab.PERSON;
        return new EntityType(
                person.name(),
                person.label(),
                person.labelMany(),
                person.title(),
                person.attributes(),
                new Matching(person.matching().link(), person.matching().review(), true, null),
                person.survivorship(),
                person.quality(),
                person.version());
    }

    private static Map<String, String> maria(String phone) {
        return new TreeMap<>(Map.of(
                "given_name", "Maria",
                "family_name", "Quintero",
                "birth_date", "1971-03-04",
                "street", "Mill Lane",
                "house_number", "7",
                "city", "Leeds",
                "phone", phone));
    }

    @Test
    void twoRecordsOfOneSourceStayApartUntilAStewardSaysThatTheyAreOne() {
        try (Lab lab = Lab.fresh(REGISTERED)) {
            lab.tell(Lab.upsert("crm", "1", maria("2025550110")), Lab.upsert("crm", "2", maria("2025550110")));
            assertThat(lab.partition()).hasSize(2);

            UUID golden = lab.goldenOf("crm", "1");
            Outcome.OfSteward outcome =
                    lab.act(new Command.Merge(golden, lab.version(golden), lab.goldenOf("crm", "2"), null, "user:ada"));

            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(lab.partition()).containsExactly(Set.of("crm/1", "crm/2"));
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void checkFindsTwoRecordsOfOneSourceThatNobodyJoined() {
        try (Lab lab = Lab.fresh()) {
            lab.tell(Lab.upsert("crm", "1", maria("2025550110")), Lab.upsert("crm", "2", maria("2025550110")));
            assertThat(lab.partition()).hasSize(1);

            assertThat(Checks.of(REGISTERED, lab.database, lab.clock, lab.writer()::indexedOtherwise))
                    .extracting(Checks.Violation::invariant)
                    .containsExactly("no golden record holds two records of one source, unless a steward said so");
        }
    }

    /** Some people are in a list twice, so that records compete. */
    private static List<Command.OfSource> competing(SplittableRandom random) {
        List<Command.OfSource> history = new ArrayList<>(DifferentialTest.history(random, 25));
        for (Command.OfSource command : List.copyOf(history)) {
            if (command instanceof Command.Upsert upsert && random.nextInt(4) == 0) {
                String again = upsert.key().key() + "-again";
                history.add(new Command.Upsert(
                        new RecordKey(upsert.key().source(), again),
                        upsert.observedAt(),
                        upsert.data(),
                        upsert.actor()));
            }
        }
        return history;
    }

    @Test
    void anyOrderAndAnyBatchesGiveTheSameAndNoListTwice() {
        AtomicInteger joined = new AtomicInteger();
        AtomicInteger questions = new AtomicInteger();
        Seeds.each(3, random -> {
            List<Command.OfSource> history = competing(random);
            List<Command.OfSource> shuffled = new ArrayList<>(history);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            try (Lab one = Lab.fresh(REGISTERED);
                    Lab other = Lab.fresh(REGISTERED)) {
                Loads.load(one, history, 1 + random.nextInt(20));
                Loads.load(other, shuffled, 1 + random.nextInt(20));
                assertThat(other.partition()).isEqualTo(one.partition());
                assertThat(other.questions()).isEqualTo(one.questions());
                assertThat(one.violations()).isEmpty();
                assertThat(other.violations()).isEmpty();
                joined.addAndGet((int) Loads.pairs(one.partition()));
                questions.addAndGet(one.questions().size());
            }
        });
        assertThat(joined.get()).as("pairs that were joined in all").isGreaterThan(20);
        assertThat(questions.get()).as("questions in all").isPositive();
    }
}
