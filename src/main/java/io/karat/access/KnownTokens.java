package io.karat.access;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tokens seen good a moment ago, so that a system that calls a thousand times a second does not cost a thousand queries.
 * A revocation in this process counts at once, one made by another process on the same database within ten seconds.
 */
final class KnownTokens {

    private static final Duration TRUST = Duration.ofSeconds(10);
    private static final int MOST = 1_000;

    private final ConcurrentHashMap<ByteBuffer, Seen> seen = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();

    Optional<Token> find(byte[] hash, Instant now) {
        return Optional.ofNullable(seen.get(ByteBuffer.wrap(hash)))
                .filter(found -> found.at().plus(TRUST).isAfter(now))
                .map(Seen::token);
    }

    /** Taken before a token is read from the database, so that a revocation in between is noticed. */
    long generation() {
        return generation.get();
    }

    void remember(byte[] hash, Token token, Instant now, long readIn) {
        if (seen.size() >= MOST) {
            seen.clear();
        }
        ByteBuffer key = ByteBuffer.wrap(hash.clone());
        seen.put(key, new Seen(token, now));
        if (generation.get() != readIn) {
            seen.remove(key);
        }
    }

    void forget() {
        generation.incrementAndGet();
        seen.clear();
    }

    private record Seen(Token token, Instant at) {}
}
