package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.match.DemotedValues;
import io.karat.match.Parameters;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.testing.ReferenceHub;
import io.karat.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The hub at rest equals the pure core on the same records, whatever happened on the way. */
class DifferentialTest {

    private static final String[] GIVEN = {"Maria", "Mary", "John", "Jon", "Peter", "Ursula", "Olaf", "Aisha"};
    private static final String[] FAMILY = {"Quintero", "Abernathy", "Lindqvist", "Okonkwo", "Smith", "Smyth"};
    private static final String[] STREETS = {"High Street", "Mill Lane", "Station Road", "Elm Avenue"};
    private static final String[] CITIES = {"Springfield", "Leeds", "Oslo", "Porto"};
    private static final String[] SOURCES = {"crm", "shop", "billing"};
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private static String any(SplittableRandom random, String[] of) {
        return of[random.nextInt(of.length)];
    }

    private static Map<String, String> person(SplittableRandom random) {
        Map<String, String> person = new TreeMap<>();
        person.put("given_name", any(random, GIVEN));
        person.put("family_name", any(random, FAMILY));
        person.put(
                "birth_date",
                "19%02d-%02d-%02d".formatted(40 + random.nextInt(60), 1 + random.nextInt(12), 1 + random.nextInt(28)));
        person.put("house_number", Integer.toString(1 + random.nextInt(30)));
        person.put("street", any(random, STREETS));
        person.put("city", any(random, CITIES));
        person.put("phone", "20255501" + (10 + random.nextInt(90)));
        person.put(
                "email",
                person.get("given_name") + "." + person.get("family_name") + random.nextInt(50) + "@example.org");
        person.put("tax_id", Integer.toString(100_000_000 + random.nextInt(800_000_000)));
        return person;
    }

    /** As another system has it: parts are missing, misspelt or changed. */
    private static Map<String, String> seen(Map<String, String> person, SplittableRandom random) {
        Map<String, String> seen = new TreeMap<>(person);
        for (String attribute : person.keySet()) {
            double luck = random.nextDouble();
            if (luck < 0.25) {
                seen.remove(attribute);
            } else if (luck < 0.33) {
                String value = person.get(attribute);
                int at = random.nextInt(value.length());
                seen.put(attribute, value.substring(0, at) + (char) ('0' + random.nextInt(10)) + value.substring(at));
            }
        }
        return seen;
    }

    /** Versions of records of some people, each version with its own time, so that any order tells the same. */
    static List<Command.OfSource> history(SplittableRandom random, int people) {
        List<Command.OfSource> history = new ArrayList<>();
        int number = 0;
        for (int p = 0; p < people; p++) {
            Map<String, String> person = person(random);
            int records = 1 + random.nextInt(4);
            for (int r = 0; r < records; r++) {
                RecordKey key = new RecordKey(any(random, SOURCES), "k" + number++);
                int versions = random.nextInt(10) < 3 ? 2 : 1;
                for (int v = 0; v < versions; v++) {
                    Instant at = START.plusSeconds(random.nextInt(1_000_000));
                    history.add(
                            new Command.Upsert(key, at, RecordData.of(seen(person, random)), "source:" + key.source()));
                }
                if (random.nextInt(20) == 0) {
                    history.add(new Command.Delete(
                            key, START.plusSeconds(random.nextInt(1_000_000)), "source:" + key.source()));
                }
            }
        }
        return history;
    }

    private static List<List<Command.OfSource>> cut(List<Command.OfSource> commands, SplittableRandom random) {
        List<List<Command.OfSource>> batches = new ArrayList<>();
        for (int from = 0; from < commands.size(); ) {
            int to = Math.min(commands.size(), from + 1 + random.nextInt(25));
            batches.add(commands.subList(from, to));
            from = to;
        }
        return batches;
    }

    @Test
    void anyOrderAnyBatchesAndEverythingTwiceGiveTheSame() {
        AtomicInteger questions = new AtomicInteger();
        AtomicInteger joined = new AtomicInteger();
        Seeds.each(4, random -> {
            List<Command.OfSource> history = history(random, 25);
            List<Command.OfSource> shuffled = new ArrayList<>(history);
            shuffled.addAll(history);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            try (Lab one = Lab.fresh();
                    Lab other = Lab.fresh()) {
                cut(history, random).forEach(one::tell);
                cut(shuffled, random).forEach(other::tell);
                assertThat(other.partition()).isEqualTo(one.partition());
                assertThat(other.golden()).isEqualTo(one.golden());
                assertThat(other.questions()).isEqualTo(one.questions());
                assertThat(one.violations()).isEmpty();
                assertThat(other.violations()).isEmpty();
                questions.addAndGet(one.questions().size());
                joined.addAndGet((int) Loads.pairs(one.partition()));
            }
        });
        assertThat(joined.get()).as("pairs that were joined in all").isGreaterThan(20);
        assertThat(questions.get()).as("questions in all").isPositive();
    }

