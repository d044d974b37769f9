package io.karat.publish;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who receives the events of an entity type by webhook, as it may be shown: never its secret.
 *
 * @param state active, paused (by a person), disabled (by the hub, for {@code reason})
 * @param position everything up to here is delivered, or waits as a delivery
 * @param failingSince the first failure since the last success
 */
public record Subscription(
        UUID id,
        String name,
        String entity,
        String url,
        State state,
        @Nullable String reason,
        long position,
        @Nullable Instant failingSince,
        @Nullable Instant lastSuccessAt,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt,
        Instant createdAt,
        String createdBy) {

    public enum State {
        ACTIVE,
        PAUSED,
        DISABLED;

        /** As in the database and in JSON. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static State of(String label) {
            return valueOf(label.toUpperCase(java.util.Locale.ROOT));
        }
    }
}
