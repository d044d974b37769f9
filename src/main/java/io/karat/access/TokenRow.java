package io.karat.access;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "token")
class TokenRow extends PanacheEntityBase {

    @Id
    public UUID id;

    public String kind;
    public @Nullable String source;
    public @Nullable UUID subscription;
    public String name;
    public byte[] hash;
    public String prefix;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "created_by")
    public String createdBy;

    @Column(name = "expires_at")
    public @Nullable Instant expiresAt;

    @Column(name = "last_used_at")
    public @Nullable Instant lastUsedAt;

    @Column(name = "revoked_at")
    public @Nullable Instant revokedAt;

    @Column(name = "revoked_by")
    public @Nullable String revokedBy;

    @SuppressWarnings("NullAway.Init")
    TokenRow() {}

    void narrowTo(TokenScope scope) {
        kind = scope.kind();
        switch (scope) {
            case TokenScope.Administration() -> {}
            case TokenScope.OfSource(String named) -> source = named;
            case TokenScope.OfSubscription(UUID named) -> subscription = named;
        }
    }

    TokenScope scope() {
        return switch (kind) {
            case TokenScope.ADMIN -> new TokenScope.Administration();
            case TokenScope.SOURCE -> new TokenScope.OfSource(Objects.requireNonNull(source));
            case TokenScope.SUBSCRIBER -> new TokenScope.OfSubscription(Objects.requireNonNull(subscription));
            default -> throw new IllegalStateException("The kind of token " + id + " is unknown: " + kind);
        };
    }

    boolean liveAt(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }

    Token toToken() {
        return new Token(id, scope(), name, prefix, createdAt, createdBy, expiresAt, lastUsedAt, revokedAt);
    }
}
