package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.karat.ledger.Outcome.Accepted;
import io.karat.ledger.Outcome.Decision;
import io.karat.match.Parameters;
import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Partitions that come from outside the ledger leave what the ledger would have come to by itself. */
class AdoptPartitionTest {

    /** One source, as of a load; each record once. */
    private static List<Command.OfSource> load(SplittableRandom random, int people) {
        List<Command.OfSource> load = new ArrayList<>();
        Set<RecordKey> seen = new HashSet<>();
        for (Command.OfSource command : DifferentialTest.history(random, people)) {
            if (command instanceof Command.Upsert u && seen.add(u.key())) {
                load.add(new Command.Upsert(
                        new RecordKey("crm", u.key().key()), u.observedAt(), u.data(), "source:crm"));
            }
        }
        return load;
    }

    /** Parameters under which more, or fewer, of the same pairs match. */
    private static Parameters others(int referenceSize) {
        byte[] bytes = Parameters.builtIn(Lab.PERSON).encode();
        ByteBuffer.wrap(bytes).putInt(5, referenceSize);
        return Parameters.decode(Lab.PERSON, bytes);
    }

    /** A turn that never comes: the hub was killed. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Takes so many turns, then is killed. */
    private static Turns killedAfter(int turns, Lab lab) {
        AtomicInteger left = new AtomicInteger(turns);
        return new Turns() {
            @Override
            public <T> T take(Turn<T> turn) throws InterruptedException {
                if (left.getAndDecrement() <= 0) {
                    throw new Killed();
                }
                try {
                    return turn.take(lab.writer());
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    /** Between the turns of a plan, something else happens. */
    static Turns with(Lab lab, Runnable between) {
        return new Turns() {
            @Override
            public <T> T take(Turn<T> turn) throws InterruptedException {
                between.run();
                try {
                    return turn.take(lab.writer());
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static void same(Lab one, Lab other) {
        assertThat(one.partition()).isEqualTo(other.partition());
        assertThat(one.golden()).isEqualTo(other.golden());
        assertThat(one.questions()).isEqualTo(other.questions());
        assertThat(one.violations()).isEmpty();
    }

    @Test
    void aLoadIntoAnEmptyHubEndsWhereTheSameRecordsOneByOneDo() {
        AtomicInteger joined = new AtomicInteger();
        AtomicInteger questions = new AtomicInteger();
        Seeds.each(2, random -> {
            List<Command.OfSource> load = load(random, 40);
            try (Lab bulk = Lab.fresh();
                    Lab online = Lab.fresh()) {
                List<Outcome.OfSource> outcomes = bulk.load(load);
                Loads.load(online, load, 20);
                same(bulk, online);
                assertThat(outcomes).hasSameSizeAs(load).allMatch(Accepted.class::isInstance);
                assertThat(bulk.strings("select count(*)::text from golden_version"))
                        .isEqualTo(bulk.strings("select count(*)::text from golden_record"));
                assertThat(Loads.count(outcomes, Decision.CREATED) + Loads.count(outcomes, Decision.REVIEW))
                        .isEqualTo(bulk.partition().size());
                joined.addAndGet((int) Loads.pairs(bulk.partition()));
                questions.addAndGet(bulk.questions().size());
                // What comes afterwards finds what was loaded.
                List<Command.OfSource> more = load(random, 20).stream()
                        .map(c -> (Command.OfSource) new Command.Upsert(
                                new RecordKey("shop", c.key().key()),
                                c.observedAt(),
                                ((Command.Upsert) c).data(),
                                "source:shop"))
                        .toList();
                Loads.load(bulk, more, 7);
                Loads.load(online, more, 9);
                same(bulk, online);
                bulk.crash();
                assertThat(bulk.violations()).isEmpty();
            }
        });
        assertThat(joined.get()).as("pairs that were joined in all").isGreaterThan(20);
        assertThat(questions.get()).as("questions in all").isPositive();
    }

    @Test
    void theDatabaseKnowsOfVeryManyQuestionsAsSoonAsALoadAskedThem() {
        try (Lab lab = Lab.fresh()) {
            lab.load(load(new SplittableRandom(11), 800));
            assertThat(lab.questions()).hasSizeGreaterThan(100);
            assertThat(lab.strings("select reltuples::int::text from pg_class where relname = 'review'"))
                    .isEqualTo(lab.strings("select count(*)::text from review"));
        }
    }

    @Test
    void aLoadIntoAHubThatHoldsRecordsJoinsThem() {
        Seeds.each(2, random -> {
            List<Command.OfSource> all = load(random, 40);
            try (Lab bulk = Lab.fresh();
                    Lab online = Lab.fresh()) {
                Loads.load(bulk, all.subList(0, all.size() / 2), 10);
                bulk.load(all.subList(all.size() / 2, all.size()));
                Loads.load(online, all, 10);
                same(bulk, online);
            }
        });
    }

    @Test
    void aLoadThatIsSentTwiceChangesNothingTheSecondTime() {
        List<Command.OfSource> load = load(new SplittableRandom(5), 40);
        try (Lab lab = Lab.fresh()) {
            lab.load(load);
            Map<String, String> golden = lab.golden();
            List<String> seq = lab.strings("select seq from ledger");

            assertThat(lab.tell(load)).allMatch(Outcome.Unchanged.class::isInstance);

            assertThat(lab.golden()).isEqualTo(golden);
            assertThat(lab.strings("select seq from ledger")).isEqualTo(seq);
        }
    }

    @Test
    void aHubThatIsKilledAnywhereInALoadEndsWhereAnUnkilledOneDoes() {
        List<Command.OfSource> load = load(new SplittableRandom(11), 40);
        try (Lab unkilled = Lab.fresh()) {
            unkilled.load(load);
            for (int turns = 1; turns < 13; turns += 2) {
                try (Lab lab = Lab.fresh()) {
                    loadUntilKilled(lab, load, turns);
                    lab.crash();
                    resume(lab);
                    // The job's lines come again: those that are in are unchanged.
                    Loads.load(lab, load, 25);
                    assertThat(lab.partition())
                            .as("killed after %d turns", turns)
                            .isEqualTo(unkilled.partition());
                    same(lab, unkilled);
                }
            }
        }
    }

    static void loadUntilKilled(Lab lab, List<Command.OfSource> load, int turns) {
        Planning killed = lab.planning(killedAfter(turns, lab));
        try {
            lab.load(load, killed);
        } catch (Killed _) {
            // As it should be, unless the load needs fewer turns.
        }
    }

    static void resume(Lab lab) {
        try {
            lab.planning().resume();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(lab.strings("select entity from adoption")).isEmpty();
    }

    @Test
    void whatArrivesWhileALoadIsOnItsWayIsNotLostAndTheNewerRecordWins() {
        Seeds.each(2, random -> {
            List<Command.OfSource> load = new ArrayList<>(load(random, 50));
            List<Command.OfSource> others = new ArrayList<>();
            for (Command.OfSource command : load) {
                Command.Upsert upsert = (Command.Upsert) command;
                Instant at = java.util.Objects.requireNonNull(upsert.observedAt());
                switch (random.nextInt(4)) {
                    case 0 ->
                        others.add(new Command.Upsert(upsert.key(), at.plusSeconds(60), upsert.data(), "source:crm"));
                    case 1 ->
                        others.add(new Command.Upsert(
                                new RecordKey("shop", upsert.key().key()), at, upsert.data(), "source:shop"));
                    case 2 -> others.add(new Command.Delete(upsert.key(), at.plusSeconds(30), "source:crm"));
                    default -> {}
                }
            }
            Collections.shuffle(others, new Random(random.nextLong()));
            List<Command.OfSource> waiting = new ArrayList<>(others);
            try (Lab bulk = Lab.fresh();
                    Lab online = Lab.fresh()) {
                bulk.load(load, bulk.planning(with(bulk, () -> {
                    for (int n = 0; n < 12 && !waiting.isEmpty(); n++) {
                        bulk.tell(waiting.removeFirst());
                    }
                })));
                waiting.forEach(bulk::tell);
                online.tell(load);
                others.forEach(online::tell);
                assertThat(bulk.partition()).isEqualTo(online.partition());
                assertThat(bulk.golden()).isEqualTo(online.golden());
                assertThat(bulk.violations()).isEmpty();
            }
        });
    }

    @Test
    void activatedParametersMoveTheGoldenRecordsToWhereTheyWouldHaveBeen() {
        AtomicInteger changed = new AtomicInteger();
        Seeds.each(2, random -> {
            List<Command.OfSource> load = load(random, 40);
            Parameters others = others(random.nextBoolean() ? 100 : 2_000_000_000);
            try (Lab moved = Lab.fresh();
                    Lab from = Lab.fresh()) {
                Loads.load(moved, load, 20);
                Set<Set<String>> before = moved.partition();
                Parameters stored = moved.versions()
                        .store(Lab.PERSON, new ParameterVersions.Learnt(others, 0, "user:ada", Lab.START, null));
                PlanEffect effect = activate(moved, stored);
                activate(
                        from,
                        from.versions()
                                .store(
                                        Lab.PERSON,
                                        new ParameterVersions.Learnt(others, 0, "user:ada", Lab.START, null)));
                Loads.load(from, load, 20);
                same(moved, from);
                assertThat(moved.versions().active(Lab.PERSON).version()).isEqualTo(stored.version());
                assertThat(effect.merged() + effect.split() == 0).isEqualTo(before.equals(moved.partition()));
                changed.addAndGet(effect.merged() + effect.split());
                moved.crash();
                Loads.load(moved, load, 10);
                same(moved, from);
            }
        });
        assertThat(changed.get()).as("golden records that moved in all").isPositive();
    }

    private static PlanEffect activate(Lab lab, Parameters parameters) {
        try {
            return lab.planning().activate(parameters, Commission.by("user:ada"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHubThatIsKilledInAnActivationFinishesIt() {
        List<Command.OfSource> load = load(new SplittableRandom(21), 40);
        Parameters others = others(2_000_000_000);
        try (Lab unkilled = Lab.fresh()) {
            Loads.load(unkilled, load, 20);
            activate(
                    unkilled,
                    unkilled.versions()
                            .store(Lab.PERSON, new ParameterVersions.Learnt(others, 0, "user:ada", Lab.START, null)));
            for (int turns = 2; turns < 8; turns++) {
                try (Lab lab = Lab.fresh()) {
                    Loads.load(lab, load, 20);
                    Parameters stored = lab.versions()
                            .store(Lab.PERSON, new ParameterVersions.Learnt(others, 0, "user:ada", Lab.START, null));
                    Planning killed = lab.planning(killedAfter(turns, lab));
                    assertThatThrownBy(() -> killed.activate(stored, Commission.by("user:ada")))
                            .isInstanceOf(Killed.class);
                    lab.crash();
                    resume(lab);
                    assertThat(lab.partition())
                            .as("killed after %d turns", turns)
                            .isEqualTo(unkilled.partition());
                    same(lab, unkilled);
                }
            }
        }
    }

    @Test
    void whatAStewardDecidedStandsWhateverAPlanWants() {
        AtomicInteger decided = new AtomicInteger();
        Seeds.each(2, random -> {
            List<Command.OfSource> load = load(random, 40);
            try (Lab lab = Lab.fresh()) {
                lab.load(load);
                for (String question :
                        lab.strings("select id || ' ' || evidence from review where state = 'open' order by id")) {
                    String[] parts = question.split(" ");
                    Outcome outcome = lab.act(new Command.Decide(
                            java.util.UUID.fromString(parts[0]),
                            random.nextBoolean() ? Command.Verdict.SAME : Command.Verdict.DIFFERENT,
                            Long.parseLong(parts[1]),
                            null,
                            "user:ada"));
                    decided.addAndGet(outcome instanceof Outcome.Done ? 1 : 0);
                }
                activate(
                        lab,
                        lab.versions()
                                .store(
                                        Lab.PERSON,
                                        new ParameterVersions.Learnt(
                                                others(2_000_000_000), 0, "user:ada", Lab.START, null)));
                assertThat(lab.violations()).isEmpty();
                activate(
                        lab,
                        lab.versions()
                                .store(
                                        Lab.PERSON,
                                        new ParameterVersions.Learnt(others(100), 0, "user:ada", Lab.START, null)));
                assertThat(lab.violations()).isEmpty();
            }
        });
        assertThat(decided.get()).as("decisions in all").isPositive();
    }

    @Test
    void aPinnedGoldenRecordThatAPlanWouldTakeApartBecomesAQuestion() {
        List<Command.OfSource> load = load(new SplittableRandom(3), 40);
        try (Lab lab = Lab.fresh()) {
            lab.load(load);
            List<String> together = lab.strings(
                    "select golden_id || ' ' || version from golden_record where state = 1 and members > 1");
            for (String golden : together) {
                String[] parts = golden.split(" ");
                lab.act(new Command.PinValue(
                        java.util.UUID.fromString(parts[0]),
                        Integer.parseInt(parts[1]),
                        "city",
                        List.of("Bergen"),
                        "seen there",
                        null,
                        "user:ada"));
            }
            Set<Set<String>> before =
                    lab.partition().stream().filter(c -> c.size() > 1).collect(Collectors.toSet());

            PlanEffect effect = activate(
                    lab,
                    lab.versions()
                            .store(
                                    Lab.PERSON,
                                    new ParameterVersions.Learnt(
                                            others(2_000_000_000), 0, "user:ada", Lab.START, null)));

            assertThat(lab.partition()).containsAll(before);
            assertThat(lab.strings("select id from review where state = 'open' and kind = 'split'")
                            .size())
                    .isGreaterThanOrEqualTo(effect.split());
            assertThat(effect.split()).isPositive();
        }
    }

    @Test
    void reconcilingAHubThatIsAsItShouldBeChangesNothing() throws InterruptedException {
        List<Command.OfSource> load = load(new SplittableRandom(8), 40);
        try (Lab lab = Lab.fresh()) {
            Loads.load(lab, load, 20);
            List<String> before = lab.strings("select seq from ledger");
            PlanEffect effect = lab.planning().reconcile(Commission.by("user:ada"));
            assertThat(effect.merged() + effect.split()).isZero();
            assertThat(effect.questionsThen()).isEqualTo(effect.questionsNow());
            assertThat(lab.strings("select seq from ledger")).isEqualTo(before);
        }
    }
}
