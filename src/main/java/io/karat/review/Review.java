package io.karat.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question for a steward, derived from the wanted partition or from quality rules, and identified by what it asks.
 *
 * @param leftRecords ordinals of one group as it is now
 * @param logOdds mean evidence between the groups, natural log-odds
 * @param priority fixed at creation; higher comes first
 * @param evidence hash of both groups and their features: what a decision refers to
 * @param detail why the guard held a merge; of kind quality, the rules that the record fails; of kind
 *     conflict, the attribute or group; or null
 * @param waitingSince since when it is open without a break
 * @param sources of the records it is about
 */
public record Review(
        UUID id,
        String entity,
        Kind kind,
        UUID leftGolden,
        UUID rightGolden,
        List<Integer> leftRecords,
        List<Integer> rightRecords,
        double logOdds,
        double priority,
        long evidence,
        @Nullable String detail,
        String leftTitle,
        String rightTitle,
        State state,
        Instant openedAt,
        Instant changedAt,
        Instant waitingSince,
        List<String> sources,
        Handling handling,
        @Nullable UUID decisionId) {

    public Review {
        leftRecords = List.copyOf(leftRecords);
        rightRecords = List.copyOf(rightRecords);
        sources = List.copyOf(sources);
    }

    /**
     * Who has to do with it, by the database's clock.
     *
     * @param claimedBy account that holds the lease, if it is still running
     * @param snoozedUntil only while it is
     * @param escalatedTo an account, or {@code role:NAME}
     * @param firstBy whose verdict waits for a second person's
     * @param waitsFor the request for an answer that another person has to approve
     */
    public record Handling(
            @Nullable String claimedBy,
            @Nullable Instant claimedUntil,
            @Nullable String assignedTo,
            @Nullable Instant snoozedUntil,
            @Nullable String escalatedTo,
            @Nullable String firstBy,
            @Nullable UUID waitsFor) {}

    public @Nullable String claimedBy() {
        return handling.claimedBy();
    }

    public @Nullable Instant claimedUntil() {
        return handling.claimedUntil();
    }

    public Stage stage() {
        return switch (state) {
            case DECIDED -> Stage.DECIDED;
            case WITHDRAWN -> Stage.SUPERSEDED;
            case OPEN ->
                handling.snoozedUntil() != null
                        ? Stage.SNOOZED
                        : handling.claimedBy() != null
                                ? Stage.CLAIMED
                                : handling.escalatedTo() != null ? Stage.ESCALATED : Stage.OPEN;
        };
    }

    public Rank rank() {
        return Rank.of(this);
    }

    public double probability() {
        return 1 / (1 + Math.exp(-logOdds));
    }

    public enum Kind {
        /** May two golden records be one? */
        MATCH,
        /** Linkage would join them, the guard held it. */
        GUARD,
        /** May one golden record come apart? */
        SPLIT,
        /** One record fails a rule: may it stay as it is? Both sides are that record. */
        QUALITY,
        /** A steward asks for something that another person has to approve; the request has the same id. */
        CHANGE,
        /** Sources disagree on an attribute: which value is right? Both sides are the records that say something. */
        CONFLICT;

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** It asks whether two groups of records are one. */
        public boolean pairs() {
            return this == MATCH || this == GUARD || this == SPLIT;
        }
    }

    public enum State {
        OPEN,
        DECIDED,
        WITHDRAWN
    }

    /** How it stands for those who work on the queue. */
    public enum Stage {
        /** Nobody is at it. */
        OPEN,
        CLAIMED,
        SNOOZED,
        ESCALATED,
        DECIDED,
        /** The data changed under it. */
        SUPERSEDED
    }
}
