package io.karat.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to a subscription.
 *
 * @param state pending, delivered, dead (its attempts are spent), parked (behind a dead one of its golden record),
 *     discarded
 * @param status of the last answer
 * @param error of the last attempt
 */
public record Delivery(
        long id,
        UUID subscription,
        String subscriptionName,
        String entity,
        long seq,
        UUID goldenId,
        int version,
        String state,
        boolean replay,
        int attempts,
        @Nullable Instant dueAt,
        @Nullable Integer status,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** Columns for {@link #of} from {@code delivery d join subscription s}. */
    static final String SELECT = "select d.*, s.name as subscription_name, s.entity from delivery d"
            + " join subscription s on s.id = d.subscription";

    static Delivery of(ResultSet row) throws SQLException {
        String state = row.getString("state");
        return new Delivery(
                row.getLong("id"),
                Statements.uuid(row, "subscription"),
                row.getString("subscription_name"),
                row.getString("entity"),
                row.getLong("seq"),
                Statements.uuid(row, "golden_id"),
                row.getInt("version"),
                state,
                row.getBoolean("replay"),
                row.getInt("attempts"),
                state.equals("pending") ? Statements.instant(row, "due_at") : null,
                Statements.integerOrNull(row, "status"),
                row.getString("error"),
                Statements.instant(row, "created_at"),
                Statements.instantOrNull(row, "finished_at"));
    }

    /** @param excerpt of the answer's body, where it was a failure */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Attempt(
            long id,
            Instant at,
            @Nullable Integer status,
            int latencyMs,
            @Nullable String error,
            @Nullable String excerpt) {}

    /** A delivery with all its attempts, the first one first. */
    public record Log(Delivery delivery, List<Attempt> attempts) {
        public Log {
            attempts = List.copyOf(attempts);
        }
    }
}
