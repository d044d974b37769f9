package io.karat.ledger;

import io.karat.ledger.GoldenChange.Approved;
import io.karat.ledger.GoldenChange.Cause;
import io.karat.match.Scorer;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of stewards that stand above all sources: set, released, several at once, and as before. */
final class PinAct {

    private final Batch batch;
    private final Scorer scorer;
    private final PinStore pins;
    private final @Nullable Approved approved;

    /** @param approved the request that it follows, or null */
    PinAct(Batch batch, Scorer scorer, @Nullable Approved approved) {
        this.batch = batch;
        this.scorer = scorer;
        this.approved = approved;
        this.pins = new PinStore(batch.connection(), batch.setting().type().name());
    }

    Outcome.OfSteward pin(Command.PinValue command) throws SQLException {
        Golden golden = batch.draft().golden(command.golden());
        Optional<Outcome.OfSteward> refusal = StewardAct.refuse(golden, command.golden(), command.version());
        if (refusal.isPresent() || golden == null) {
            return refusal.orElseThrow();
        }
        if (batch.setting().type().indexOf(command.attribute()) < 0) {
            return new Outcome.Refused("attribute.unknown", "The entity type has no such attribute.");
        }
        pins.unpin(golden.id(), command.attribute(), command.actor(), batch.now());
        pins.pin(command, batch.setting().ids().get(), batch.now());
        batch.draft().pin(golden.id(), true);
        return new Outcome.Done(null, follow(golden.members(), new Cause("pin", command.actor(), approved)));
    }

    Outcome.OfSteward unpin(Command.Unpin command) throws SQLException {
        Golden golden = batch.draft().golden(command.golden());
        Optional<Outcome.OfSteward> refusal = StewardAct.refuse(golden, command.golden(), command.version());
        if (refusal.isPresent() || golden == null) {
            return refusal.orElseThrow();
        }
        if (pins.unpin(golden.id(), command.attribute(), command.actor(), batch.now()) == 0) {
            return new Outcome.Refused("pin.unknown", "No value is pinned there.");
        }
        batch.draft().pin(golden.id(), pins.pinned(golden.id()));
        return new Outcome.Done(null, follow(golden.members(), new Cause("pin", command.actor(), approved)));
    }

    /** As several pins and releases, but one version, and undone as one. */
    Outcome.OfSteward edit(Command.Edit command) throws SQLException {
        Golden golden = batch.draft().golden(command.golden());
        Optional<Outcome.OfSteward> refusal = StewardAct.refuse(golden, command.golden(), command.version());
        if (refusal.isPresent() || golden == null) {
            return refusal.orElseThrow();
        }
        for (String attribute : command.values().keySet()) {
            if (batch.setting().type().indexOf(attribute) < 0) {
                return new Outcome.Refused("attribute.unknown", "The entity type has no such attribute.");
            }
        }
        Set<String> pinned = pins.pinnedAttributes(golden.id());
        if (command.values().entrySet().stream()
                .anyMatch(wish -> wish.getValue().isEmpty() && !pinned.contains(wish.getKey()))) {
            return new Outcome.Refused("pin.unknown", "No value is pinned there.");
        }
        UUID act = batch.setting().ids().get();
        for (Map.Entry<String, List<String>> wish : command.values().entrySet()) {
            pins.unpin(golden.id(), wish.getKey(), command.actor(), batch.now(), act);
            if (!wish.getValue().isEmpty()) {
                pins.pin(command, wish.getKey(), batch.setting().ids().get(), batch.now(), act);
            }
        }
        answer(act, command.actor());
        batch.draft().pin(golden.id(), pins.pinned(golden.id()));
        return new Outcome.Done(act, follow(golden.members(), new Cause("pin", command.actor(), approved)));
    }

    /** A value that was entered where sources disagree, and approved, is an answer: the question is decided by it. */
    private void answer(UUID act, String actor) throws SQLException {
        String entity = batch.setting().type().name();
        Optional<UUID> review = approved == null
                ? Optional.empty()
                : new ChangeStore(batch.connection(), entity).answers(approved.request());
        if (review.isPresent()) {
            new DecisionStore(batch.connection(), entity).answered(review.get(), act, actor, batch.now());
        }
    }

    /** What an edit set is released, and what it released or replaced stands again; empty when there is no such edit. */
    Optional<Outcome.OfSteward> takeBack(Command.Undo command) throws SQLException {
        Optional<UUID> about = pins.takeEditBack(command, batch.now());
        if (about.isEmpty()) {
            return Optional.empty();
        }
        batch.draft().pin(about.get(), pins.pinned(about.get()));
        Golden golden = batch.draft().golden(about.get());
        while (golden != null && !golden.live()) {
            golden = golden.heir() == null ? null : batch.draft().golden(golden.heir());
        }
        return Optional.of(new Outcome.Done(
                command.decision(),
                golden == null ? List.of() : follow(golden.members(), new Cause("undo", command.actor(), approved))));
    }

    private List<UUID> follow(int[] about, Cause cause) throws SQLException {
        batch.follow(new IntAVLTreeSet(about), IntSets.EMPTY_SET, cause, scorer);
        return batch.changedIds();
    }
}
