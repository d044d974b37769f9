package io.karat.ledger;

import io.karat.cluster.Contradictions;
import io.karat.cluster.Contradictions.Decided;
import io.karat.ledger.Command.Verdict;
import io.karat.ledger.GoldenChange.Approved;
import io.karat.ledger.GoldenChange.Cause;
import io.karat.match.Scorer;
import io.karat.model.RecordKey;
import io.karat.review.Review;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a steward asks, carried out: a decision becomes a fact, and the golden records follow. One act, one batch. */
final class StewardAct {

    /** Kinds that ask whether records are one. */
    private static final Set<Review.Kind> JOIN = Set.of(Review.Kind.MATCH, Review.Kind.GUARD, Review.Kind.SPLIT);

    static final Outcome.Changed RECORDS_CHANGED =
            new Outcome.Changed("The records changed since the page was shown. Look again, then decide.");

    static final Outcome.Refused CLAIMED =
            new Outcome.Refused("review.claimed", "Somebody else is working on this review.");

    private final Batch batch;
    private final Likes likes;
    private final Scorer scorer;
    private final DecisionStore decisions;
    private final SecondLook second;
    private final @Nullable Approved approved;
    private final ConflictAct values;
    private final PinAct pins;
    private final RestoreAct restorations;

    /** @param approved the request that it follows, or null */
    StewardAct(Batch batch, Likes likes, Scorer scorer, @Nullable Approved approved) {
        this.batch = batch;
        this.approved = approved;
        this.likes = likes;
        this.scorer = scorer;
        this.decisions =
                new DecisionStore(batch.connection(), batch.setting().type().name());
        this.second = new SecondLook(batch.connection(), batch.setting().type().reviews());
        this.values = new ConflictAct(batch, scorer, approved);
        this.pins = new PinAct(batch, scorer, approved);
        this.restorations = new RestoreAct(batch, new Story(batch, likes, scorer, approved), approved);
    }

    Outcome.OfSteward carryOut(Command.OfSteward command) throws SQLException {
        return switch (command) {
            case Command.Decide decide -> decide(decide);
            case Command.Acknowledge acknowledge -> acknowledge(acknowledge);
            case Command.Choose choose -> values.choose(choose);
            case Command.Enter enter -> values.enter(enter);
            case Command.Restore restore -> restorations.restore(restore);
            case Command.Undo undo -> undo(undo);
            case Command.Merge merge -> merge(merge);
            case Command.Split split -> split(split);
            case Command.Transfer transfer -> transfer(transfer);
            case Command.PinValue pin -> pins.pin(pin);
            case Command.Unpin unpin -> pins.unpin(unpin);
            case Command.Edit edit -> pins.edit(edit);
            case Command.Create create -> entered().create(create);
            case Command.Remove remove -> entered().remove(remove);
            case Command.AsSeen _ -> throw new IllegalArgumentException("what is wanted is carried out, not itself");
            case Command.Once _ -> throw new IllegalArgumentException("its answer is carried out, not itself");
            case Command.OnRequest _ -> throw new IllegalArgumentException("a request is no act");
        };
    }

