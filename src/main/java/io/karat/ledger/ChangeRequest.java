package io.karat.ledger;

import io.karat.model.Approval.Need;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a steward asked for and another person has to approve.
 *
 * @param wanted what is to be done, with the version its proposer saw
 * @param title of the golden record it is about when it was proposed, or of the one to be created
 * @param closing what became of it, or null while it is open
 */
public record ChangeRequest(
        UUID id,
        String entity,
        Command.OfSteward wanted,
        String title,
        About about,
        @Nullable String reason,
        String proposer,
        Instant proposedAt,
        Need need,
        State state,
        @Nullable Closing closing) {

    public enum State {
        OPEN,
        APPROVED,
        REFUSED,
        /** By its proposer. */
        WITHDRAWN,
        /** What it speaks of is gone. */
        SUPERSEDED;

        /** As stored, and as callers see it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The golden records that it is about.
     *
     * @param golden null of a creation
     * @param with the other one of a merge or a move, else null
     */
    public record About(@Nullable Seen golden, @Nullable Seen with) {

        /** Changes exactly when one of them does. */
        public String evidence() {
            return (golden == null ? "0" : Integer.toString(golden.now())) + (with == null ? "" : "." + with.now());
        }

        /** Since it was proposed. */
        public boolean changed() {
            return golden != null && golden.changed() || with != null && with.changed();
        }
    }

    /**
     * @param then the version its proposer saw
     * @param now the present version
     */
    public record Seen(UUID id, int then, int now) {
        public boolean changed() {
            return then != now;
        }
    }

    /**
     * @param by null where nobody decided
     * @param approved attributes of an edit that were approved; the others were refused
     * @param decision what undoes it, or null
     */
    public record Closing(
            @Nullable String by,
            Instant at,
            @Nullable String reason,
            List<String> approved,
            @Nullable UUID decision) {
        public Closing {
            approved = List.copyOf(approved);
        }
    }

    /** What somebody thought before they saw what was proposed. */
    public record Given(String author, Instant at, Opinion opinion, boolean agrees) {}

    /**
     * What is wanted, on the golden records as they are now.
     *
     * @param attributes of an edit that are left; null for all
     * @return empty where it names none of the edit, or others
     */
    public Optional<Command.OfSteward> onNow(@Nullable Set<String> attributes) {
        int version = about.golden() == null ? 0 : about.golden().now();
        return switch (wanted) {
            case Command.Edit edit -> {
                SortedMap<String, List<String>> values = new TreeMap<>(edit.values());
                values.keySet().removeIf(name -> attributes != null && !attributes.contains(name));
                boolean known = attributes == null || values.keySet().containsAll(attributes);
                yield values.isEmpty() || !known
                        ? Optional.empty()
                        : Optional.of(new Command.Edit(
                                edit.golden(), version, values, edit.reason(), edit.expires(), edit.actor()));
            }
            case Command.Merge merge ->
                Optional.of(new Command.Merge(merge.golden(), version, merge.with(), merge.reason(), merge.actor()));
            case Command.Split split ->
                Optional.of(new Command.Split(split.golden(), version, split.records(), split.reason(), split.actor()));
            case Command.Transfer move ->
                Optional.of(new Command.Transfer(
                        move.golden(), version, move.records(), move.to(), move.reason(), move.actor()));
            case Command.Remove remove ->
                Optional.of(
                        new Command.Remove(remove.golden(), version, remove.key(), remove.reason(), remove.actor()));
            default -> Optional.of(wanted);
        };
    }

    public String act() {
        return ChangeForm.act(wanted);
    }

    public boolean open() {
        return state == State.OPEN;
    }
}
