package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.model.Survivorship;
import io.karat.model.Survivorship.Group;
import io.karat.model.SurvivorshipRule;
import io.karat.model.SurvivorshipRule.MostRecent;
import io.karat.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where sources disagree on something reviewed, its change waits for a steward; all else is published. */
class ConflictTest {

    private static final String ACTOR = "user:ada";
    private static final Map<String, String> RHEA = Map.of(
            "given_name", "Rhea",
            "family_name", "Quillfeather",
            "birth_date", "1961-04-17",
            "email", "rhea@quillfeather.example",
            "phone", "+44 20 7946 0991");

    private static int tick;

    @Test
    void theChangeWaitsAndTheRestIsPublished() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"));
            UUID golden = lab.goldenOf("crm", "1");

            lab.tell(rhea("shop", "a", "city", "Leeds", "middle_name", "Maud"));

            assertThat(lab.goldenOf("shop", "a")).isEqualTo(golden);
            assertThat(lab.golden().get("crm/1")).contains("Bath", "Maud").doesNotContain("Leeds");
            assertThat(rule(lab)).isEqualTo("held");
            assertThat(conflicts(lab)).containsExactly("city open");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void ofANewGoldenRecordTheRulesWinnerStandsForTheTimeBeing() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"), rhea("shop", "a", "city", "Leeds"));

            assertThat(lab.golden().get("crm/1")).contains("Leeds");
            assertThat(conflicts(lab)).containsExactly("city open");

            lab.tell(rhea("crm", "1", "city", "York"));
            assertThat(lab.golden().get("crm/1"))
                    .as("what stands is not for the rule to change")
                    .contains("Leeds");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whatTheStewardChoseHoldsUntilTheSourcesSaySomethingElse() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"));
            lab.tell(rhea("shop", "a", "city", "Leeds"));

            UUID decision = choose(lab, "shop", "a");

            assertThat(lab.golden().get("crm/1")).contains("Leeds");
            assertThat(rule(lab)).isEqualTo("chosen");
            assertThat(conflicts(lab)).containsExactly("city decided");

            lab.tell(rhea("billing", "x", "city", "LEEDS"));
            assertThat(lab.goldenOf("billing", "x")).isEqualTo(lab.goldenOf("crm", "1"));
            assertThat(conflicts(lab)).as("the values are the same").containsExactly("city decided");

            lab.tell(rhea("billing", "x", "city", "York"));
            assertThat(conflicts(lab)).containsExactly("city open");
            assertThat(lab.golden().toString())
                    .as("the answer stands meanwhile")
                    .contains("Leeds");

            lab.tell(rhea("billing", "x", "city", "Bath"));
            assertThat(conflicts(lab)).as("what was answered is answered").doesNotContain("city open");
            assertThat(rule(lab)).isEqualTo("chosen");
            assertThat(lab.violations()).isEmpty();

            assertThat(lab.act(new Command.Undo(decision, null, ACTOR))).isInstanceOf(Outcome.Done.class);
            assertThat(lab.golden().toString()).contains("Bath");
            assertThat(conflicts(lab)).containsExactly("city open");
            assertThat(lab.act(new Command.Undo(decision, null, ACTOR))).isInstanceOf(Outcome.Refused.class);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void whenTheSourcesAgreeAgainNothingIsLeftToAsk() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"));
            lab.tell(rhea("shop", "a", "city", "Leeds"));

            lab.tell(rhea("crm", "1", "city", "Leeds"));

            assertThat(lab.golden().get("crm/1")).contains("Leeds");
            assertThat(conflicts(lab)).containsExactly("city withdrawn");
            assertThat(lab.strings("select unit from conflict_hold")).isEmpty();
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void anotherValueIsPinnedAndTheUndoOfItAsksAgain() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"));
            lab.tell(rhea("shop", "a", "city", "Leeds"));
            String[] open = open(lab).getFirst();

            Outcome.OfSteward entered = lab.act(
                    new Command.Enter(UUID.fromString(open[0]), "Ripon", Long.parseLong(open[1]), "her letter", ACTOR));

