package io.karat.publish;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription is doing.
 *
 * @param delivered everything up to this {@code seq} is delivered or given up
 * @param lag events behind the end of the feed
 * @param lagSeconds age of the oldest event that is not delivered; 0 when there is none
 * @param successRate of the attempts of the last day; null without attempts
 */
public record Standing(
        Subscription subscription,
        long delivered,
        long lag,
        double lagSeconds,
        long pending,
        long parked,
        long deadLetters,
        @Nullable Double successRate) {

    /** What a subscription has of one golden record. */
    public record Published(
            UUID subscription,
            String name,
            Subscription.State state,
            @Nullable Integer version,
            int latest) {

        public boolean current() {
            return version != null && version == latest;
        }
    }
}
