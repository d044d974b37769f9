package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.golden.Title;
import io.karat.ledger.ChangeRequest.State;
import io.karat.ledger.ChangeStore.End;
import io.karat.ledger.ChangeStore.Subject;
import io.karat.ledger.Command.Verdict;
import io.karat.ledger.GoldenChange.Approved;
import io.karat.match.Scorer;
import io.karat.model.Approval.Need;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a steward asks, held against the model: it is carried out, or becomes a request that another person has to approve.
 * A request that is approved is carried out in the same transaction. One command, one batch.
 */
final class Approvals {

    private final Batch batch;
    private final Likes likes;
    private final Scorer scorer;
    private final ChangeStore store;
    private final Needs needs;

    Approvals(Batch batch, Likes likes, Scorer scorer) {
        this.batch = batch;
        this.likes = likes;
        this.scorer = scorer;
        this.store = new ChangeStore(batch.connection(), batch.setting().type().name());
        this.needs = new Needs(store, batch.setting().type());
    }

    /** What a proposal asks for; of every other command, the command. */
    static Command.OfSteward act(Command.OfSteward command) {
        return command instanceof Command.Propose(Command.OfSteward wanted) ? wanted : command;
    }

    Outcome.OfSteward carryOut(Command.OfSteward command) throws SQLException {
        if (command instanceof Command.OnRequest request) {
            return answer(request);
        }
        if (command instanceof Command.AsSeen seen) {
            return changed(seen) ? StewardAct.RECORDS_CHANGED : carryOut(seen.wanted());
        }
        Command.OfSteward wanted = asActOn(command);
        Optional<Need> need = needs.of(wanted);
        return need.isPresent()
                ? propose(command, wanted, need.get())
                : acts(null).carryOut(command);
    }

    /** Whether another person has to approve it. */
    boolean demandedFor(Command.OfSteward command) throws SQLException {
        return switch (command) {
            case Command.OnRequest _ -> false;
            case Command.AsSeen seen -> demandedFor(seen.wanted());
            default -> needs.of(asActOn(command)).isPresent();
        };
    }

    /** As if it had been approved where that is needed; for a transaction that is taken back. */
    Outcome.OfSteward rehearse(Command.OfSteward command) throws SQLException {
        return switch (command) {
            case Command.Propose(Command.AsSeen seen) ->
                changed(seen) ? StewardAct.RECORDS_CHANGED : asApproved(seen.wanted());
            case Command.Propose(Command.OfSteward wanted) -> asApproved(wanted);
            case Command.OnRequest request -> answer(request);
            case Command.AsSeen seen -> changed(seen) ? StewardAct.RECORDS_CHANGED : rehearse(seen.wanted());
            default -> demandedFor(command) ? asApproved(command) : acts(null).carryOut(command);
        };
    }

    private Outcome.OfSteward asApproved(Command.OfSteward wanted) throws SQLException {
        return acts(new Approved(batch.setting().ids().get(), wanted.actor())).carryOut(wanted);
    }

    private Outcome.OfSteward answer(Command.OnRequest command) throws SQLException {
        return switch (command) {
            case Command.Propose(Command.AsSeen seen) ->
                changed(seen) ? StewardAct.RECORDS_CHANGED : answer(new Command.Propose(seen.wanted()));
            case Command.Propose(Command.OfSteward asked) -> {
                Command.OfSteward wanted = asActOn(asked);
                yield propose(asked, wanted, needs.of(wanted).orElse(Need.DEFAULT));
            }
            case Command.Judge judge -> judge(judge);
            case Command.Approve approve -> approve(approve);
            case Command.Refuse refuse -> refuse(refuse);
            case Command.Withdraw withdraw -> withdraw(withdraw);
        };
    }

    private boolean changed(Command.AsSeen seen) throws SQLException {
        return new Unseen(batch).in(seen);
    }

    private StewardAct acts(@Nullable Approved approved) {
        return new StewardAct(batch, likes, scorer, approved);
    }

