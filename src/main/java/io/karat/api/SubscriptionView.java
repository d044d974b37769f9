package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.publish.Standing;
import io.karat.publish.Subscription;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A subscription as the API shows it; {@code secret} only in the answer that made it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SubscriptionView(
        UUID id,
        String name,
        String entity,
        String url,
        String state,
        @Nullable String reason,
        long position,
        long delivered,
        long lag,
        double lagSeconds,
        long pending,
        long parked,
        long deadLetters,
        @Nullable Double successRate,
        @Nullable Instant failingSince,
        @Nullable Instant lastSuccessAt,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        Instant createdAt,
        String createdBy,
        @Nullable String secret) {

    static SubscriptionView of(Standing standing) {
        Subscription subscription = standing.subscription();
        return new SubscriptionView(
                subscription.id(),
                subscription.name(),
                subscription.entity(),
                subscription.url(),
                subscription.state().label(),
                subscription.reason(),
                subscription.position(),
                standing.delivered(),
                standing.lag(),
                standing.lagSeconds(),
                standing.pending(),
                standing.parked(),
                standing.deadLetters(),
                standing.successRate(),
                subscription.failingSince(),
                subscription.lastSuccessAt(),
                subscription.lastError(),
                subscription.lastErrorAt(),
                subscription.createdAt(),
                subscription.createdBy(),
                null);
    }

    SubscriptionView with(@Nullable String made) {
        return new SubscriptionView(
                id,
                name,
                entity,
                url,
                state,
                reason,
                position,
                delivered,
                lag,
                lagSeconds,
                pending,
                parked,
                deadLetters,
                successRate,
                failingSince,
                lastSuccessAt,
                lastError,
                lastErrorAt,
                createdAt,
                createdBy,
                made);
    }

    @Override
    public String toString() {
        return "SubscriptionView[" + id + "]";
    }
}
