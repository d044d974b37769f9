package io.karat.ledger;

import io.karat.golden.Conflict;
import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.golden.Overrides;
import io.karat.golden.Overrides.Choice;
import io.karat.ledger.GoldenChange.Approved;
import io.karat.ledger.GoldenChange.Cause;
import io.karat.match.Scorer;
import io.karat.model.RecordData;
import io.karat.review.Review;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers of stewards to the question which value is right, and taking them back. */
final class ConflictAct {

    private final Batch batch;
    private final Scorer scorer;
    private final DecisionStore decisions;
    private final PinStore pins;
    private final ConflictStore conflicts;
    private final SecondLook second;
    private final @Nullable Approved approved;

    /** @param approved the request that it follows, or null */
    ConflictAct(Batch batch, Scorer scorer, @Nullable Approved approved) {
        this.batch = batch;
        this.scorer = scorer;
        this.approved = approved;
        this.decisions =
                new DecisionStore(batch.connection(), batch.setting().type().name());
        this.pins = new PinStore(batch.connection(), batch.setting().type().name());
        this.second = new SecondLook(batch.connection(), batch.setting().type().reviews());
        this.conflicts =
                new ConflictStore(batch.connection(), batch.setting().type().name());
    }

    Outcome.OfSteward choose(Command.Choose command) throws SQLException {
        Optional<DecisionStore.Question> found = decisions.question(command.review());
        Optional<Outcome.OfSteward> refusal = refuse(found, command.evidence(), command.actor());
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseThrow();
        }
        Golden golden = batch.draft().golden(found.get().golden());
        Optional<Conflict> conflict =
                golden == null ? Optional.empty() : conflict(golden, found.get().detail());
        if (golden == null || conflict.isEmpty()) {
            return new Outcome.Changed("The sources agree by now: there is nothing left to choose.");
        }
        Optional<Conflict.Option> option = option(conflict.get(), command);
        if (option.isEmpty()) {
            return command.meant() == null
                    ? new Outcome.Refused("record.unknown", "This record is not one of those that disagree.")
                    : new Outcome.Refused("choice.gone", "No source says any more what was to be chosen.");
        }
        Optional<Outcome.OfSteward> waits =
                second(found.get(), command.actor(), option.get().values(), command.reason());
        if (waits.isPresent()) {
            return waits.get();
        }
        UUID id = batch.setting().ids().get();
        Choice choice = new Choice(
                conflict.get().unit(), conflict.get().among(), option.get().values());
        conflicts.insert(id, conflict.get().records(), choice, command, approver(), batch);
        decisions.answered(command.review(), id, command.actor(), batch.now());
        return new Outcome.Done(id, follow(golden.members(), new Cause("decision", command.actor(), approved)));
    }

    private @Nullable String approver() {
        return approved == null ? null : approved.by();
    }

    /** With what the record says now; as it is where there is nothing to choose. */
    Command.Choose meant(Command.Choose command) throws SQLException {
        Optional<DecisionStore.Question> found = decisions.question(command.review());
        Golden golden = found.isEmpty() || found.get().kind() != Review.Kind.CONFLICT
                ? null
                : batch.draft().golden(found.get().golden());
        if (found.isEmpty() || golden == null) {
            return command;
        }
        return conflict(golden, found.get().detail())
                .flatMap(conflict -> option(conflict, command)
                        .map(option -> new Command.Choose(
                                command.review(),
                                command.record(),
                                command.evidence(),
                                command.reason(),
                                command.actor(),
                                new Choice(conflict.unit(), conflict.among(), option.values()))))
                .orElse(command);
    }

    private Optional<Conflict.Option> option(Conflict conflict, Command.Choose command) {
        Choice meant = command.meant();
        return conflict.options().stream()
                .filter(option -> meant == null
                        ? option.records().stream()
                                .anyMatch(ordinal -> batch.draft().key(ordinal).equals(command.record()))
                        : option.values().equals(meant.values()))
                .findFirst();
    }

    /** What was approved two people have seen already. */
    private Optional<Outcome.OfSteward> second(
            DecisionStore.Question question, String actor, RecordData values, @Nullable String reason)
            throws SQLException {
        return approved == null
                ? second.look(question, new SecondLook.Said(actor, words(values), reason))
                : Optional.empty();
    }

    /** The same for the same values, whether chosen or entered. */
    private static String words(RecordData values) {
        return values.values().entrySet().stream()
                .map(entry -> entry.getKey() + " “" + String.join("”, “", entry.getValue()) + "”")
                .collect(Collectors.joining(", "));
    }

    private Optional<Conflict> conflict(Golden golden, @Nullable String unit) throws SQLException {
        List<Contribution> members = batch.records()
                .contributions(
                        Arrays.stream(golden.members()).boxed().toList(),
                        batch.setting().standardiser(),
                        batch.setting().inspector().rulebook());
        return members.isEmpty()
                ? Optional.empty()
                : Forge.forged(batch.setting().type(), members, Overrides.NONE, batch.now()).conflicts().stream()
                        .filter(conflict -> conflict.unit().equals(unit))
                        .findFirst();
    }

    Outcome.OfSteward enter(Command.Enter command) throws SQLException {
        Optional<DecisionStore.Question> found = decisions.question(command.review());
        Optional<Outcome.OfSteward> refusal = refuse(found, command.evidence(), command.actor());
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseThrow();
        }
        Golden golden = batch.draft().golden(found.get().golden());
        String attribute = found.get().detail();
        if (golden == null || attribute == null || batch.setting().type().indexOf(attribute) < 0) {
            return new Outcome.Refused(
                    "attribute.group",
                    "This is a group of attributes: choose what one record says, or pin them one by one.");
        }
        Optional<Outcome.OfSteward> waits = second(
                found.get(), command.actor(), RecordData.of(Map.of(attribute, command.value())), command.reason());
        if (waits.isPresent()) {
            return waits.get();
        }
        UUID id = batch.setting().ids().get();
        pins.unpin(golden.id(), attribute, command.actor(), batch.now());
        pins.pin(
                new Command.PinValue(
                        golden.id(),
                        golden.version(),
                        attribute,
                        List.of(command.value()),
                        command.reason(),
                        null,
                        command.actor()),
                id,
                batch.now());
        batch.draft().pin(golden.id(), true);
        decisions.answered(command.review(), id, command.actor(), batch.now());
        return new Outcome.Done(id, follow(golden.members(), new Cause("pin", command.actor(), approved)));
    }

    private Optional<Outcome.OfSteward> refuse(Optional<DecisionStore.Question> found, long evidence, String actor) {
        return StewardAct.refuse(found, Set.of(Review.Kind.CONFLICT), evidence, approved == null ? actor : null);
    }

    /** What was chosen, or entered, is so no more; empty when no such answer stands. */
    Optional<Outcome.OfSteward> takeBack(Command.Undo command) throws SQLException {
        Cause cause = new Cause("undo", command.actor(), approved);
        Optional<int[]> records = conflicts.release(command, batch.now());
        if (records.isPresent()) {
            return Optional.of(new Outcome.Done(command.decision(), follow(records.get(), cause)));
        }
        Optional<UUID> pinned = pins.unpin(command.decision(), command.actor(), batch.now());
        if (pinned.isEmpty()) {
            return Optional.empty();
        }
        batch.draft().pin(pinned.get(), pins.pinned(pinned.get()));
        Golden golden = batch.draft().golden(pinned.get());
        while (golden != null && !golden.live()) {
            golden = golden.heir() == null ? null : batch.draft().golden(golden.heir());
        }
        return Optional.of(
                new Outcome.Done(command.decision(), golden == null ? List.of() : follow(golden.members(), cause)));
    }

    private List<UUID> follow(int[] about, Cause cause) throws SQLException {
        batch.follow(new IntAVLTreeSet(about), IntSets.EMPTY_SET, cause, scorer);
        return batch.changedIds();
    }
}
