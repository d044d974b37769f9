package io.karat.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who is signed in. A session is born at sign-in under a new secret, never taken over from before it, and is gone from the
 * database at sign-out: a copied cookie is worth nothing after that.
 */
@ApplicationScoped
public class Sessions {

    /** Seeing a session is written down at most this often. */
    private static final Duration RESOLUTION = Duration.ofMinutes(1);

    private final SessionSettings settings;

    Sessions(SessionSettings settings) {
        this.settings = settings;
    }

    /** The secret for the cookie. */
    @Transactional
    String begin(String account) {
        Instant now = Instant.now();
        SessionRow.delete(
                "lastSeenAt < ?1 or createdAt < ?2", now.minus(settings.idle()), now.minus(settings.longest()));
        String secret = Secrets.random();
        SessionRow row = new SessionRow();
        row.hash = Secrets.hash(secret);
        row.account = account;
        row.createdAt = now;
        row.lastSeenAt = now;
        row.persist();
        return secret;
    }

    /** The account of a session that still runs and whose account may still sign in. */
    @Transactional
    Optional<Account> resume(String secret) {
        Instant now = Instant.now();
        SessionRow row = SessionRow.findById(Secrets.hash(secret));
        if (row == null
                || row.lastSeenAt.plus(settings.idle()).isBefore(now)
                || row.createdAt.plus(settings.longest()).isBefore(now)) {
            return Optional.empty();
        }
        if (row.lastSeenAt.plus(RESOLUTION).isBefore(now)) {
            row.lastSeenAt = now;
        }
        return AccountRow.<AccountRow>findByIdOptional(row.account)
                .filter(account -> !account.disabled)
                .map(AccountRow::toAccount);
    }

    @Transactional
    void end(String secret) {
        SessionRow.deleteById(Secrets.hash(secret));
    }

    @Transactional
    void endAll(String account) {
        SessionRow.delete("account", account);
    }
}
