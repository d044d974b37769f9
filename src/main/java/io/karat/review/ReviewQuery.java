package io.karat.review;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One statement on the table of questions, put together from fixed text and bound arguments. */
final class ReviewQuery {

    private static final String COLUMNS = "id, entity, kind, left_golden, right_golden, left_records, right_records,"
            + " log_odds, priority, evidence, detail, left_title, right_title, state, opened_at, changed_at,"
            + " waiting_since, sources, case when claimed_until > now() then claimed_by end as holder,"
            + " case when claimed_until > now() then claimed_until end as held_until, assigned_to,"
            + " case when snoozed_until > now() then snoozed_until end as asleep_until, escalated_to, first_by, waits_for, decision_id";

    static final String RETURNING = "returning " + COLUMNS;
    static final String READ = "select " + COLUMNS;

    private final StringBuilder sql;
    private final List<Object> arguments = new ArrayList<>();
    private boolean restricted;

    private ReviewQuery(String sql) {
        this.sql = new StringBuilder(sql);
    }

    static ReviewQuery of(String sql, Object... arguments) {
        ReviewQuery query = new ReviewQuery(sql);
        query.arguments.addAll(Arrays.asList(arguments));
        return query;
    }

    static ReviewQuery select() {
        return of("select " + COLUMNS + " from review");
    }

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    ReviewQuery and(String condition, Object... bound) {
        sql.append(restricted ? " and " : " where ").append(condition);
        restricted = true;
        arguments.addAll(Arrays.asList(bound));
        return this;
    }

    ReviewQuery then(String clause, Object... bound) {
        sql.append(' ').append(clause);
        arguments.addAll(Arrays.asList(bound));
        return this;
    }

    /** Arguments of what was put into the text with its own question marks. */
    ReviewQuery bound(Object... more) {
        arguments.addAll(Arrays.asList(more));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    Object[] arguments() {
        return arguments.toArray();
    }

    List<Review> reviews(DataSource database) {
        return all(database, ReviewQuery::review);
    }

    Optional<Review> review(DataSource database) {
        return one(database, ReviewQuery::review);
    }

    <T> Optional<T> one(DataSource database, Row<T> row) {
        return all(database, row).stream().findFirst();
    }

    <T> List<T> all(DataSource database, Row<T> row) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bind(connection);
                ResultSet results = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (results.next()) {
                rows.add(row.read(results));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException("The queue of questions cannot be read", e);
        }
    }

    void execute(DataSource database) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bind(connection)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException("The queue of questions cannot be written", e);
        }
    }

    private PreparedStatement bind(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.toString());
        for (int i = 0; i < arguments.size(); i++) {
            Object argument = arguments.get(i);
            if (argument instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else if (argument instanceof Note.Typed(Object value, int type)) {
                statement.setObject(i + 1, value, type);
            } else {
                statement.setObject(i + 1, argument);
            }
        }
        return statement;
    }

    static Review review(ResultSet row) throws SQLException {
        return new Review(
                row.getObject("id", UUID.class),
                row.getString("entity"),
                Review.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getObject("left_golden", UUID.class),
                row.getObject("right_golden", UUID.class),
                ordinals(row, "left_records"),
                ordinals(row, "right_records"),
                row.getDouble("log_odds"),
                row.getDouble("priority"),
                row.getLong("evidence"),
                row.getString("detail"),
                row.getString("left_title"),
                row.getString("right_title"),
                Review.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getObject("waiting_since", OffsetDateTime.class).toInstant(),
                List.of((String[]) row.getArray("sources").getArray()),
                new Review.Handling(
                        row.getString("holder"),
                        instant(row.getObject("held_until", OffsetDateTime.class)),
                        row.getString("assigned_to"),
                        instant(row.getObject("asleep_until", OffsetDateTime.class)),
                        row.getString("escalated_to"),
                        row.getString("first_by"),
                        row.getObject("waits_for", UUID.class)),
                row.getObject("decision_id", UUID.class));
    }

    private static List<Integer> ordinals(ResultSet row, String column) throws SQLException {
        return List.of((Integer[]) row.getArray(column).getArray());
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    /** Reads the present row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
