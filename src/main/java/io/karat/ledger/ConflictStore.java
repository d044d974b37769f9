package io.karat.ledger;

import io.karat.golden.Overrides.Choice;
import io.karat.golden.Overrides.Hold;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands where sources disagree: what was published before, and stewards' answers. */
final class ConflictStore {

    private final Connection connection;
    private final String entity;

    ConflictStore(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    Map<UUID, List<Hold>> holds(Collection<UUID> goldens) throws SQLException {
        Map<UUID, List<Hold>> found = new HashMap<>();
        if (goldens.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = connection.prepareStatement(
                "select golden_id, unit, values from conflict_hold where entity = ? and golden_id = any(?)")) {
            query.setString(1, entity);
            query.setArray(2, connection.createArrayOf("uuid", goldens.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new Hold(rows.getString(2), Json.data(rows.getString(3))));
                }
            }
        }
        return found;
    }

    /**
     * A standing answer.
     *
     * @param records ordinals of those that said something, ascending
     */
    record Chosen(int[] records, Choice choice) {

        /** It is about records that all are in one hand. */
        boolean isAbout(int[] members) {
            return Arrays.stream(records).allMatch(record -> Arrays.binarySearch(members, record) >= 0);
        }
    }

    /** Standing answers that are about any of these, the last one last. */
    List<Chosen> chosen(Collection<Integer> ordinals) throws SQLException {
        List<Chosen> found = new ArrayList<>();
        if (ordinals.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = connection.prepareStatement("""
                select left_records, unit, among, values from decision
                where entity = ? and verdict = 'chosen' and released_at is null and left_records && ? order by at, id
                """)) {
            query.setString(1, entity);
            query.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Chosen(
                            GoldenStore.ints((Integer[]) rows.getArray(1).getArray()),
                            new Choice(rows.getString(2), rows.getLong(3), Json.data(rows.getString(4)))));
                }
            }
        }
        return found;
    }

    void hold(Map<UUID, List<Hold>> holds, Instant now) throws SQLException {
        NewRows rows = new NewRows("conflict_hold", "entity", "golden_id", "unit", "values", "since");
        for (Map.Entry<UUID, List<Hold>> entry : holds.entrySet()) {
            for (Hold hold : entry.getValue()) {
                rows.row()
                        .text(entity)
                        .uuid(entry.getKey())
                        .text(hold.unit())
                        .json(Json.of(hold.values()).getBytes(StandardCharsets.UTF_8))
                        .time(now);
            }
        }
        Writes writes = new Writes(connection);
        rows.send(writes);
        writes.send();
    }

    /** The sources agree again. */
    void release(Map<UUID, List<String>> units) throws SQLException {
        if (units.isEmpty()) {
            return;
        }
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from conflict_hold where entity = ? and golden_id = ? and unit = any(?)")) {
            for (Map.Entry<UUID, List<String>> entry : units.entrySet()) {
                delete.setString(1, entity);
                delete.setObject(2, entry.getKey());
                delete.setArray(
                        3, connection.createArrayOf("text", entry.getValue().toArray()));
                delete.addBatch();
            }
            delete.executeBatch();
        }
    }

    /**
     * Keeps an answer as a decision about these records.
     *
     * @param records ordinals, ascending
     * @param approver or null where that was not asked for
     */
    void insert(UUID id, int[] records, Choice choice, Command.Choose command, @Nullable String approver, Batch batch)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into decision (id, entity, verdict, left_records, right_records, left_features, right_features,
                    reason, author, at, review_id, batch, act, unit, values, among, approver)
                values (?, ?, 'chosen', ?, '{}', '{}', '{}', ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?)
                """)) {
            insert.setObject(1, id);
            insert.setString(2, entity);
            insert.setArray(
                    3,
                    connection.createArrayOf(
                            "int4", Arrays.stream(records).boxed().toArray()));
            insert.setString(4, command.reason());
            insert.setString(5, command.actor());
            insert.setObject(6, RecordStore.time(batch.now()));
            insert.setObject(7, command.review());
            insert.setLong(8, batch.counters().batch());
            insert.setObject(9, id);
            insert.setString(10, choice.unit());
            insert.setString(11, Json.of(choice.values()));
            insert.setLong(12, choice.among());
            insert.setString(13, approver);
            insert.executeUpdate();
        }
    }

    /** Releases an answer; returns the records it was about, or nothing when no such answer stands. */
    Optional<int[]> release(Command.Undo undo, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update decision set released_at = ?, released_by = ?, release_reason = ?
                where id = ? and entity = ? and verdict = 'chosen' and released_at is null returning left_records
                """)) {
            update.setObject(1, RecordStore.time(now));
            update.setString(2, undo.actor());
            update.setString(3, undo.reason());
            update.setObject(4, undo.decision());
            update.setString(5, entity);
            try (ResultSet rows = update.executeQuery()) {
                return rows.next()
                        ? Optional.of(
                                GoldenStore.ints((Integer[]) rows.getArray(1).getArray()))
                        : Optional.empty();
            }
        }
    }
}
