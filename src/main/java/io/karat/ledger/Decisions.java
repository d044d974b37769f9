package io.karat.ledger;

import io.karat.model.RecordKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads stewards' decisions. */
@ApplicationScoped
public class Decisions {

    private static final String COLUMNS = """
            select id, act, verdict, left_records, right_records, reason, author, at, review_id, released_at,
                released_by, release_reason, approver
            from decision
            """;

    private final DataSource database;

    Decisions(DataSource database) {
        this.database = database;
    }

    /** The entity type that a decision or pin is about, also of one that was undone. */
    public Optional<String> entityOf(UUID decision) {
        return Rows.read(
                        database,
                        "select entity from decision where id = ? union all select entity from pin where ? in (id, act, ended_by)",
                        (connection, statement) -> {
                            statement.setObject(1, decision);
                            statement.setObject(2, decision);
                        },
                        row -> row.getString(1))
                .stream()
                .findFirst();
    }

    /** Whether a decision, a pin or an edit of values has not been undone. */
    public boolean stands(UUID decision) {
        return asked("", store -> store.stands(decision));
    }

    /**
     * The live golden records that the undo of a decision, a pin or an edit of values is about: up to
     * {@link Command.AsSeen#MOST_GOLDEN}, by their ids.
     */
    public List<UUID> goldens(String entity, UUID decision) {
        return asked(entity, store -> store.goldens(decision));
    }

    /** What is read by the store of the ledger. */
    private interface Question<T> {
        T of(DecisionStore store) throws SQLException;
    }

    private <T> T asked(String entity, Question<T> question) {
        try (Connection connection = database.getConnection()) {
            return question.of(new DecisionStore(connection, entity));
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be read (SQL state " + e.getSQLState() + ")", e);
        }
    }

    /** When and by whom a decision, a pin or an edit of values was undone; empty while it stands. */
    public Optional<DecisionView.Release> release(UUID decision) {
        return Rows.read(
                        database,
                        """
                        select released_at, released_by, release_reason from decision
                            where ? in (id, act) and released_at is not null
                        union all select released_at, released_by, null from pin
                            where ? in (id, act) and released_at is not null
                        order by 1 limit 1
                        """,
                        (connection, statement) -> {
                            statement.setObject(1, decision);
                            statement.setObject(2, decision);
                        },
                        row -> new DecisionView.Release(Rows.instant(row, 1), row.getString(2), row.getString(3)))
                .stream()
                .findFirst();
    }

    /** Same and different, where one of these records is named; newest first, undone ones included. */
    public List<DecisionView> about(String entity, Collection<Integer> ordinals) {
        return about(entity, ordinals, -1);
    }

    /** @param batch of the ledger; those alone that were made after it */
    public List<DecisionView> about(String entity, Collection<Integer> ordinals, long batch) {
        List<Row> rows = Rows.read(
                database,
                COLUMNS + """
                where entity = ? and verdict in ('same', 'different') and (left_records && ? or right_records && ?)
                    and batch > ?
                order by at desc, id desc
                """,
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
                    statement.setArray(3, connection.createArrayOf("int4", ordinals.toArray()));
                    statement.setLong(4, batch);
                },
                Row::of);
        Map<Integer, RecordKey> keys = keys(entity, rows);
        return rows.stream().map(row -> row.view(keys)).toList();
    }

    /** Same and different, by their ids, in no order. */
    public List<DecisionView> find(String entity, Collection<UUID> ids) {
        List<Row> rows = Rows.read(
                database,
                COLUMNS + "where entity = ? and verdict in ('same', 'different') and id = any(?)",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
                },
                Row::of);
        Map<Integer, RecordKey> keys = keys(entity, rows);
        return rows.stream().map(row -> row.view(keys)).toList();
    }

    private Map<Integer, RecordKey> keys(String entity, List<Row> rows) {
        Set<Integer> named = new HashSet<>();
        rows.forEach(row -> {
            named.addAll(row.left());
            named.addAll(row.right());
        });
        Map<Integer, RecordKey> keys = new HashMap<>();
        if (!named.isEmpty()) {
            Rows.read(
                            database,
                            "select ordinal, source, key from source_record where entity = ? and ordinal = any(?)",
                            (connection, statement) -> {
                                statement.setString(1, entity);
                                statement.setArray(2, connection.createArrayOf("int4", named.toArray()));
                            },
                            row -> Map.entry(row.getInt(1), new RecordKey(row.getString(2), row.getString(3))))
                    .forEach(e -> keys.put(e.getKey(), e.getValue()));
        }
        return keys;
    }

    /** A decision whose records still are numbers. */
    private record Row(DecisionView without, List<Integer> left, List<Integer> right) {

        static Row of(ResultSet rows) throws SQLException {
            Instant released = RecordStore.instant(rows, 10);
            DecisionView view = new DecisionView(
                    rows.getObject(1, UUID.class),
                    rows.getObject(2, UUID.class),
                    Command.Verdict.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)),
                    List.of(),
                    List.of(),
                    rows.getString(6),
                    rows.getString(7),
                    rows.getString(13),
                    Rows.instant(rows, 8),
                    rows.getObject(9, UUID.class),
                    released == null
                            ? null
                            : new DecisionView.Release(
                                    released, Objects.requireNonNull(rows.getString(11)), rows.getString(12)));
            return new Row(view, ordinals(rows, 4), ordinals(rows, 5));
        }

        private static List<Integer> ordinals(ResultSet rows, int column) throws SQLException {
            return Arrays.asList((Integer[]) rows.getArray(column).getArray());
        }

        DecisionView view(Map<Integer, RecordKey> keys) {
            return new DecisionView(
                    without.id(),
                    without.act(),
                    without.verdict(),
                    named(left, keys),
                    named(right, keys),
                    without.reason(),
                    without.author(),
                    without.approver(),
                    without.at(),
                    without.review(),
                    without.released());
        }

        private static List<RecordKey> named(List<Integer> ordinals, Map<Integer, RecordKey> keys) {
            return ordinals.stream()
                    .map(ordinal -> Objects.requireNonNull(keys.get(ordinal), "a decision about an unknown record"))
                    .toList();
        }
    }
}
