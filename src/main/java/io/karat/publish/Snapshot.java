package io.karat.publish;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * All golden records of an entity type at one moment, and the cursor that leads on from there. It holds a transaction until
 * it is closed, which may be done any number of times.
 */
public final class Snapshot implements AutoCloseable {

    private static final String LIVE =
            "select r.golden_id, r.version, p.values from golden_record r left join golden_payload p"
                    + " on p.entity = r.entity and p.seq = r.seq where r.entity = ? and r.state = 1";

    private final String entity;
    private final String cursor;
    private final Connection connection;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Snapshot(String entity, String cursor, Connection connection, Runnable onClose) {
        this.entity = entity;
        this.cursor = cursor;
        this.connection = connection;
        this.onClose = onClose;
    }

    static Snapshot open(DataSource source, Cursors cursors, String entity, Runnable onClose) throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            return new Snapshot(entity, cursors.write(Feed.end(connection, entity)), connection, onClose);
        } catch (SQLException | RuntimeException e) {
            give(connection);
            throw e;
        }
    }

    /** To follow the feed from. */
    public String cursor() {
        return cursor;
    }

    /** One line of JSON for each live golden record: {@code id, version, state, values}. */
    public void write(OutputStream out) throws IOException {
        BufferedWriter lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        try (PreparedStatement statement = connection.prepareStatement(LIVE)) {
            statement.setFetchSize(500);
            statement.setString(1, entity);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    lines.write(Json.write(GoldenEvent.live(rows)));
                    lines.write('\n');
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The snapshot could not be read: " + e.getSQLState(), e);
        }
        lines.flush();
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.run();
            try {
                give(connection);
            } catch (SQLException e) {
                throw new UncheckedIOException(new IOException("The connection could not be given back", e));
            }
        }
    }

    /** As the pool expects it. */
    private static void give(Connection connection) throws SQLException {
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setReadOnly(false);
        }
    }
}