    /** A pin and its release are edits of one attribute. */
    private static Command.OfSteward normal(Command.OfSteward command) {
        return switch (command) {
            case Command.PinValue pin ->
                new Command.Edit(
                        pin.golden(),
                        pin.version(),
                        new TreeMap<>(Map.of(pin.attribute(), pin.values())),
                        pin.reason(),
                        pin.expires(),
                        pin.actor());
            case Command.Unpin unpin ->
                new Command.Edit(
                        unpin.golden(),
                        unpin.version(),
                        new TreeMap<>(Map.of(unpin.attribute(), List.of())),
                        null,
                        null,
                        unpin.actor());
            default -> command;
        };
    }

    /** An answer that joins or divides golden records is a merge or a split of these. */
    private Command.OfSteward asActOn(Command.OfSteward command) throws SQLException {
        return switch (command) {
            case Command.Decide decide -> asActOn(decide);
            case Command.Enter enter -> asActOn(enter);
            case Command.Choose choose
            when choose.meant() == null -> new ConflictAct(batch, scorer, null).meant(choose);
            default -> normal(command);
        };
    }

    /** A value that is entered where sources disagree is pinned. */
    private Command.OfSteward asActOn(Command.Enter enter) throws SQLException {
        Optional<DecisionStore.Question> found = question(enter.review());
        Golden golden =
                found.isEmpty() ? null : batch.draft().golden(found.get().golden());
        String attribute = found.isEmpty() ? null : found.get().detail();
        return golden == null || attribute == null
                ? enter
                : normal(new Command.PinValue(
                        golden.id(),
                        golden.version(),
                        attribute,
                        List.of(enter.value()),
                        enter.reason(),
                        null,
                        enter.actor()));
    }

    private Command.OfSteward asActOn(Command.Decide decide) throws SQLException {
        Optional<DecisionStore.Question> found = question(decide.review());
        if (found.isEmpty() || !found.get().kind().pairs()) {
            return decide;
        }
        Golden left = holder(found.get().left());
        Golden right = holder(found.get().right());
        if (left == null || right == null) {
            return decide;
        }
        boolean one = left.id().equals(right.id());
        if (decide.verdict() == Verdict.SAME && !one) {
            return new Command.Merge(
                    left.id(), left.version(), right.id(), right.version(), decide.reason(), decide.actor());
        }
        return decide.verdict() == Verdict.DIFFERENT && one
                ? new Command.Split(
                        left.id(),
                        left.version(),
                        Arrays.stream(found.get().right())
                                .mapToObj(batch.draft()::key)
                                .toList(),
                        decide.reason(),
                        decide.actor())
                : decide;
    }

    private @Nullable Golden holder(int[] records) {
        return Arrays.stream(records)
                .mapToObj(batch.draft()::goldenOf)
                .filter(golden -> golden != null)
                .findFirst()
                .orElse(null);
    }

    /** @param asked as it was asked for, maybe as an answer to a question */
    private Outcome.OfSteward propose(Command.OfSteward asked, Command.OfSteward wanted, Need need)
            throws SQLException {
        Subject subject = subject(wanted).answering(disputed(asked));
        if (asked instanceof Command.Decide decide) {
            store.skip(decide.review(), decide.actor());
        }
        Optional<UUID> same = store.same(wanted, subject);
        if (same.isPresent()) {
            return new Outcome.Proposed(same.get(), false);
        }
        Optional<Outcome.OfSteward> refusal = taken(subject.answers(), asked.actor());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        UUID id = batch.setting().ids().get();
        store.insert(id, wanted, subject, need, batch.now());
        return new Outcome.Proposed(id, true);
    }

    /** The question of kind conflict that is answered. */
    private static @Nullable UUID disputed(Command.OfSteward asked) {
        return switch (asked) {
            case Command.Choose choose -> choose.review();
            case Command.Enter enter -> enter.review();
            default -> null;
        };
    }

