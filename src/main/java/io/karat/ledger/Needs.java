package io.karat.ledger;

import io.karat.golden.Overrides.Choice;
import io.karat.model.Approval;
import io.karat.model.Approval.Act;
import io.karat.model.Approval.Need;
import io.karat.model.EntityType;
import io.karat.model.Survivorship;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of the acts of stewards another person has to approve. */
final class Needs {

    private final ChangeStore store;
    private final Approval approval;
    private final Survivorship survivorship;

    Needs(ChangeStore store, EntityType type) {
        this.store = store;
        this.approval = type.approval();
        this.survivorship = type.survivorship();
    }

    /** Whether a command may need it; which of them do, {@link #of} says. */
    static boolean maybe(Command.OfSteward command, Approval approval) {
        return switch (command) {
            case Command.Propose _ -> true;
            case Command.OnRequest _, Command.Acknowledge _ -> false;
            default -> !approval.equals(Approval.NONE);
        };
    }

    /**
     * Taking back what somebody approved needs what the act itself needs, and so does bringing back what was deleted.
     *
     * @param act not an answer to a question, but what that answer comes to
     */
    Optional<Need> of(Command.OfSteward act) throws SQLException {
        return switch (act) {
            case Command.Undo undo -> Need.both(approval.of(Act.UNDO), ofWhatIsUndone(undo));
            default -> ofAct(act);
        };
    }

    private Optional<Need> ofWhatIsUndone(Command.Undo undo) throws SQLException {
        Optional<Need> ofValues = approval.of(store.attributes(undo.decision()));
        Optional<Need> ofRequest = store.carriedOutAs(undo.decision())
                .map(ChangeRequest::wanted)
                .filter(wanted -> !(wanted instanceof Command.Edit))
                .flatMap(this::ofAct);
        return Need.both(ofValues, ofRequest);
    }

    private Optional<Need> ofChoice(@Nullable Choice meant) {
        return meant == null ? Optional.empty() : approval.of(survivorship.attributes(meant.unit()));
    }

    private Optional<Need> ofAct(Command.OfSteward act) {
        return switch (act) {
            case Command.Edit edit -> approval.of(edit.values().keySet());
            case Command.Choose choose -> ofChoice(choose.meant());
            case Command.Merge _ -> approval.of(Act.MERGE);
            case Command.Split _ -> approval.of(Act.SPLIT);
            case Command.Transfer _ -> approval.of(Act.MOVE);
            case Command.Create _ -> approval.of(Act.CREATE);
            case Command.Remove _ -> approval.of(Act.DELETE);
            case Command.Restore _ -> Need.both(approval.of(Act.CREATE), approval.of(Act.DELETE));
            default -> Optional.empty();
        };
    }
}
