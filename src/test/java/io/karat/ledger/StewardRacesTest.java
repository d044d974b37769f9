package io.karat.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.Command.Verdict;
import io.karat.ledger.Stage.Caller;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.model.ReviewRules;
import io.karat.review.Filter;
import io.karat.review.Reviewer;
import io.karat.testing.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Stewards, sources and the queue at the same moment (fault 13). Each scene is first played once for every order in which
 * its callers can come one after the other. Then the callers are released together, many times: their answers and all that
 * is stored must be what one of these orders gives, and invariants 3 to 10 must hold. Every order is allowed, as nobody
 * has been answered before another asks.
 *
 * <p>{@code -Dkarat.rounds=N} plays each scene N times, {@code -Dkarat.seed=N} the round of that seed.
 */
class StewardRacesTest {

    private static final int ROUNDS = Integer.getInteger("karat.rounds", 6);
    private static final String ADA = "user:ada";
    private static final String BOB = "user:bob";
    private static final String CY = "user:cy";
    private static final Instant LATER = Lab.START.plusSeconds(3_600);

    private static final Map<String, String> TESS =
            Map.of("given_name", "Tess", "family_name", "Marlow", "birth_date", "1980-05-01", "city", "Leeds");
    private static final Map<String, String> TIM =
            Map.of("given_name", "Tim", "family_name", "Marlow", "birth_date", "1980-05-01", "city", "Leeds");
    private static final Map<String, String> OTTO = Map.of(
            "given_name", "Otto",
            "family_name", "Brackenridge",
            "birth_date", "1949-12-30",
            "email", "otto@brackenridge.example",
            "city", "Bonn");
    private static final Map<String, String> WILMA = Map.of(
            "given_name", "Wilhelmina",
            "family_name", "Oakes",
            "birth_date", "1971-03-14",
            "email", "wilma@oakes.example",
            "city", "York");
    private static final Map<String, String> IDRIS = Map.of(
            "given_name", "Idris",
            "family_name", "Fairweather",
            "birth_date", "1990-09-09",
            "email", "idris@fairweather.example",
            "city", "Hull");

    @Test
    void thePairThatIsMergedAndRejected() {
        play(Lab.PERSON, stage -> {
            twins(stage);
            UUID tess = stage.golden("crm", "tess");
            UUID tim = stage.golden("shop", "tim");
            return List.of(
                    stage.steward(decide(stage, Verdict.SAME, ADA)),
                    stage.steward(decide(stage, Verdict.DIFFERENT, BOB)),
                    stage.steward(new Command.Merge(tess, 1, tim, null, "known", CY)));
        });
    }

    @Test
    void mergeAndUnmerge() {
        play(Lab.PERSON, stage -> {
            three(stage);
            UUID otto = stage.golden("crm", "otto");
            UUID decision =
                    decision(stage.done(new Command.Merge(otto, 1, stage.golden("crm", "wilma"), null, null, ADA)));
            UUID both = stage.golden("crm", "otto");
            int version = stage.lab.version(both);
            return List.of(
                    stage.steward(new Command.Undo(decision, null, ADA)),
                    stage.steward(new Command.Merge(both, version, stage.golden("crm", "idris"), null, null, BOB)),
                    stage.steward(new Command.Split(both, version, List.of(new RecordKey("crm", "wilma")), null, CY)));
        });
    }

    @Test
    void overrideAndSourceUpdate() {
        play(Lab.PERSON, stage -> {
            stage.tell(upsert("crm", "otto", OTTO));
            UUID otto = stage.golden("crm", "otto");
            return List.of(
                    stage.steward(pin(otto, 1, "city", "Trier", ADA)),
                    stage.source(later("crm", "otto", with(OTTO, "city", "Mainz"))),
                    stage.steward(new Command.Edit(
                            otto, 1, sorted("email", "o@brackenridge.example"), "he called", null, BOB)));
        });
    }

    @Test
    void oneIntoTheOtherAndTheOtherIntoTheOne() {
        play(Lab.PERSON, stage -> {
            three(stage);
            UUID otto = stage.golden("crm", "otto");
            UUID wilma = stage.golden("crm", "wilma");
            return List.of(
                    stage.steward(new Command.Merge(otto, 1, wilma, null, null, ADA)),
                    stage.steward(new Command.Merge(wilma, 1, otto, null, null, BOB)));
        });
    }

