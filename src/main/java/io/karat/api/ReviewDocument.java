package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.review.Rank;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question as callers see it.
 *
 * @param score probability of the groups being one
 * @param rank why it has its place: the parts add up to its priority
 * @param state open, claimed, snoozed, escalated, decided or superseded
 * @param firstVerdictBy whose verdict waits for a second person's
 * @param waitsFor the request for an answer that another person has to approve
 * @param due when it is to be answered
 * @param conflict of an open question of kind conflict
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReviewDocument(
        UUID id,
        String entity,
        String kind,
        Side left,
        Side right,
        double score,
        double priority,
        Rank rank,
        String evidence,
        @Nullable String detail,
        String state,
        Instant openedAt,
        Instant waitingSince,
        @Nullable Instant due,
        boolean overdue,
        List<String> sources,
        @Nullable String claimedBy,
        @Nullable Instant claimedUntil,
        @Nullable String assignedTo,
        @Nullable Instant snoozedUntil,
        @Nullable String escalatedTo,
        @Nullable String firstVerdictBy,
        @Nullable UUID waitsFor,
        @Nullable UUID decisionId,
        @Nullable Disagreement conflict) {

    ReviewDocument {
        sources = List.copyOf(sources);
    }

    /** @param records as SOURCE/KEY */
    record Side(UUID goldenId, String title, List<String> records) {}
}
