package io.karat.access;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bearer token as it may be shown: never its secret.
 *
 * @param prefix the first characters of the secret, by which people recognise it
 */
public record Token(
        UUID id,
        TokenScope scope,
        String name,
        String prefix,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {

    public boolean liveAt(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }
}