    @Test
    void mergeAndAChangeOfEitherSide() {
        play(Lab.PERSON, stage -> {
            three(stage);
            var merge = new Command.Merge(stage.golden("crm", "otto"), 1, stage.golden("crm", "wilma"), 1, null, ADA);
            return List.of(
                    stage.steward(new Command.AsSeen(merge, stage.lab.writer().batch())),
                    stage.source(later("crm", "otto", with(OTTO, "city", "Mainz"))),
                    stage.source(later("crm", "wilma", with(WILMA, "city", "Ely"))));
        });
    }

    @Test
    void theSameMergeSentTwiceAndAChangeOfItsOtherSide() {
        play(Lab.PERSON, stage -> {
            three(stage);
            var merge = new Command.Merge(stage.golden("crm", "otto"), 1, stage.golden("crm", "wilma"), 1, null, ADA);
            Command.Once once = new Command.Once(merge, "monday");
            return List.of(
                    stage.steward(once),
                    stage.steward(once),
                    stage.source(later("crm", "wilma", with(WILMA, "city", "Ely"))));
        });
    }

    @Test
    void threeThatAreJoinedByThreeMerges() {
        play(Lab.PERSON, stage -> {
            three(stage);
            UUID otto = stage.golden("crm", "otto");
            UUID wilma = stage.golden("crm", "wilma");
            UUID idris = stage.golden("crm", "idris");
            return List.of(
                    stage.steward(new Command.Merge(otto, 1, wilma, null, null, ADA)),
                    stage.steward(new Command.Merge(wilma, 1, idris, null, null, BOB)),
                    stage.steward(new Command.Merge(idris, 1, otto, null, null, CY)));
        });
    }

    @Test
    void moveSplitAndTheEndOfARecord() {
        play(Lab.PERSON, stage -> {
            three(stage);
            stage.tell(upsert("shop", "otto", OTTO), upsert("billing", "otto", OTTO));
            UUID otto = stage.golden("crm", "otto");
            int version = stage.lab.version(otto);
            List<RecordKey> some = List.of(new RecordKey("shop", "otto"));
            return List.of(
                    stage.steward(
                            new Command.Transfer(otto, version, some, stage.golden("crm", "wilma"), null, null, ADA)),
                    stage.steward(new Command.Split(otto, version, some, null, BOB)),
                    stage.source(new Command.Delete(new RecordKey("shop", "otto"), LATER, "source:shop")));
        });
    }

    @Test
    void twoApprovalsOfOneRequest() {
        play(Lab.approving("{attributes: [city]}", UnaryOperator.identity()), stage -> {
            stage.tell(upsert("crm", "otto", OTTO));
            UUID otto = stage.golden("crm", "otto");
            UUID request = ((Outcome.Proposed) stage.lab.act(pin(otto, 1, "city", "Trier", ADA))).request();
            String evidence = new ChangeRequests(stage.lab.database)
                    .find(request)
                    .orElseThrow()
                    .about()
                    .evidence();
            return List.of(
                    stage.steward(new Command.Approve(request, evidence, null, null, BOB)),
                    stage.steward(new Command.Approve(request, evidence, null, null, CY)),
                    stage.steward(new Command.Withdraw(request, ADA)),
                    stage.source(later("crm", "otto", with(OTTO, "city", "Mainz"))));
        });
    }

    @Test
    void claimDecisionAndAChangeUnderneath() {
        play(Lab.PERSON, stage -> {
            twins(stage);
            UUID question = UUID.fromString(stage.question("match")[0]);
            return List.of(
                    stage.queue("claim by bob", () -> stage.reviews.claim(question, "bob")),
                    stage.steward(decide(stage, Verdict.SAME, ADA)),
                    stage.source(later("shop", "tim", with(IDRIS, "city", "Ely"))));
        });
    }

    @Test
    void twoThatClaimAndOneThatDecides() {
        play(Lab.PERSON, stage -> {
            twins(stage);
            UUID question = UUID.fromString(stage.question("match")[0]);
            return List.of(
                    stage.queue("next for bob", () -> stage.reviews.next(Filter.ALL, reviewer("bob"))),
                    stage.queue("take-over by cy", () -> stage.reviews.takeOver(question, "cy")),
                    stage.steward(decide(stage, Verdict.DIFFERENT, ADA)));
        });
    }

    @Test
    void assignedEscalatedSnoozedAndDecided() {
        play(Lab.PERSON, stage -> {
            twins(stage);
            UUID question = UUID.fromString(stage.question("match")[0]);
            Instant tomorrow = Instant.now().plusSeconds(86_400);
            return List.of(
                    stage.queue("assign by ada", () -> stage.handling.assign(question, "cy", null, "ada")),
                    stage.queue("escalate by bob", () -> stage.handling.escalate(question, "role:lead", "hard", "bob")),
                    stage.queue("snooze by cy", () -> stage.handling.snooze(question, tomorrow, "waits", "cy")),
                    stage.steward(decide(stage, Verdict.SAME, ADA)));
        });
    }

