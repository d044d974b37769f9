package io.karat.audit;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

/** Gives new entries their place in the chain. */
@Singleton
final class Sealer {

    private static final int BATCH = 1_000;

    /** One hub at a time: the key of an advisory lock of the database. */
    private static final long TURN = 0x4b61726174417564L;

    private final DataSource database;
    private final SealKey key;

    @Inject
    Sealer(DataSource database, SealKey key) {
        this.database = database;
        this.key = key;
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void seal() {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                while (batch(connection) == BATCH) {
                    connection.commit();
                }
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw Rows.failed(e);
        }
    }

    private int batch(Connection connection) throws SQLException {
        try (Statement turn = connection.createStatement()) {
            turn.execute("select pg_advisory_xact_lock(" + TURN + ")");
        }
        List<Rows.Sealed> entries = unsealed(connection);
        if (entries.isEmpty()) {
            return 0;
        }
        Head head = head(connection);
        try (PreparedStatement update = connection.prepareStatement(
                "update audit_entry set place = ?, commitment = ?, hash = ? where id = ?")) {
            for (Rows.Sealed one : entries) {
                byte[] commitment = Chain.commitment(one.entry(), Objects.requireNonNull(one.salt()));
                head = new Head(head.place + 1, Chain.hash(head.hash, head.place + 1, one.entry(), commitment));
                update.setLong(1, head.place);
                update.setBytes(2, commitment);
                update.setBytes(3, head.hash);
                update.setLong(4, one.entry().id());
                update.addBatch();
            }
            update.executeBatch();
        }
        checkpoint(connection, head);
        return entries.size();
    }

    private static List<Rows.Sealed> unsealed(Connection connection) throws SQLException {
        List<Rows.Sealed> entries = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                        "select " + Rows.COLUMNS + " from audit_entry where place is null order by id limit " + BATCH);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                entries.add(Rows.sealed(rows));
            }
        }
        return entries;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Head(long place, byte[] hash) {}

    /** By the last checkpoint, so that what was cut off after it leaves a gap. */
    private static Head head(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                        "select place, hash from audit_checkpoint order by place desc limit 1");
                ResultSet rows = query.executeQuery()) {
            return rows.next()
                    ? new Head(rows.getLong(1), Objects.requireNonNull(rows.getBytes(2)))
                    : new Head(0, Chain.BEGINNING);
        }
    }

    private void checkpoint(Connection connection, Head head) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into audit_checkpoint (place, hash, mac) values (?, ?, ?)")) {
            insert.setLong(1, head.place);
            insert.setBytes(2, head.hash);
            insert.setBytes(3, Chain.mac(key.bytes(), head.place, head.hash));
            insert.executeUpdate();
        }
    }
}
