package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Command.Verdict;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Everything stewards can do, in any sequence, among updates, deletions and crashes: conflicts, quality, approvals, second
 * persons, restores, moves, splits, pins, records of their own, and many decisions as one job.
 */
class StewardLifeTest {

    private static final List<String> PEOPLE = List.of("user:ada", "user:bob", "user:cy");
    private static final int STEPS = 60;

    private static final EntityType TYPE = Lab.approving(
            "{attributes: [tax_id], acts: [split], by: steward, blind: true}",
            model -> model.replace(
                            "address: {group: [house_number, street, city,",
                            "city: {rule: most-recent, on-conflict: review}\n  address: {group: [house_number, street,")
                    .replace(
                            "quality:\n",
                            "quality:\n  - {id: phone-there, attribute: phone, required: all, severity: review}\n"
                                    + "  - {id: family-there, attribute: family_name, required: all, severity: quarantine}\n")
                    .replace("reviews:\n", "reviews:\n  second: {match: {below: 0.5}}\n"));

    @Test
    void anySequenceKeepsTheInvariants() {
        Map<String, Integer> carriedOut = new TreeMap<>();
        Seeds.each(6, random -> {
            try (Lab lab = Lab.fresh(TYPE)) {
                Life life = new Life(lab, random, carriedOut);
                List<Command.OfSource> history = history(random);
                List<Command.OfSource> late = history.subList(history.size() / 3, history.size());
                lab.tell(history.subList(0, history.size() / 3));
                for (int step = 0; step < STEPS; step++) {
                    lab.tell(late.subList(step * late.size() / STEPS, (step + 1) * late.size() / STEPS));
                    life.step();
                    if (random.nextInt(15) == 0) {
                        lab.crash();
                    }
                    if (step % 6 == 0) {
                        assertThat(lab.violations()).as("after step %d", step).isEmpty();
                    }
                }
                List<String> before = StewardActsTest.state(lab);
                lab.crash();
                assertThat(StewardActsTest.state(lab)).as("after a crash").isEqualTo(before);
                assertThat(lab.violations()).isEmpty();
            }
        });
        assertThat(carriedOut)
                .containsKeys(
                        "Acknowledge",
                        "Approve",
                        "Choose",
                        "Correct",
                        "Create",
                        "Decide",
                        "Edit",
                        "Enter",
                        "Judge",
                        "Merge",
                        "PinValue",
                        "Refuse",
                        "Remove",
                        "Restore",
                        "Split",
                        "Transfer",
                        "Undo",
                        "Unpin",
                        "Withdraw",
                        "a job",
                        "a job undone");
    }

    /** What a bulk decision does: all questions with one verdict, and backwards when it is undone. */
    @Test
    void manyDecisionsUndoneBackwardsAskWhatWasAsked() {
        List<Integer> decided = new ArrayList<>();
        Seeds.each(3, random -> {
            try (Lab lab = Lab.fresh()) {
                List<Command.OfSource> history = DifferentialTest.history(random, 50);
                if (random.nextBoolean()) {
                    lab.load(history);
                } else {
                    lab.tell(history);
                }
                for (Verdict verdict : Verdict.values()) {
                    List<String> questions = List.copyOf(lab.questions());
                    Map<String, String> golden = lab.golden();

                    List<UUID> done = decideAll(lab, verdict);
                    decided.add(done.size());
                    for (UUID decision : done.reversed()) {
                        assertThat(lab.act(new Command.Undo(decision, null, "user:ada")))
                                .isInstanceOf(Outcome.Done.class);
                    }

                    assertThat(lab.questions()).as("%s", verdict).containsExactlyElementsOf(new TreeSet<>(questions));
                    assertThat(lab.golden()).isEqualTo(golden);
                }
                assertThat(lab.violations()).isEmpty();
            }
        });
        assertThat(decided.stream().mapToInt(Integer::intValue).sum()).isGreaterThan(30);
    }