    @Test
    void recordsStewardsAndCrashesLeaveWhatThePureCoreWants() {
        AtomicInteger compared = new AtomicInteger();
        AtomicInteger decisions = new AtomicInteger();
        Seeds.each(4, random -> {
            ReferenceHub reference = new ReferenceHub(Lab.PERSON, Parameters.builtIn(Lab.PERSON), DemotedValues.NONE);
            try (Lab lab = Lab.fresh()) {
                Steward steward = new Steward(lab, reference, random);
                List<Command.OfSource> history = history(random, 25);
                Collections.shuffle(history, new Random(random.nextLong()));
                for (List<Command.OfSource> batch : cut(history, random)) {
                    lab.tell(batch);
                    batch.forEach(command -> tell(reference, command));
                    for (int acts = random.nextInt(4); acts > 0; acts--) {
                        steward.act();
                    }
                    if (random.nextInt(8) == 0) {
                        lab.crash();
                    }
                }
                assertThat(lab.violations()).isEmpty();
                // A question about a split says that present and wanted differ on purpose.
                if (lab.strings("select id from review where state = 'open' and kind = 'split'")
                        .isEmpty()) {
                    assertThat(lab.partition()).isEqualTo(keys(reference));
                    compared.incrementAndGet();
                }
                decisions.addAndGet(lab.strings("select id from decision").size());
            }
        });
        assertThat(compared.get()).as("runs compared").isPositive();
        assertThat(decisions.get()).as("decisions in all").isGreaterThan(10);
    }

    private static void tell(ReferenceHub reference, Command.OfSource command) {
        switch (command) {
            case Command.Upsert upsert -> reference.put(upsert.key(), upsert.observedAt(), upsert.data());
            case Command.Delete delete -> reference.delete(delete.key(), delete.observedAt());
            case Command.Correct _ -> throw new IllegalArgumentException("nothing is in quarantine here");
        }
    }

    private static Set<Set<String>> keys(ReferenceHub reference) {
        Set<Set<String>> clusters = new HashSet<>();
        reference
                .clusters()
                .forEach(cluster -> clusters.add(cluster.stream()
                        .map(k -> k.source() + "/" + k.key())
                        .collect(Collectors.toCollection(TreeSet::new))));
        return clusters;
    }

    /** Answers questions, merges, splits and undoes at random, and tells the reference what was decided. */
    private static final class Steward {
        private final Lab lab;
        private final ReferenceHub reference;
        private final SplittableRandom random;
        private final Map<UUID, Boolean> standing = new HashMap<>();

        Steward(Lab lab, ReferenceHub reference, SplittableRandom random) {
            this.lab = lab;
            this.reference = reference;
            this.random = random;
        }

        void act() {
            switch (random.nextInt(4)) {
                case 0 -> undo();
                case 1 -> split();
                default -> answer();
            }
        }

        private void answer() {
            List<String> open =
                    lab.strings("select id || ' ' || evidence from review where state = 'open' order by id");
            if (!open.isEmpty()) {
                String[] question = open.get(random.nextInt(open.size())).split(" ");
                Command.Verdict verdict = random.nextBoolean() ? Command.Verdict.SAME : Command.Verdict.DIFFERENT;
                decided(lab.act(new Command.Decide(
                        UUID.fromString(question[0]), verdict, Long.parseLong(question[1]), null, "user:ada")));
            }
        }

        private void split() {
            List<String> large = lab.strings(
                    "select golden_id || ' ' || version from golden_record where state = 1 and members > 1 order by golden_id");
            if (!large.isEmpty()) {
                String[] golden = large.get(random.nextInt(large.size())).split(" ");
                String[] key = lab.strings(
                                "select source || ' ' || key from source_record where golden_id = ?::uuid order by ordinal",
                                golden[0])
                        .get(0)
                        .split(" ");
                decided(lab.act(new Command.Split(
                        UUID.fromString(golden[0]),
                        Integer.parseInt(golden[1]),
                        List.of(new RecordKey(key[0], key[1])),
                        null,
                        "user:ada")));
            }
        }

        private void undo() {
            if (!standing.isEmpty()) {
                UUID decision = standing.keySet().stream().sorted().findFirst().orElseThrow();
                Outcome outcome = lab.act(new Command.Undo(decision, null, "user:ada"));
                assertThat(outcome).isInstanceOf(Outcome.Done.class);
                standing.remove(decision);
                reference.undo(decision);
            }
        }

        private void decided(Outcome.OfSteward outcome) {
            if (outcome instanceof Outcome.Done done && done.decision() != null) {
                UUID id = done.decision();
                boolean same = lab.strings("select verdict from decision where id = ?::uuid", id.toString())
                        .get(0)
                        .equals("same");
                List<RecordKey> left = side(id, "left_records");
                List<RecordKey> right = side(id, "right_records");
                standing.put(id, same);
                if (same) {
                    reference.same(id, left, right);
                } else {
                    reference.different(id, left, right);
                }
            }
        }

        private List<RecordKey> side(UUID decision, String side) {
            return lab
                    .strings(
                            "select r.source || ' ' || r.key from decision d join source_record r on r.entity = d.entity and r.ordinal = any(d."
                                    + side + ") where d.id = ?::uuid",
                            decision.toString())
                    .stream()
                    .map(row -> row.split(" "))
                    .map(parts -> new RecordKey(parts[0], parts[1]))
                    .toList();
        }
    }
}
