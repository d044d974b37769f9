package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A load into a hub that holds more than the load brings ends where a plan of everything would. */
class NewcomersTest {

    /** So few that no record has more candidates than its budget. */
    private static final int PEOPLE = 11;

    /** Records of some people in any order, each once, all of one source. */
    static List<Command.OfSource> records(SplittableRandom random, int people) {
        List<Command.OfSource> records = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Command.OfSource command : DifferentialTest.history(random, people)) {
            if (command instanceof Command.Upsert u && seen.add(u.key().key())) {
                records.add(new Command.Upsert(
                        new RecordKey("crm", u.key().key()), u.observedAt(), u.data(), "source:crm"));
            }
        }
        Collections.shuffle(records, new Random(random.nextLong()));
        return records;
    }

    /** Half of the records in one load, then the others in three. */
    private static List<List<Command.OfSource>> loads(List<Command.OfSource> records) {
        int half = records.size() / 2 + 1;
        int part = (records.size() - half + 2) / 3;
        List<List<Command.OfSource>> loads = new ArrayList<>(List.of(records.subList(0, half)));
        for (int from = half; from < records.size(); from += part) {
            loads.add(records.subList(from, Math.min(records.size(), from + part)));
        }
        return loads;
    }

    /** Nothing that a plan of everything would change. */
    private static void atRest(Lab lab) {
        Set<Set<String>> partition = lab.partition();
        Map<String, String> golden = lab.golden();
        Set<String> questions = lab.questions();
        Set<String> links = links(lab);
        assertThat(lab.violations()).isEmpty();
        try {
            PlanEffect effect = lab.planning().reconcile(Commission.by("user:ada"));
            assertThat(effect.merged() + effect.split()).isZero();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(lab.partition()).isEqualTo(partition);
        assertThat(lab.golden()).isEqualTo(golden);
        assertThat(lab.questions()).isEqualTo(questions);
        Set<String> now = links(lab);
        Set<String> more = new HashSet<>(now);
        more.removeAll(links);
        links.removeAll(now);
        assertThat(links)
                .as("links that a plan of everything has not, beside %s that it alone has", more)
                .isEmpty();
        assertThat(more).as("links that only a plan of everything has").isEmpty();
        assertThat(lab.violations()).isEmpty();
    }

    private static Set<String> links(Lab lab) {
        return new HashSet<>(lab.strings("select a || ' ' || b || ' ' || score from link"));
    }

    @Test
    void loadAfterLoadTheHubIsWhereAPlanOfEverythingPutsIt() {
        AtomicInteger questions = new AtomicInteger();
        Seeds.each(8, random -> {
            try (Lab lab = Lab.fresh()) {
                for (List<Command.OfSource> load : loads(records(random, PEOPLE))) {
                    lab.load(load);
                    atRest(lab);
                }
                questions.addAndGet(lab.questions().size());
            }
        });
        assertThat(questions.get()).as("questions in all").isPositive();
    }

    @Test
    void whatStewardsDecidedStands() {
        AtomicInteger decided = new AtomicInteger();
        Seeds.each(6, random -> {
            try (Lab lab = Lab.fresh()) {
                for (List<Command.OfSource> load : loads(records(random, PEOPLE))) {
                    lab.load(load);
                    for (String question :
                            lab.strings("select id || ' ' || evidence from review where state = 'open' order by id")) {
                        String[] parts = question.split(" ");
                        Outcome outcome = lab.act(new Command.Decide(
                                UUID.fromString(parts[0]),
                                random.nextBoolean() ? Command.Verdict.SAME : Command.Verdict.DIFFERENT,
                                Long.parseLong(parts[1]),
                                null,
                                "user:ada"));
                        decided.addAndGet(outcome instanceof Outcome.Done ? 1 : 0);
                    }
                    atRest(lab);
                }
            }
        });
        assertThat(decided.get()).as("decisions in all").isPositive();
    }

    @Test
    void whatSourcesConfirmWhileALoadIsOnItsWayCountsAsOfThen() {
        AtomicInteger later = new AtomicInteger();
        Seeds.each(6, random -> {
            List<List<Command.OfSource>> loads = loads(records(random, PEOPLE));
            try (Lab lab = Lab.fresh()) {
                lab.load(loads.get(0));
                AtomicInteger turns = new AtomicInteger();
                lab.load(loads.get(1), lab.planning(AdoptPartitionTest.with(lab, () -> {
                    int hours = turns.incrementAndGet();
                    loads.get(0).forEach(command -> {
                        Command.Upsert upsert = (Command.Upsert) command;
                        Instant at = Objects.requireNonNull(upsert.observedAt());
                        lab.tell(new Command.Upsert(
                                upsert.key(), at.plus(Duration.ofHours(hours)), upsert.data(), "source:crm"));
                    });
                })));
                assertThat(lab.violations()).isEmpty();
                later.addAndGet(turns.get());
            }
        });
        assertThat(later.get()).as("turns in all").isGreaterThan(6 * 4);
    }

    @Test
    void aHubThatIsKilledAnywhereEndsWhereAnUnkilledOneDoes() {
        List<List<Command.OfSource>> loads = loads(records(new SplittableRandom(17), PEOPLE));
        try (Lab unkilled = Lab.fresh()) {
            unkilled.load(loads.get(0));
            unkilled.load(loads.get(1));
            for (int turns = 1; turns < 14; turns += 3) {
                try (Lab lab = Lab.fresh()) {
                    lab.load(loads.get(0));
                    AdoptPartitionTest.loadUntilKilled(lab, loads.get(1), turns);
                    lab.crash();
                    AdoptPartitionTest.resume(lab);
                    // The job's lines come again: those that are in are unchanged.
                    Loads.load(lab, loads.get(1), 25);
                    assertThat(lab.partition())
                            .as("killed after %d turns", turns)
                            .isEqualTo(unkilled.partition());
                    assertThat(lab.golden()).isEqualTo(unkilled.golden());
                    assertThat(lab.questions()).isEqualTo(unkilled.questions());
                    assertThat(lab.violations()).isEmpty();
                }
            }
        }
    }

    @Test
    void whatBelongsToAGoldenRecordOfVeryManyMembersComesToItAllTheSame() {
        List<Command.OfSource> one = LargeClusterTest.records(450);
        List<Command.OfSource> mixed = new ArrayList<>(one.subList(430, 450));
        mixed.add(Lab.upsert("crm", "other", Map.of("given_name", "Wilhelmina", "family_name", "Quist")));
        try (Lab lab = Lab.fresh()) {
            lab.load(one.subList(0, 430));

            List<Outcome.OfSource> outcomes = lab.load(mixed);

            assertThat(outcomes).hasSameSizeAs(mixed).allMatch(Outcome.Accepted.class::isInstance);
            assertThat(LargeClusterTest.largest(lab)).isEqualTo(450);
            assertThat(lab.partition()).hasSize(2);
            assertThat(lab.violations()).isEmpty();
        }
    }
}