            assertThat(lab.golden().get("crm/1")).contains("Ripon");
            assertThat(rule(lab)).isEqualTo("pin");
            assertThat(conflicts(lab)).containsExactly("city decided");
            assertThat(lab.violations()).isEmpty();

            lab.act(new Command.Undo(Objects.requireNonNull(((Outcome.Done) entered).decision()), null, ACTOR));
            assertThat(lab.golden().get("crm/1")).contains("Bath");
            assertThat(conflicts(lab)).containsExactly("city open");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void oneSourceAloneAndValuesThatAreNoEvidenceAreNoDisagreement() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"), rhea("crm", "2", "city", "Leeds"));
            lab.tell(rhea("shop", "a", "city", "n/a"));
            lab.tell(rhea("billing", "x", "middle_name", "Maud"));

            assertThat(lab.partition()).hasSize(1);
            assertThat(conflicts(lab)).isEmpty();

            lab.tell(rhea("shop", "a", "city", "Leeds"));
            assertThat(conflicts(lab)).as("crm/1 and shop/a differ").containsExactly("city open");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aGroupDisagreesWhereBothSidesSaySomethingAndIsChosenAsOne() {
        try (Lab lab = Lab.fresh(reviewingAddresses())) {
            lab.tell(rhea("crm", "1", "city", "Bath", "postcode", "BA1 1AA"));
            lab.tell(rhea("shop", "a", "city", "Bath", "street", "Mill Lane"));
            assertThat(conflicts(lab))
                    .as("a part that is missing is no other value")
                    .isEmpty();

            lab.tell(rhea("billing", "x", "city", "Leeds", "postcode", "LS1 1AA", "street", "High Street"));

            assertThat(conflicts(lab)).containsExactly("address open");
            assertThat(lab.golden().get("billing/x")).doesNotContain("Leeds", "High Street");
            choose(lab, "billing", "x");
            assertThat(lab.golden().get("billing/x")).contains("Leeds", "LS1 1AA", "High Street");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void anAnswerToWhatWasNotShownIsNone() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"));
            lab.tell(rhea("shop", "a", "city", "Leeds"));
            String[] seen = open(lab).getFirst();
            UUID review = UUID.fromString(seen[0]);
            RecordKey shop = new RecordKey("shop", "a");
            lab.tell(rhea("billing", "x", "city", "York"));
            String before = lab.golden().toString();

            assertThat(lab.act(new Command.Choose(review, shop, Long.parseLong(seen[1]), null, ACTOR)))
                    .isInstanceOf(Outcome.Changed.class);
            long now = Long.parseLong(open(lab).getFirst()[1]);
            assertThat(lab.act(new Command.Choose(review, new RecordKey("shop", "b"), now, null, ACTOR)))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(lab.act(new Command.Decide(review, Command.Verdict.SAME, now, null, ACTOR)))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(lab.golden()).hasToString(before);
            assertThat(lab.act(new Command.Choose(review, shop, now, null, ACTOR)))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(lab.act(new Command.Choose(review, shop, now, null, ACTOR)))
                    .as("sent twice")
                    .isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void aMergeAndItsUndoLeaveWhatWasHeldAndWhatWasChosen() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"));
            lab.tell(rhea("shop", "a", "city", "Leeds"));
            choose(lab, "shop", "a");
            lab.tell(other("crm", "9", "city", "Hull"));
            lab.tell(other("billing", "9", "city", "Ely"));
            Map<String, String> before = lab.golden();
            assertThat(conflicts(lab)).containsExactlyInAnyOrder("city decided", "city open");
            UUID one = lab.goldenOf("crm", "1");
            UUID two = lab.goldenOf("crm", "9");

            Outcome.OfSteward merged = lab.act(new Command.Merge(one, lab.version(one), two, null, "told so", ACTOR));
            assertThat(lab.golden()).hasSize(1);
            assertThat(conflicts(lab)).contains("city open");
            assertThat(lab.violations()).isEmpty();
            lab.act(new Command.Undo(Objects.requireNonNull(((Outcome.Done) merged).decision()), null, ACTOR));

            assertThat(lab.golden()).isEqualTo(before);
            assertThat(open(lab)).hasSize(1);
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void aLoadAsksToo() {
        try (Lab lab = Lab.fresh(reviewing())) {
            List<Command.OfSource> first = new ArrayList<>();
            Seeds.with(
                    5,
                    random -> DifferentialTest.history(random, 30).stream()
                            .filter(Command.Upsert.class::isInstance)
                            .forEach(first::add));
            lab.load(first);
            assertThat(lab.violations()).isEmpty();
            lab.tell(rhea("crm", "1", "city", "Bath"));
            lab.load("shop", List.of(rhea("shop", "a", "city", "Leeds")));

            assertThat(lab.golden().get("crm/1")).contains("Bath");
            assertThat(open(lab)).isNotEmpty();
            assertThat(lab.strings(
                            "select g.golden_id from golden_record g join review q on q.left_golden = g.golden_id"
                                    + " where q.state = 'open' and q.kind = 'conflict' and g.state <> 1"))
                    .isEmpty();
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void answersSurviveACrash() {
        try (Lab lab = Lab.fresh(reviewing())) {
            lab.tell(rhea("crm", "1", "city", "Bath"));
            lab.tell(rhea("shop", "a", "city", "Leeds"));
            choose(lab, "crm", "1");
            lab.crash();

            lab.tell(rhea("shop", "a", "city", "Leeds", "middle_name", "Maud"));

            assertThat(lab.golden().get("crm/1")).contains("Bath", "Maud");
            assertThat(rule(lab)).isEqualTo("chosen");
            assertThat(lab.violations()).isEmpty();
        }
    }

    @Test
    void answersAmongUpdatesAreSoundAndUndoneLeaveWhatWouldStandWithoutThem() {
        AtomicInteger answered = new AtomicInteger();
        Seeds.each(4, random -> {
            try (Lab lab = Lab.fresh(reviewing());
                    Lab without = Lab.fresh(reviewing())) {
                List<Command.OfSource> history = DifferentialTest.history(random, 14).stream()
                        .map(command -> moved(command, random))
                        .toList();
                int steps = 12;
                for (int i = 0; i < steps; i++) {
                    List<Command.OfSource> piece =
                            history.subList(i * history.size() / steps, (i + 1) * history.size() / steps);
                    lab.tell(piece);
                    without.tell(piece);
                    answered.addAndGet(answer(lab, random));
                    assertThat(lab.violations()).isEmpty();
                }
                List<String> standing = standing(lab);
                while (!standing.isEmpty()) {
                    UUID one = UUID.fromString(standing.get(random.nextInt(standing.size())));
                    assertThat(lab.act(new Command.Undo(one, null, ACTOR))).isInstanceOf(Outcome.Done.class);
                    standing = standing(lab);
                }

                assertThat(lab.golden()).isEqualTo(without.golden());
                assertThat(lab.questions()).isEqualTo(without.questions());
                assertThat(lab.violations()).isEmpty();
                assertThat(without.violations()).isEmpty();
            }
        });
        assertThat(answered.get()).as("questions that were answered").isGreaterThan(3);
    }

    /** Sources often do not agree where somebody lives. */
    private static Command.OfSource moved(Command.OfSource command, SplittableRandom random) {
        if (!(command instanceof Command.Upsert upsert) || random.nextInt(10) < 5) {
            return command;
        }
        TreeMap<String, List<String>> data = new TreeMap<>(upsert.data().values());
        data.put("city", List.of(random.nextBoolean() ? "Hull" : "Ely"));
        return new Command.Upsert(upsert.key(), upsert.observedAt(), new RecordData(data), upsert.actor());
    }

    /** Some open conflicts are answered by chance, some answers taken back. */
    private static int answer(Lab lab, SplittableRandom random) {
        int answered = 0;
        for (String[] open : open(lab)) {
            if (random.nextInt(3) > 0) {
                List<String> records = lab.strings(
                        "select source || ' ' || key from source_record r join review q on r.ordinal = any(q.left_records)"
                                + " where q.id = ?::uuid order by ordinal",
                        open[0]);
                String[] record = records.get(random.nextInt(records.size())).split(" ");
                Outcome.OfSteward outcome = lab.act(new Command.Choose(
                        UUID.fromString(open[0]),
                        new RecordKey(record[0], record[1]),
                        Long.parseLong(open[1]),
                        null,
                        ACTOR));
                assertThat(outcome).isInstanceOf(Outcome.Done.class);
                answered++;
            }
        }
        List<String> standing = standing(lab);
        if (!standing.isEmpty() && random.nextBoolean()) {
            lab.act(new Command.Undo(UUID.fromString(standing.get(random.nextInt(standing.size()))), null, ACTOR));
        }
        return answered;
    }

    private static List<String> standing(Lab lab) {
        return lab.strings("select id from decision where released_at is null order by at, id");
    }

    private static UUID choose(Lab lab, String source, String key) {
        String[] open = open(lab).getFirst();
        Outcome.OfSteward outcome = lab.act(new Command.Choose(
                UUID.fromString(open[0]), new RecordKey(source, key), Long.parseLong(open[1]), "seen", ACTOR));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return Objects.requireNonNull(((Outcome.Done) outcome).decision());
    }

    /** Id and evidence of each. */
    private static List<String[]> open(Lab lab) {
        return lab
                .strings("select id || ' ' || evidence from review where state = 'open' and kind = 'conflict'"
                        + " order by left_anchor")
                .stream()
                .map(row -> row.split(" "))
                .toList();
    }

    private static List<String> conflicts(Lab lab) {
        return lab.strings(
                "select subject || ' ' || state from review where kind = 'conflict' order by state, left_anchor");
    }

    /** By which rule the only golden record has its city. */
    private static String rule(Lab lab) {
        return lab.strings("select p.provenance #>> '{city,1}' from golden_record g join golden_payload p"
                        + " on p.entity = g.entity and p.seq = g.seq where g.state = 1")
                .getFirst();
    }

    private static Command.Upsert rhea(String source, String key, String... more) {
        return person(RHEA, source, key, more);
    }

    private static Command.Upsert other(String source, String key, String... more) {
        return person(
                Map.of(
                        "given_name", "Oswin",
                        "family_name", "Tarrant",
                        "birth_date", "1938-11-02",
                        "email", "oswin@tarrant.example",
                        "phone", "+44 20 7946 0552"),
                source,
                key,
                more);
    }

    private static Command.Upsert person(Map<String, String> person, String source, String key, String... more) {
        Map<String, String> data = new HashMap<>(person);
        for (int i = 0; i < more.length; i += 2) {
            data.put(more[i], more[i + 1]);
        }
        return new Command.Upsert(
                new RecordKey(source, key),
                Instant.parse("2025-01-01T00:00:00Z").plusSeconds(tick++),
                RecordData.of(data),
                "source:" + source);
    }

    static EntityType reviewing() {
        return with(new Survivorship(
                new MostRecent(), Map.of("city", new MostRecent()), List.of(), List.of("crm", "shop"), Set.of("city")));
    }

    private static EntityType reviewingAddresses() {
        return with(new Survivorship(
                new MostRecent(),
                Map.of(),
                List.of(new Group(
                        "address", List.of("street", "city", "postcode"), new SurvivorshipRule.MostComplete())),
                List.of("crm", "shop"),
                Set.of("address")));
    }

    private static EntityType with(Survivorship survivorship) {
        EntityType person = Lab.PERSON;
        return new EntityType(
                person.name(),
                person.label(),
                person.labelMany(),
                person.title(),
                person.attributes(),
                person.matching(),
                survivorship,
                person.quality(),
                person.version());
    }
}
