package io.karat.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question for a steward, derived from the wanted partition or from quality rules, and identified by what it asks.
 *
 * @param leftRecords ordinals of one group as it is now
 * @param logOdds mean evidence between the groups, natural log-odds
 * @param priority fixed at creation; higher comes first
 * @param evidence hash of both groups and their features: what a decision refers to
 * @param detail why the guard held a merge; of kind quality, the rules that the record fails; or null
 * @param claimedBy account that holds the lease, if it is still running
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
        @Nullable String claimedBy,
        @Nullable Instant claimedUntil,
        @Nullable UUID decisionId) {

    public Review {
        leftRecords = List.copyOf(leftRecords);
        rightRecords = List.copyOf(rightRecords);
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
        QUALITY
    }

    public enum State {
        OPEN,
        DECIDED,
        WITHDRAWN
    }
}