    private static List<UUID> decideAll(Lab lab, Verdict verdict) {
        UUID job = UUID.randomUUID();
        List<UUID> done = new ArrayList<>();
        for (String row : lab.strings("select id || ' ' || evidence from review"
                + " where state = 'open' and kind in ('match', 'guard', 'split') order by priority desc, id")) {
            String[] question = row.split(" ");
            Outcome.OfSteward outcome = lab.act(new Command.Decide(
                    UUID.fromString(question[0]), verdict, Long.parseLong(question[1]), null, "user:ada", job));
            if (outcome instanceof Outcome.Done(UUID decision, List<UUID> _) && decision != null) {
                done.add(decision);
            }
        }
        return done;
    }

    /** Sources often do not agree where somebody lives. */
    private static List<Command.OfSource> history(SplittableRandom random) {
        List<Command.OfSource> history = new ArrayList<>();
        for (Command.OfSource command : DifferentialTest.history(random, 14)) {
            if (command instanceof Command.Upsert upsert && random.nextInt(10) < 4) {
                TreeMap<String, List<String>> data = new TreeMap<>(upsert.data().values());
                data.put("city", List.of(random.nextBoolean() ? "Hull" : "Ely"));
                history.add(
                        new Command.Upsert(upsert.key(), upsert.observedAt(), new RecordData(data), upsert.actor()));
            } else {
                history.add(command);
            }
        }
        return history;
    }

    /** Somebody does something that may well be refused. */
    private static final class Life {

        private final Lab lab;
        private final SplittableRandom random;
        private final Map<String, Integer> carriedOut;
        private int entered;

        Life(Lab lab, SplittableRandom random, Map<String, Integer> carriedOut) {
            this.lab = lab;
            this.random = random;
            this.carriedOut = carriedOut;
        }

        void step() {
            int what = random.nextInt(20);
            switch (what) {
                case 0 -> job();
                case 1 -> correct();
                case 2 -> endAndRestore();
                case 3, 4, 5 -> onRequest().ifPresent(this::act);
                default -> act(command(what));
            }
        }

        private void act(Command.OfSteward command) {
            Outcome.OfSteward outcome = lab.act(command);
            if (outcome instanceof Outcome.Done || outcome instanceof Outcome.Proposed) {
                count(command.getClass().getSimpleName());
            }
        }

        private void count(String what) {
            carriedOut.merge(what, 1, Integer::sum);
        }

        private Command.OfSteward command(int what) {
            return switch (what) {
                case 6, 7, 8 -> answer().orElseGet(() -> StewardActsTest.any(lab, random));
                case 9 -> edit();
                case 10 -> create();
                case 11 -> remove().orElseGet(this::create);
                default -> StewardActsTest.any(lab, random);
            };
        }

        private String somebody() {
            return PEOPLE.get(random.nextInt(PEOPLE.size()));
        }

        private Optional<String[]> one(String sql) {
            List<String> rows = lab.strings(sql);
            return rows.isEmpty()
                    ? Optional.empty()
                    : Optional.of(rows.get(random.nextInt(rows.size())).split(" "));
        }

        /** To a question of any kind, as it asks to be answered. */
        private Optional<Command.OfSteward> answer() {
            return one("select id || ' ' || evidence || ' ' || kind from review where state = 'open' and kind <> 'change'"
                            + " order by kind, left_anchor, right_anchor")
                    .map(row -> answer(UUID.fromString(row[0]), Long.parseLong(row[1]), row[2]));
        }

        private Command.OfSteward answer(UUID review, long evidence, String kind) {
            return switch (kind) {
                case "quality" -> new Command.Acknowledge(review, evidence, "known", somebody());
                case "conflict" ->
                    random.nextBoolean()
                            ? new Command.Choose(review, side(review), evidence, null, somebody())
                            : new Command.Enter(review, "Ripon", evidence, "her letter", somebody());
                default ->
                    new Command.Decide(
                            review,
                            random.nextBoolean() ? Verdict.SAME : Verdict.DIFFERENT,
                            evidence,
                            null,
                            somebody());
            };
        }

        private RecordKey side(UUID review) {
            String[] key = one("select source || ' ' || key from source_record r join review q"
                            + " on r.ordinal = any(q.left_records) where q.id = '" + review + "' order by ordinal")
                    .orElseThrow();
            return new RecordKey(key[0], key[1]);
        }

