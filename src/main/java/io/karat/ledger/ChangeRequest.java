package io.karat.ledger;

import io.karat.golden.Overrides.Choice;
import io.karat.model.Approval.Need;
import io.karat.model.EntityType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
     * @param question evidence of the question whose answer it is, as it is now; else null
     */
    public record About(
            @Nullable Seen golden,
            @Nullable Seen with,
            @Nullable Long question) {

        /** Changes exactly when one of them does. */
        public String evidence() {
            return (golden == null ? "0" : golden.evidence())
                    + (with == null ? "" : "." + with.evidence())
                    + (question == null ? "" : "." + Long.toHexString(question));
        }

        /** Since it was proposed. */
        public boolean changed() {
            return golden != null && golden.changed() || with != null && with.changed();
        }
    }

    /**
     * @param id the present golden record
     * @param as the one that its proposer saw, which may lead to the present one by now
     * @param then the version its proposer saw
     * @param now the present version
     */
    public record Seen(UUID id, UUID as, int then, int now) {
        public boolean changed() {
            return moved() || then != now;
        }

        public boolean moved() {
            return !id.equals(as);
        }

        private String evidence() {
            return moved() ? now + "@" + id : Integer.toString(now);
        }
    }

    /** Why nothing is left of a request. */
    public enum Cause {
        /** What was to be joined is one. */
        ONE,
        /** The records that it is about are no longer in one golden record, or are one of their own. */
        APART,
        /** Its golden record ended. */
        ENDED,
        /** What was to be restored is live. */
        LIVE,
        /** What was to be undone is undone. */
        UNDONE,
        /** The question that it answers no longer arises. */
        UNASKED,
        /** It could not be carried out any more when it was approved. */
        REFUSED;

        /** As stored, and as callers see it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * @param by null where nobody decided
     * @param approved attributes of an edit that were approved; the others were refused
     * @param decision what undoes it, or null
     * @param cause why it was superseded, or null
     */
    public record Closing(
            @Nullable String by,
            Instant at,
            @Nullable String reason,
            List<String> approved,
            @Nullable UUID decision,
            @Nullable Cause cause) {
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
        Integer withVersion = about.with() == null ? null : about.with().now();
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
                Optional.of(new Command.Merge(
                        merge.golden(), version, merge.with(), withVersion, merge.reason(), merge.actor()));
            case Command.Split split ->
                Optional.of(new Command.Split(split.golden(), version, split.records(), split.reason(), split.actor()));
            case Command.Transfer move ->
                Optional.of(new Command.Transfer(
                        move.golden(), version, move.records(), move.to(), withVersion, move.reason(), move.actor()));
            case Command.Remove remove ->
                Optional.of(
                        new Command.Remove(remove.golden(), version, remove.key(), remove.reason(), remove.actor()));
            case Command.Choose choose ->
                Optional.of(new Command.Choose(
                        choose.review(),
                        choose.record(),
                        about.question() == null ? choose.evidence() : about.question(),
                        choose.reason(),
                        choose.actor(),
                        choose.meant()));
            default -> Optional.of(wanted);
        };
    }

    /** By attribute, of an edit and of a choice; an empty list for no value of a steward's own. */
    public Map<String, List<String>> values(EntityType type) {
        return switch (wanted) {
            case Command.Edit edit -> edit.values();
            case Command.Choose choose when choose.meant() != null -> chosen(type, choose.meant());
            default -> Map.of();
        };
    }

    private static Map<String, List<String>> chosen(EntityType type, Choice meant) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        type.survivorship()
                .attributes(meant.unit())
                .forEach(attribute -> values.put(attribute, meant.values().get(attribute)));
        return values;
    }

    public String act() {
        return ChangeForm.act(wanted);
    }

    /** Since it was proposed. */
    public boolean changed() {
        return about.changed()
                || wanted instanceof Command.Choose choose
                        && about.question() != null
                        && about.question() != choose.evidence();
    }

    public boolean open() {
        return state == State.OPEN;
    }
}