    @Test
    void decisionAndUndo() {
        play(Lab.PERSON, stage -> {
            twins(stage);
            Command.Decide same = decide(stage, Verdict.SAME, BOB);
            UUID decision = decision(stage.done(decide(stage, Verdict.DIFFERENT, ADA)));
            return List.of(
                    stage.steward(same),
                    stage.steward(new Command.Undo(decision, null, ADA)),
                    stage.steward(new Command.Undo(decision, "so did I", CY)));
        });
    }

    @Test
    void twoPeopleWhoMustAgree() {
        play(
                SecondLookTest.deciding(new ReviewRules(Map.of(), Map.of("match", new ReviewRules.Second(0, 0.99)))),
                stage -> {
                    twins(stage);
                    return List.of(
                            stage.steward(decide(stage, Verdict.SAME, ADA)),
                            stage.steward(decide(stage, Verdict.SAME, BOB)),
                            stage.steward(decide(stage, Verdict.DIFFERENT, CY)));
                });
    }

    @Test
    void conflictChoiceAndSourceUpdate() {
        play(ConflictTest.reviewing(), stage -> {
            stage.tell(upsert("crm", "otto", OTTO));
            stage.tell(upsert("shop", "otto", with(OTTO, "city", "Leeds")));
            String[] asked = stage.question("conflict");
            UUID question = UUID.fromString(asked[0]);
            long evidence = Long.parseLong(asked[1]);
            return List.of(
                    stage.steward(new Command.Choose(question, new RecordKey("shop", "otto"), evidence, "letter", ADA)),
                    stage.steward(new Command.Enter(question, "Ripon", evidence, "he called", BOB)),
                    stage.source(later("shop", "otto", with(OTTO, "city", "Mainz"))));
        });
    }

    @Test
    void pinAndPin() {
        play(Lab.PERSON, stage -> {
            stage.tell(upsert("crm", "otto", OTTO));
            UUID otto = stage.golden("crm", "otto");
            return List.of(
                    stage.steward(pin(otto, 1, "city", "Trier", ADA)),
                    stage.steward(pin(otto, 1, "city", "Mainz", BOB)),
                    stage.steward(new Command.Unpin(otto, 2, "city", CY)));
        });
    }

    @Test
    void restoreAndTheNewRecordOfTheLastMember() {
        play(Lab.PERSON, stage -> {
            stage.tell(upsert("crm", "otto", OTTO));
            UUID otto = stage.golden("crm", "otto");
            stage.tell(new Command.Delete(new RecordKey("crm", "otto"), LATER.minusSeconds(60), "source:crm"));
            return List.of(
                    stage.steward(new Command.Restore(otto, "too early", ADA)),
                    stage.steward(new Command.Restore(otto, "by mistake", BOB)),
                    stage.source(later("crm", "otto", with(OTTO, "city", "Mainz"))));
        });
    }

    @Test
    void twoWhoUndoWhatTheySawAndAChangeUnderneath() {
        play(Lab.PERSON, stage -> {
            three(stage);
            UUID otto = stage.golden("crm", "otto");
            UUID decision = decision(stage.done(new Command.Merge(otto, 1, stage.golden("crm", "wilma"), 1, null, CY)));
            UUID both = stage.golden("crm", "otto");
            List<Command.BasedOn> seen = List.of(new Command.BasedOn(both, stage.lab.version(both)));
            long moment = stage.lab.writer().batch();
            return List.of(
                    stage.steward(new Command.AsSeen(new Command.Undo(decision, null, ADA), seen, moment)),
                    stage.steward(new Command.AsSeen(new Command.Undo(decision, "so did I", BOB), seen, moment)),
                    stage.source(later("crm", "wilma", with(WILMA, "city", "Ely"))));
        });
    }

    @Test
    void theSameRestorationSentTwiceAnotherOneAndTheRecordItself() {
        play(Lab.PERSON, stage -> {
            stage.tell(upsert("crm", "otto", OTTO));
            UUID otto = stage.golden("crm", "otto");
            stage.tell(new Command.Delete(new RecordKey("crm", "otto"), LATER.minusSeconds(60), "source:crm"));
            List<Command.BasedOn> seen = List.of(new Command.BasedOn(otto, stage.lab.version(otto)));
            long moment = stage.lab.writer().batch();
            Command.Once once = new Command.Once(
                    new Command.AsSeen(new Command.Restore(otto, "too early", ADA), seen, moment), "monday");
            return List.of(
                    stage.steward(once),
                    stage.steward(once),
                    stage.steward(new Command.AsSeen(new Command.Restore(otto, "by mistake", BOB), seen, moment)),
                    stage.source(later("crm", "otto", with(OTTO, "city", "Mainz"))));
        });
    }

