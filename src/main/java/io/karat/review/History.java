package io.karat.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What became of a question: who did what with it, and when its records changed under it. */
@ApplicationScoped
public class History {

    private final DataSource database;

    History(DataSource database) {
        this.database = database;
    }

    /**
     * One thing that happened.
     *
     * @param actor an account, or as the ledger names it: {@code user:ada}, {@code machine}
     * @param what claimed, taken-over, released, skipped, assigned, unassigned, snoozed, woken, escalated, calmed, decided,
     *     undone, returned, changed or superseded
     * @param whom an account, or {@code role:NAME}
     * @param until to which time it was snoozed
     * @param shown what it asked before it changed or was superseded
     */
    public record Event(
            Instant at,
            String actor,
            String what,
            @Nullable String whom,
            @Nullable Instant until,
            @Nullable String reason,
            @Nullable Shown shown) {}

    /** A question as it was asked: ordinals of both groups, and the mean evidence between them. */
    public record Shown(List<Integer> left, List<Integer> right, double logOdds) {
        public Shown {
            left = List.copyOf(left);
            right = List.copyOf(right);
        }

        public double probability() {
            return 1 / (1 + Math.exp(-logOdds));
        }
    }

    /** In the order in which it happened. */
    public List<Event> of(UUID review) {
        return ReviewQuery.of("""
                        select at, actor, what, whom, until, reason, (shown->>'logOdds')::float8 as log_odds,
                            array(select jsonb_array_elements_text(shown->'left')::int) as left_side,
                            array(select jsonb_array_elements_text(shown->'right')::int) as right_side
                        from review_event""").and("review = ?", review).then("order by id").all(database, History::event);
    }

    private static Event event(ResultSet row) throws SQLException {
        return new Event(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("what"),
                row.getString("whom"),
                ReviewQuery.instant(row.getObject("until", OffsetDateTime.class)),
                row.getString("reason"),
                shown(row));
    }

    private static @Nullable Shown shown(ResultSet row) throws SQLException {
        double logOdds = row.getDouble("log_odds");
        return row.wasNull()
                ? null
                : new Shown(
                        List.of((Integer[]) row.getArray("left_side").getArray()),
                        List.of((Integer[]) row.getArray("right_side").getArray()),
                        logOdds);
    }
}
