package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The queue: reading, claiming and skipping. Questions are written by the ledger alone; leases run by the database's
 * clock.
 */
@ApplicationScoped
public class Reviews {

    public static final Duration LEASE = Duration.ofMinutes(10);

    /** Open questions by priority. */
    public Page list(Filter filter, @Nullable String cursor, int limit) {
        throw new UnsupportedOperationException("" + filter + cursor + limit);
    }

    public Counts counts(Filter filter, String account) {
        throw new UnsupportedOperationException(account + filter);
    }

    public Optional<Review> find(UUID id) {
        throw new UnsupportedOperationException(id.toString());
    }

    /** Open questions about a golden record. */
    public List<Review> of(String entity, UUID golden) {
        throw new UnsupportedOperationException(entity + golden);
    }

    /** Claims the first open question that nobody holds and this account has not skipped; atomic. */
    public Optional<Review> next(Filter filter, String account) {
        throw new UnsupportedOperationException(account + filter);
    }

    /** Claims this one, or renews the lease; empty when another holds it or it is not open. */
    public Optional<Review> claim(UUID id, String account) {
        throw new UnsupportedOperationException(account + id);
    }

    /** Gives it back and offers it to this account last. */
    public void skip(UUID id, String account) {
        throw new UnsupportedOperationException(account + id);
    }

    public void release(UUID id, String account) {
        throw new UnsupportedOperationException(account + id);
    }

    /** What to list: {@code text} is part of a title, {@code minimum} and {@code maximum} are probabilities. */
    public record Filter(
            @Nullable String entity,
            Review.@Nullable Kind kind,
            @Nullable String text,
            @Nullable Double minimum,
            @Nullable Double maximum) {
        public static final Filter ALL = new Filter(null, null, null, null, null);
    }

    /** One page; {@code cursor} leads to the next one, if there is one. */
    public record Page(List<Review> reviews, @Nullable String cursor) {
        public Page {
            reviews = List.copyOf(reviews);
        }
    }

    /** Open questions, those held by the account, and those under somebody else's running lease. */
    public record Counts(long open, long mine, long heldByOthers) {}
}