    /** What sources said, and who asks what. Played on a new stage each time. */
    private interface Scene extends Function<Stage, List<Caller>> {}

    private static void play(EntityType type, Scene scene) {
        Set<List<String>> allowed = new HashSet<>();
        List<String> without;
        int callers;
        try (Stage stage = new Stage(type)) {
            callers = scene.apply(stage).size();
            without = stage.withoutStewards();
        }
        for (List<Integer> order : orders(callers)) {
            allowed.add(serially(type, scene, order));
        }
        assertThat(allowed).as("the order matters").hasSizeGreaterThan(1);
        Seeds.each(ROUNDS, random -> {
            List<String> came = atOnce(type, scene, without, random);
            assertThat(allowed).as("what one order of the callers gives").contains(came);
        });
    }

    private static List<List<Integer>> orders(int callers) {
        List<List<Integer>> orders = List.of(List.of());
        for (int caller = 0; caller < callers; caller++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> order : orders) {
                for (int at = 0; at <= caller; at++) {
                    List<Integer> one = new ArrayList<>(order);
                    one.add(at, caller);
                    longer.add(one);
                }
            }
            orders = longer;
        }
        return orders;
    }

    private static List<String> serially(EntityType type, Scene scene, List<Integer> order) {
        try (Stage stage = new Stage(type)) {
            List<Caller> callers = scene.apply(stage);
            String[] answers = new String[callers.size()];
            stage.open();
            order.forEach(caller -> answers[caller] = answer(callers.get(caller)));
            stage.shut();
            return stage.outcome(answers);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> atOnce(EntityType type, Scene scene, List<String> without, SplittableRandom random)
            throws InterruptedException, ExecutionException {
        try (Stage stage = new Stage(type);
                ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Caller> callers = scene.apply(stage);
            CyclicBarrier together = new CyclicBarrier(callers.size());
            stage.open();
            List<Future<String>> answers = new ArrayList<>();
            for (Caller caller : callers) {
                int late = random.nextInt(20_000);
                answers.add(threads.submit(() -> {
                    together.await();
                    for (int i = 0; i < late; i++) {
                        Thread.onSpinWait();
                    }
                    return answer(caller);
                }));
            }
            String[] words = new String[callers.size()];
            for (int i = 0; i < words.length; i++) {
                words[i] = answers.get(i).get();
            }
            stage.shut();
            List<String> outcome = stage.outcome(words);
            stage.verify();
            assertThat(stage.released(random)).as("all undone").isEqualTo(without);
            return outcome;
        }
    }

    private static String answer(Caller caller) {
        return caller.name() + ": " + caller.call().get();
    }

    private static void twins(Stage stage) {
        stage.tell(upsert("crm", "tess", TESS));
        stage.tell(upsert("shop", "tim", TIM));
    }

    private static void three(Stage stage) {
        stage.tell(upsert("crm", "otto", OTTO));
        stage.tell(upsert("crm", "wilma", WILMA));
        stage.tell(upsert("crm", "idris", IDRIS));
    }

    private static Command.Decide decide(Stage stage, Verdict verdict, String actor) {
        String[] question = stage.question("match");
        return new Command.Decide(UUID.fromString(question[0]), verdict, Long.parseLong(question[1]), null, actor);
    }

    private static Command.PinValue pin(UUID golden, int version, String attribute, String value, String actor) {
        return new Command.PinValue(golden, version, attribute, List.of(value), "told so", null, actor);
    }

    private static UUID decision(Outcome.Done done) {
        return Objects.requireNonNull(done.decision());
    }

    private static SortedMap<String, List<String>> sorted(String attribute, String value) {
        return new TreeMap<>(Map.of(attribute, List.of(value)));
    }

    private static Map<String, String> with(Map<String, String> person, String attribute, String value) {
        Map<String, String> all = new HashMap<>(person);
        all.put(attribute, value);
        return all;
    }

    private static Command.Upsert upsert(String source, String key, Map<String, String> data) {
        return Lab.upsert(source, key, Lab.START, data);
    }

    private static Command.Upsert later(String source, String key, Map<String, String> data) {
        return Lab.upsert(source, key, LATER, data);
    }

    private static Reviewer reviewer(String account) {
        return new Reviewer(account, Set.of("steward"));
    }
}
