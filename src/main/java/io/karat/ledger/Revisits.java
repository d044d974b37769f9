package io.karat.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** When golden records have to be forged once more although nothing about them changed. Durable; at most one time each. */
final class Revisits {

    private final Connection connection;
    private final String entity;

    Revisits(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    /** By the database's clock, the longest overdue first. */
    List<UUID> due(int most) throws SQLException {
        List<UUID> due = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select golden_id from revisit where entity = ? and at <= now() order by at, golden_id limit ?")) {
            query.setString(1, entity);
            query.setInt(2, most);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    due.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return due;
    }

    /** Replaces what stood for these golden records; where there is no next time, nothing stands for it. */
    void plan(Map<UUID, Optional<Instant>> next) throws SQLException {
        if (next.isEmpty()) {
            return;
        }
        forget(next.keySet());
        try (PreparedStatement insert =
                connection.prepareStatement("insert into revisit (entity, golden_id, at) values (?, ?, ?)")) {
            for (Map.Entry<UUID, Optional<Instant>> entry : next.entrySet()) {
                if (entry.getValue().isPresent()) {
                    insert.setString(1, entity);
                    insert.setObject(2, entry.getKey());
                    insert.setObject(3, RecordStore.time(entry.getValue().get()));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    void postpone(UUID golden, Duration by) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update revisit set at = now() + ? * interval '1 second' where entity = ? and golden_id = ?")) {
            update.setLong(1, by.toSeconds());
            update.setString(2, entity);
            update.setObject(3, golden);
            update.executeUpdate();
        }
    }

    void forget(Collection<UUID> goldens) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from revisit where entity = ? and golden_id = any(?)")) {
            delete.setString(1, entity);
            delete.setArray(2, connection.createArrayOf("uuid", goldens.toArray()));
            delete.executeUpdate();
        }
    }
}
