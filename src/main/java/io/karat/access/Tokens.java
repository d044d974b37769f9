package io.karat.access;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens of systems. The hub keeps a hash and a prefix; the secret is shown once. At most two of one purpose (a
 * source, a subscription, an administrator's token of one name) are live, so that one can be replaced without a gap.
 */
@ApplicationScoped
public class Tokens {

    static final String PREFIX = "karat_";
    private static final int VISIBLE = PREFIX.length() + 6;
    private static final int LENGTH = PREFIX.length() + 43;

    /** Use of a token is written down at most this often. */
    private static final Duration RESOLUTION = Duration.ofMinutes(1);

    private final KnownTokens known = new KnownTokens();

    @Transactional
    public List<Token> all() {
        return TokenRow.<TokenRow>listAll(Sort.by("createdAt").and("id")).stream()
                .map(TokenRow::toToken)
                .toList();
    }

    @Transactional
    public TokenIssue issue(TokenScope scope, String name, @Nullable Instant expires, String actor) {
        lock();
        Instant now = Instant.now();
        long live = TokenRow.<TokenRow>list("kind", scope.kind()).stream()
                .filter(row -> row.liveAt(now) && samePurpose(row, scope, name))
                .count();
        if (live >= 2) {
            return new TokenIssue.TwoLive();
        }
        String secret = PREFIX + Secrets.random();
        return new TokenIssue.Issued(keep(secret, scope, name, expires, actor), secret);
    }

    /** What this secret opens; empty when it is unknown, expired or revoked. */
    Optional<Token> verify(String secret) {
        if (!wellFormed(secret)) {
            return Optional.empty();
        }
        Instant now = Instant.now();
        byte[] hash = Secrets.hash(secret);
        Optional<Token> remembered = known.find(hash, now);
        if (remembered.isPresent()) {
            return remembered.filter(token -> token.liveAt(now));
        }
        long generation = known.generation();
        Optional<Token> token = QuarkusTransaction.requiringNew().call(() -> use(hash, now));
        token.ifPresent(found -> known.remember(hash, found, now, generation));
        return token;
    }

    private static Optional<Token> use(byte[] hash, Instant now) {
        Optional<TokenRow> live = row(hash).filter(row -> row.liveAt(now));
        live.filter(row -> row.lastUsedAt == null
                        || row.lastUsedAt.plus(RESOLUTION).isBefore(now))
                .ifPresent(row -> row.lastUsedAt = now);
        return live.map(TokenRow::toToken);
    }

    /** False when there is no such token. Revoking again changes nothing. */
    public boolean revoke(UUID id, String actor) {
        boolean found = QuarkusTransaction.requiringNew().call(() -> markRevoked(id, actor));
        known.forget();
        return found;
    }

    private static boolean markRevoked(UUID id, String actor) {
        TokenRow row = TokenRow.findById(id);
        if (row == null) {
            return false;
        }
        if (row.revokedAt == null) {
            row.revokedAt = Instant.now();
            row.revokedBy = actor;
        }
        return true;
    }

    /**
     * The operator's own token, kept in a file: stays as it is if it is good, is registered if this database has never seen
     * it, and is replaced if it was revoked.
     *
     * @return the secret to keep, the same one where possible
     */
    @Transactional
    String ensureAdministration(String kept) {
        lock();
        Optional<TokenRow> row = row(Secrets.hash(kept));
        if (row.isPresent() && row.get().liveAt(Instant.now())) {
            return kept;
        }
        String secret = row.isEmpty() && wellFormed(kept) ? kept : PREFIX + Secrets.random();
        keep(secret, new TokenScope.Administration(), "operator", null, "system");
        return secret;
    }

    private static Token keep(String secret, TokenScope scope, String name, @Nullable Instant expires, String actor) {
        TokenRow row = new TokenRow();
        row.id = UUID.randomUUID();
        row.narrowTo(scope);
        row.name = name;
        row.hash = Secrets.hash(secret);
        row.prefix = secret.substring(0, VISIBLE);
        row.createdAt = Instant.now();
        row.createdBy = actor;
        row.expiresAt = expires;
        row.persist();
        return row.toToken();
    }

    private static Optional<TokenRow> row(byte[] hash) {
        return TokenRow.<TokenRow>find("hash", (Object) hash).singleResultOptional();
    }

    private static boolean samePurpose(TokenRow row, TokenScope scope, String name) {
        return row.scope().equals(scope) && (!(scope instanceof TokenScope.Administration) || row.name.equals(name));
    }

    private static boolean wellFormed(String secret) {
        return secret.length() == LENGTH && secret.startsWith(PREFIX);
    }

    /** Two wishes at one moment must not both see one live token. */
    private static void lock() {
        TokenRow.getEntityManager()
                .createNativeQuery("lock table token in share row exclusive mode")
                .executeUpdate();
    }
}
