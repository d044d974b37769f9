package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.Matching;
import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.nio.file.Path;
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

    static final EntityType REGISTERED = with(Lab.PERSON, Lab.PERSON.matching().link(), true);

    static EntityType with(EntityType type, double link, boolean onePerSource) {
        return new EntityType(
                type.name(),
                type.label(),
                type.labelMany(),
                type.title(),
                type.attributes(),
                new Matching(link, type.matching().review(), onePerSource, null),
                type.survivorship(),
                type.quality(),
                type.version());
    }

    static Map<String, String> maria(String phone) {
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
            Outcome.OfSteward outcome = lab.act(
                    new Command.Merge(golden, lab.version(golden), lab.goldenOf("crm", "2"), null, null, "user:ada"));

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

    static final EntityType PRODUCT = Lab.type(Path.of("src/test/resources/datasets"), "abt_buy");

    /** Each source lists four of five products, in words of its own; one of ten of them twice. */
    static List<Command.Upsert> products(String source, long seed) {
        SplittableRandom things = new SplittableRandom(seed);
        SplittableRandom words = new SplittableRandom(seed + source.hashCode());
        List<Command.Upsert> listed = new ArrayList<>();
        for (int product = 0; product < 150; product++) {
            String maker = any(things, "sony", "bose", "canon", "garmin", "logitech");
            String kind = any(things, "camera", "turntable", "speaker", "printer", "keyboard");
            String code = "" + (char) ('a' + things.nextInt(26)) + things.nextInt(100, 1000);
            int copies = words.nextInt(5) == 0 ? 0 : words.nextInt(10) == 0 ? 2 : 1;
            for (int copy = 0; copy < copies; copy++) {
                listed.add(Lab.upsert(
                        source,
                        product + "-" + copy,
                        Map.of(
                                "name",
                                maker + " " + any(words, "black", "silver", "compact", "pro") + " " + kind + " "
                                        + code)));
            }
        }
        return listed;
    }

    private static String any(SplittableRandom random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private static void lookAtAllAgain(Lab lab) throws Exception {
        IntSortedSet all = new IntAVLTreeSet();
        lab.strings("select ordinal::text from source_record where state = 1")
                .forEach(ordinal -> all.add(Integer.parseInt(ordinal)));
        lab.writer().reevaluate(all, new GoldenChange.Cause("test", "test"));
    }

    @Test
    void whatAPlanFoundInTwoListsStandsWhenAllIsLookedAtAgain() throws Exception {
        try (Lab lab = Lab.fresh(with(PRODUCT, 0.6, true))) {
            lab.load("abt", products("abt", 1));
            lab.load("buy", products("buy", 1));
            Set<Set<String>> planned = lab.partition();
            Set<String> questions = lab.questions();
            assertThat(Loads.pairs(planned)).isGreaterThan(60);
            assertThat(lab.violations()).isEmpty();

            lab.restart();
            lookAtAllAgain(lab);

            assertThat(lab.partition()).isEqualTo(planned);
            assertThat(lab.questions()).isEqualTo(questions);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whatAPlanFoundInThreeListsStandsWhenAllIsLookedAtAgain() throws Exception {
        try (Lab lab = Lab.fresh(with(PRODUCT, 0.6, true))) {
            lab.load("abt", products("abt", 2));
            lab.load("buy", products("buy", 2));
            lab.load("cnet", products("cnet", 2));
            Set<Set<String>> planned = lab.partition();
            assertThat(planned).anyMatch(cluster -> cluster.size() == 3);

            lookAtAllAgain(lab);

            assertThat(lab.partition()).isEqualTo(planned);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whatAPlanFoundAmongTextsStandsWhenAllIsLookedAtAgain() throws Exception {
        try (Lab lab = Lab.fresh(with(PRODUCT, 0.6, false))) {
            lab.load("abt", products("abt", 3));
            lab.load("buy", products("buy", 3));
            Set<Set<String>> planned = lab.partition();
            assertThat(Loads.pairs(planned)).isGreaterThan(60);

            lab.restart();
            lookAtAllAgain(lab);

            assertThat(lab.partition()).isEqualTo(planned);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aRecordThatComesAndGoesLeavesThePlanAsItWas() {
        try (Lab lab = Lab.fresh(with(PRODUCT, 0.6, true))) {
            List<Command.Upsert> abt = products("abt", 4);
            lab.load("abt", abt);
            lab.load("buy", products("buy", 4));
            Set<Set<String>> planned = lab.partition();

            for (Command.Upsert rival : abt.subList(0, 20)) {
                lab.tell(new Command.Upsert(new RecordKey("abt", "rival"), null, rival.data(), "source:abt"));
                assertThat(lab.violations()).isEmpty();
            }
            lab.tell(Lab.delete("abt", "rival"));

            assertThat(lab.partition()).isEqualTo(planned);
            assertThat(lab.violations()).isEmpty();
        }
    }
}