    private Outcome.OfSteward decide(Command.Decide command) throws SQLException {
        Optional<DecisionStore.Question> found = decisions.question(command.review());
        Optional<Outcome.OfSteward> refusal = refuse(found, JOIN, command.evidence(), command.actor());
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseThrow();
        }
        DecisionStore.Question question = found.get();
        Optional<Outcome.OfSteward> contradiction = contradiction(
                new Standing(command.review(), command.verdict(), question.left(), question.right()), List.of());
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        String verdict = command.verdict().name().toLowerCase(Locale.ROOT);
        Optional<Outcome.OfSteward> waits =
                second.look(question, new SecondLook.Said(command.actor(), verdict, command.reason()));
        if (waits.isPresent()) {
            return waits.get();
        }
        Outcome.OfSteward outcome = stand(
                command.verdict(),
                question.left(),
                question.right(),
                command.reason(),
                command.actor(),
                command.review());
        if (outcome instanceof Outcome.Done done && done.decision() != null) {
            decisions.ofJob(done.decision(), command.job());
        }
        return outcome;
    }

    private Outcome.OfSteward acknowledge(Command.Acknowledge command) throws SQLException {
        Optional<DecisionStore.Question> found = decisions.question(command.review());
        Optional<Outcome.OfSteward> refusal =
                refuse(found, Set.of(Review.Kind.QUALITY), command.evidence(), command.actor());
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseThrow();
        }
        Optional<Outcome.OfSteward> waits =
                second.look(found.get(), new SecondLook.Said(command.actor(), "accepted", command.reason()));
        if (waits.isPresent()) {
            return waits.get();
        }
        UUID id = batch.setting().ids().get();
        decisions.acknowledge(id, found.get().left()[0], command, batch);
        decisions.ofJob(id, command.job());
        decisions.answered(command.review(), id, command.actor(), batch.now());
        return new Outcome.Done(id, List.of());
    }

    /** @param actor who answers; null where that was approved, whoever has claimed the question */
    static Optional<Outcome.OfSteward> refuse(
            Optional<DecisionStore.Question> found, Set<Review.Kind> answered, long evidence, @Nullable String actor) {
        if (found.isEmpty()) {
            return Optional.of(new Outcome.Refused("review.unknown", "There is no such review."));
        }
        DecisionStore.Question question = found.get();
        if (!answered.contains(question.kind())) {
            return Optional.of(new Outcome.Refused(
                    "decision.kind",
                    switch (question.kind()) {
                        case QUALITY ->
                            "A question of kind quality is about one record: accept it as it is, or have it corrected.";
                        case CONFLICT -> "A question of kind conflict is about a value: choose one, or enter another.";
                        case MATCH, GUARD, SPLIT, CHANGE ->
                            "This question is whether records are one: the answer is same or different.";
                    }));
        }
        if (!question.state().equals("open")) {
            return Optional.of(new Outcome.Refused(
                    "review." + question.state(),
                    question.state().equals("decided")
                            ? "This review has been decided already."
                            : "This question no longer arises: the data behind it changed."));
        }
        if (question.evidence() != evidence) {
            return Optional.of(RECORDS_CHANGED);
        }
        return actor != null && question.heldByOther(actor) ? Optional.of(CLAIMED) : Optional.empty();
    }

    private Outcome.OfSteward merge(Command.Merge command) throws SQLException {
        Golden golden = batch.draft().golden(command.golden());
        Golden with = batch.draft().golden(command.with());
        Optional<Outcome.OfSteward> refusal = refuse(golden, command.golden(), command.version());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        refusal = refuseOther(golden, with, command.withVersion());
        if (refusal.isPresent() || golden == null || with == null) {
            return refusal.orElseThrow();
        }
        return stand(Verdict.SAME, golden.members(), with.members(), command.reason(), command.actor(), null);
    }

    private Outcome.OfSteward split(Command.Split command) throws SQLException {
        Golden golden = batch.draft().golden(command.golden());
        Optional<Outcome.OfSteward> refusal = refuse(golden, command.golden(), command.version());
        if (refusal.isPresent() || golden == null) {
            return refusal.orElseThrow();
        }
        Optional<Parts> parts = parts(golden, command.records());
        if (parts.isEmpty()) {
            return new Outcome.Refused("split.records", "Name some, but not all, of the golden record's members.");
        }
        return stand(Verdict.DIFFERENT, parts.get().stay(), parts.get().go(), command.reason(), command.actor(), null);
    }

    /** Two decisions of one act: they are undone together. */
    private Outcome.OfSteward transfer(Command.Transfer command) throws SQLException {
        Golden golden = batch.draft().golden(command.golden());
        Golden to = batch.draft().golden(command.to());
        Optional<Outcome.OfSteward> refusal = refuse(golden, command.golden(), command.version());
        if (refusal.isPresent() || golden == null) {
            return refusal.orElseThrow();
        }
        refusal = refuseOther(golden, to, command.toVersion());
        if (refusal.isPresent() || to == null) {
            return refusal.orElseThrow();
        }
        Optional<Parts> parts = parts(golden, command.records());
        if (parts.isEmpty()) {
            return new Outcome.Refused(
                    "move.records", "Name some, but not all, of the golden record's members; all of them are a merge.");
        }
        int[] go = parts.get().go();
        UUID act = batch.setting().ids().get();
        Standing apart = new Standing(act, Verdict.DIFFERENT, parts.get().stay(), go);
        Standing together = new Standing(batch.setting().ids().get(), Verdict.SAME, go, to.members());
        Optional<Outcome.OfSteward> contradiction = contradiction(apart, List.of());
        if (contradiction.isEmpty()) {
            contradiction = contradiction(together, List.of(apart));
        }
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        batch.draft().settle(apart.left(), golden.id());
        batch.draft().settle(together.both(), to.id());
        IntSortedSet about = new IntAVLTreeSet(apart.both());
        for (Standing decision : List.of(apart, together)) {
            decisions.insert(
                    decision,
                    new DecisionStore.Circumstances(command.reason(), command.actor(), null, act, approver()),
                    batch);
            batch.draft().decide(decision);
            Arrays.stream(decision.both()).forEach(about::add);
        }
        return new Outcome.Done(act, follow(about.toIntArray(), cause("decision", command.actor())));
    }

    /** Members that stay with their golden record and members that go, as ordinals. */
    private record Parts(int[] stay, int[] go) {}

    /** Empty unless the records are some, but not all, of the members. */
    private Optional<Parts> parts(Golden golden, List<RecordKey> records) {
        Set<Integer> away = new LinkedHashSet<>();
        for (int member : golden.members()) {
            if (records.contains(batch.draft().key(member))) {
                away.add(member);
            }
        }
        if (away.size() != Set.copyOf(records).size() || away.isEmpty() || away.size() == golden.members().length) {
            return Optional.empty();
        }
        return Optional.of(new Parts(
                Arrays.stream(golden.members()).filter(m -> !away.contains(m)).toArray(),
                away.stream().mapToInt(Integer::intValue).toArray()));
    }

    private Outcome.OfSteward stand(
            Verdict verdict, int[] left, int[] right, @Nullable String reason, String actor, @Nullable UUID review)
            throws SQLException {
        Standing decision = new Standing(batch.setting().ids().get(), verdict, left, right);
        Optional<Outcome.OfSteward> contradiction = contradiction(decision, List.of());
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        decisions.insert(
                decision, new DecisionStore.Circumstances(reason, actor, review, decision.id(), approver()), batch);
        if (review != null) {
            decisions.answered(review, decision.id(), actor, batch.now());
        }
        batch.draft().decide(decision);
        return new Outcome.Done(decision.id(), follow(decision.both(), cause("decision", actor)));
    }

    /** @param before decisions of the same act that are to stand before this one */
    private Optional<Outcome.OfSteward> contradiction(Standing wanted, List<Standing> before) {
        IntSortedSet about = new IntAVLTreeSet(wanted.both());
        Map<UUID, Standing> standing = new LinkedHashMap<>();
        for (int[] near : Surroundings.of(batch.draft(), about)) {
            for (int ordinal : near) {
                batch.draft().decisions(ordinal).forEach(d -> standing.put(d.id(), d));
            }
        }
        before.forEach(d -> standing.put(d.id(), d));
        Contradictions contradictions = new Contradictions(
                standing.values().stream().map(StewardAct::decided).toList());
        List<UUID> chain = (wanted.same()
                        ? contradictions.ofSame(wanted.both())
                        : contradictions.ofDifferent(wanted.left(), wanted.right()))
                .orElse(List.of());
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Outcome.Contradicts(
                chain,
                chain.size() == 1
                        ? "This contradicts a decision that stands. Undo it first, if you know better."
                        : "This contradicts " + chain.size()
                                + " decisions that stand. Undo it first, if you know better."));
    }

    private static Decided decided(Standing decision) {
        return decision.same()
                ? new Decided.Same(decision.id(), decision.both())
                : new Decided.Different(decision.id(), decision.left(), decision.right());
    }

    private Outcome.OfSteward undo(Command.Undo command) throws SQLException {
        List<Standing> act = decisions.standingOfAct(command.decision());
        if (act.isEmpty()
                && decisions.takeBack(command, batch.setting().inspector().askedNumbers(), batch.now())) {
            return new Outcome.Done(command.decision(), List.of());
        }
        if (act.isEmpty()) {
            Optional<Outcome.OfSteward> taken = values.takeBack(command);
            if (taken.isEmpty()) {
                taken = restorations.takeBack(command);
            }
            if (taken.isEmpty()) {
                taken = pins.takeBack(command);
            }
            if (taken.isPresent()) {
                new ChangeStore(batch.connection(), batch.setting().type().name())
                        .undone(command.decision(), batch.now());
                return taken.get();
            }
        }
        if (act.isEmpty()) {
            return new Outcome.Refused("decision.unknown", "There is no such decision, or it has been undone.");
        }
        IntSortedSet about = new IntAVLTreeSet();
        IntSortedSet seeking = new IntAVLTreeSet();
        for (Standing decision : act) {
            decisions.release(decision.id(), command.reason(), command.actor(), batch.now());
            new ChangeStore(batch.connection(), batch.setting().type().name()).undone(decision.id(), batch.now());
            batch.draft().release(decision);
            Arrays.stream(decision.both()).forEach(about::add);
            // In a large component the smaller side finds its place again, and the other one stays.
            Arrays.stream(decision.left().length < decision.right().length ? decision.left() : decision.right())
                    .forEach(seeking::add);
        }
        likes.seek(seeking);
        batch.follow(about, seeking, cause("undo", command.actor()), scorer);
        return new Outcome.Done(command.decision(), changed());
    }

    private EnteredRecords entered() {
        return new EnteredRecords(batch, likes, scorer, approved);
    }

    private Cause cause(String word, String actor) {
        return new Cause(word, actor, approved);
    }

    private @Nullable String approver() {
        return approved == null ? null : approved.by();
    }

    static Optional<Outcome.OfSteward> refuse(@Nullable Golden golden, UUID id, int version) {
        if (golden == null || !golden.live()) {
            return Optional.of(new Outcome.Refused("golden.unknown", "There is no live golden record with this id."));
        }
        if (golden.version() != version) {
            return Optional.of(new Outcome.Changed("The golden record changed since it was shown: it has version "
                    + golden.version() + " now. Look again, then act."));
        }
        return Optional.empty();
    }

    /** @param version that was seen, or null where that is not known */
    private static Optional<Outcome.OfSteward> refuseOther(
            @Nullable Golden golden, @Nullable Golden other, @Nullable Integer version) {
        if (golden == null || other == null || !other.live() || other.id().equals(golden.id())) {
            return Optional.of(
                    new Outcome.Refused("golden.unknown", "The other golden record does not exist or is retired."));
        }
        return version == null || other.version() == version
                ? Optional.empty()
                : Optional.of(new Outcome.Changed("The other golden record changed since it was shown: it has version "
                        + other.version() + " now. Look again, then act."));
    }

    private List<UUID> follow(int[] about, Cause cause) throws SQLException {
        batch.follow(new IntAVLTreeSet(about), IntSets.EMPTY_SET, cause, scorer);
        return changed();
    }

    private List<UUID> changed() {
        return batch.changedIds();
    }
}