    /** Why somebody cannot propose an answer: another one waits, or somebody else is at it. */
    private Optional<Outcome.OfSteward> taken(@Nullable UUID review, String actor) throws SQLException {
        Optional<DecisionStore.Question> asked = review == null ? Optional.empty() : question(review);
        if (asked.isPresent() && asked.get().waitsFor() != null) {
            return Optional.of(new Outcome.Refused(
                    "review.waits",
                    "An answer to this review waits for approval already. Approve or refuse that one first."));
        }
        return asked.isPresent() && asked.get().heldByOther(actor) ? Optional.of(StewardAct.CLAIMED) : Optional.empty();
    }

    private Optional<DecisionStore.Question> question(UUID review) throws SQLException {
        return new DecisionStore(batch.connection(), batch.setting().type().name()).question(review);
    }

    private Subject subject(Command.OfSteward wanted) throws SQLException {
        return switch (wanted) {
            case Command.Choose choose ->
                subject(question(choose.review()).orElseThrow().golden(), null);
            case Command.Edit edit -> subject(edit.golden(), null);
            case Command.Merge merge -> subject(merge.golden(), merge.with());
            case Command.Split split -> subject(split.golden(), null);
            case Command.Transfer move -> subject(move.golden(), move.to());
            case Command.Undo undo -> subject(store.about(undo.decision()), null);
            case Command.Remove remove -> subject(remove.golden(), null);
            case Command.Restore restore -> subject(restore.golden(), null);
            case Command.Create create -> new Subject(null, 0, null, 0, title(create), null);
            default ->
                throw new IllegalArgumentException(
                        wanted.getClass().getSimpleName() + " is nothing that is asked for with a request");
        };
    }

    private Subject subject(@Nullable UUID golden, @Nullable UUID with) throws SQLException {
        return new Subject(golden, version(golden), with, version(with), store.title(golden), null);
    }

    private int version(@Nullable UUID id) {
        Golden golden = id == null ? null : batch.draft().golden(id);
        return golden == null ? 0 : golden.version();
    }

    private String title(Command.Create create) {
        Map<String, GoldenValues.Value> values = new LinkedHashMap<>();
        create.data().values().forEach((name, list) -> values.put(name, new GoldenValues.Value(list, -1, "")));
        return Title.of(batch.setting().type(), new GoldenValues(values));
    }