        private UUID golden() {
            return one("select golden_id from golden_record where state = 1 order by founder")
                    .map(row -> UUID.fromString(row[0]))
                    .orElseThrow();
        }

        private Command.OfSteward edit() {
            UUID golden = golden();
            TreeMap<String, List<String>> values = new TreeMap<>();
            values.put("city", List.of("Ripon"));
            if (random.nextBoolean()) {
                values.put("tax_id", List.of("123456789"));
            }
            return new Command.Edit(golden, lab.version(golden), values, "he called", null, somebody());
        }

        private Command.OfSteward create() {
            return new Command.Create(
                    new RecordKey(Command.STEWARD, "e" + entered++),
                    RecordData.of(Map.of("given_name", "Ursula", "family_name", "Okonkwo", "city", "Oslo")),
                    "came by",
                    somebody());
        }

        private Optional<Command.OfSteward> remove() {
            return one("select golden_id || ' ' || key from source_record where source = 'steward' and state = 1"
                            + " order by ordinal")
                    .map(row -> {
                        UUID golden = UUID.fromString(row[0]);
                        return new Command.Remove(
                                golden, lab.version(golden), new RecordKey(Command.STEWARD, row[1]), null, somebody());
                    });
        }

        /** A record in quarantine gets what it lacks. */
        private void correct() {
            one("select source || ' ' || key || ' ' || version from source_record where state = 3 order by ordinal")
                    .ifPresent(row -> {
                        List<Outcome.OfSource> outcomes = lab.tell(new Command.Correct(
                                new RecordKey(row[0], row[1]),
                                Integer.parseInt(row[2]),
                                RecordData.of(
                                        Map.of("given_name", "Olaf", "family_name", "Smith", "phone", "2025550133")),
                                somebody()));
                        if (outcomes.getFirst() instanceof Outcome.Accepted) {
                            count("Correct");
                        }
                    });
        }

        /** All members of a golden record end; mostly it comes back. */
        private void endAndRestore() {
            UUID golden = golden();
            lab.tell(lab
                    .strings(
                            "select source || ' ' || key from source_record where golden_id = ?::uuid and state = 1"
                                    + " order by ordinal",
                            golden.toString())
                    .stream()
                    .map(row -> row.split(" "))
                    .map(row -> Lab.delete(row[0], row[1]))
                    .toList());
            if (random.nextInt(4) > 0) {
                act(new Command.Restore(golden, "too early", somebody()));
            }
        }

        private Optional<Command.OfSteward> onRequest() {
            Optional<UUID> open = one("select id from change_request where state = 'open' order by number")
                    .map(row -> UUID.fromString(row[0]));
            if (open.isEmpty()) {
                UUID golden = golden();
                return Optional.of(new Command.Propose(new Command.PinValue(
                        golden, lab.version(golden), "street", List.of("Mill Lane"), "he called", null, somebody())));
            }
            ChangeRequest request =
                    new ChangeRequests(lab.database).find(open.get()).orElseThrow();
            return Optional.of(
                    switch (random.nextInt(8)) {
                        case 0, 1 -> new Command.Refuse(request.id(), "no", somebody());
                        case 2 -> new Command.Withdraw(request.id(), request.proposer());
                        case 3, 4, 5 -> new Command.Judge(request.id(), opinion(request), somebody());
                        default ->
                            new Command.Approve(request.id(), request.about().evidence(), null, null, somebody());
                    });
        }

        private static Opinion opinion(ChangeRequest request) {
            @Nullable String verdict = switch (request.wanted()) {
                case Command.Merge _ -> "same";
                case Command.Split _, Command.Transfer _ -> "different";
                case Command.Edit _ -> null;
                default -> "yes";
            };
            return new Opinion(verdict, request.wanted() instanceof Command.Edit edit ? edit.values() : Map.of());
        }

        private void job() {
            List<UUID> done = decideAll(lab, random.nextBoolean() ? Verdict.SAME : Verdict.DIFFERENT);
            if (done.isEmpty()) {
                return;
            }
            count("a job");
            if (random.nextBoolean()) {
                done.reversed().forEach(decision -> lab.act(new Command.Undo(decision, null, somebody())));
                count("a job undone");
            }
        }
    }
}