    private Outcome.OfSteward judge(Command.Judge command) throws SQLException {
        Optional<ChangeRequest> found = store.find(command.request());
        Optional<Outcome.OfSteward> refusal = refusal(found, command.actor());
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseThrow();
        }
        if (store.hasOpinion(command.request(), command.actor())) {
            return new Outcome.Refused("opinion.given", "You have said what you think; it stays as you said it.");
        }
        Optional<Boolean> agrees = command.opinion().agreesWith(found.get().wanted());
        if (agrees.isEmpty()) {
            return new Outcome.Refused(
                    "opinion.other", "This answers another question. Look at the request, then say what you think.");
        }
        store.give(command, agrees.get(), batch.now());
        return new Outcome.Done(null, List.of());
    }

    private Outcome.OfSteward approve(Command.Approve command) throws SQLException {
        Optional<ChangeRequest> found = store.find(command.request());
        Optional<Outcome.OfSteward> refusal = unseen(found, command.actor());
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseThrow();
        }
        ChangeRequest request = found.get();
        if (!request.about().evidence().equals(command.evidence())) {
            return new Outcome.Changed(
                    "What this request is about changed since it was shown. Look again, then approve or refuse it.");
        }
        Optional<Command.OfSteward> now = request.onNow(command.attributes());
        if (now.isEmpty()) {
            return new Outcome.Refused(
                    "change.attributes", "Name at least one attribute of the request to approve; refuse it otherwise.");
        }
        return carryOut(request, now.get(), command);
    }

    private Outcome.OfSteward carryOut(ChangeRequest request, Command.OfSteward wanted, Command.Approve command)
            throws SQLException {
        Set<String> approved =
                wanted instanceof Command.Edit edit ? edit.values().keySet() : null;
        // First, as what the act retires must not supersede the request that it follows.
        store.close(request.id(), new End(State.APPROVED, command.actor(), command.reason(), approved), batch.now());
        Outcome.OfSteward outcome =
                acts(new Approved(request.id(), command.actor())).carryOut(wanted);
        switch (outcome) {
            case Outcome.Done done -> store.carriedOut(request.id(), done.decision());
            case Outcome.Refused refused
            when gone(wanted) -> {
                store.supersede(request.id(), ChangeRequest.Cause.REFUSED, batch.now());
                return new Outcome.Refused(
                        "change.superseded", "What this request speaks of is gone. " + refused.message());
            }
            default -> store.reopen(request.id());
        }
        return outcome;
    }

    /** Whether what refuses an act is that its subject is gone, rather than what it wants. */
    private static boolean gone(Command.OfSteward wanted) {
        return !(wanted instanceof Command.Create) && !(wanted instanceof Command.Edit);
    }

    private Outcome.OfSteward refuse(Command.Refuse command) throws SQLException {
        Optional<Outcome.OfSteward> refusal = unseen(store.find(command.request()), command.actor());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        store.close(command.request(), new End(State.REFUSED, command.actor(), command.reason(), null), batch.now());
        return new Outcome.Done(null, List.of());
    }

    private Outcome.OfSteward withdraw(Command.Withdraw command) throws SQLException {
        Optional<ChangeRequest> found = store.find(command.request());
        Optional<Outcome.OfSteward> refusal = closed(found);
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal.orElseThrow();
        }
        if (!found.get().proposer().equals(command.actor())) {
            return new Outcome.Refused("change.other", "Only who proposed it can withdraw it; refuse it instead.");
        }
        store.close(command.request(), new End(State.WITHDRAWN, command.actor(), null, null), batch.now());
        return new Outcome.Done(null, List.of());
    }

    /** As {@link #refusal}, and of a blind request without an opinion of one's own. */
    private Optional<Outcome.OfSteward> unseen(Optional<ChangeRequest> found, String actor) throws SQLException {
        Optional<Outcome.OfSteward> refusal = refusal(found, actor);
        if (refusal.isPresent() || found.isEmpty()) {
            return refusal;
        }
        ChangeRequest request = found.get();
        return request.need().blind() && !store.hasOpinion(request.id(), actor)
                ? Optional.of(new Outcome.Refused(
                        "opinion.missing", "First say what you think yourself; then you see what was proposed."))
                : Optional.empty();
    }

    private static Optional<Outcome.OfSteward> refusal(Optional<ChangeRequest> found, String actor) {
        Optional<Outcome.OfSteward> closed = closed(found);
        return closed.isEmpty() && found.isPresent() && found.get().proposer().equals(actor)
                ? Optional.of(new Outcome.Refused(
                        "change.own", "You proposed this yourself; another person has to approve it."))
                : closed;
    }

    private static Optional<Outcome.OfSteward> closed(Optional<ChangeRequest> found) {
        if (found.isEmpty()) {
            return Optional.of(new Outcome.Refused("change.unknown", "There is no such request."));
        }
        State state = found.get().state();
        return switch (state) {
            case OPEN -> Optional.empty();
            case APPROVED, REFUSED, WITHDRAWN ->
                Optional.of(new Outcome.Refused(
                        "change." + state.code(),
                        switch (state) {
                            case APPROVED -> "This request has been approved already.";
                            case REFUSED -> "This request has been refused already.";
                            default -> "This request has been withdrawn already.";
                        }));
            case SUPERSEDED ->
                Optional.of(new Outcome.Refused(
                        "change.superseded", "What this request speaks of is gone; there is nothing left to approve."));
        };
    }
}
