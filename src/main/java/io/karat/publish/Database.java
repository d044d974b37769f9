package io.karat.publish;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Transactions of this package. However many subscriptions are served, they take only a few of the hub's connections at a
 * time.
 */
@Singleton
final class Database {

    private static final int CONNECTIONS = 6;

    private final DataSource source;
    private final Semaphore connections = new Semaphore(CONNECTIONS, true);

    Database(DataSource source) {
        this.source = source;
    }

    @FunctionalInterface
    interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** One transaction; whatever {@code work} throws rolls it back. */
    <T> T transaction(Work<T> work) {
        connections.acquireUninterruptibly();
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.in(connection);
                connection.commit();
                return result;
            } catch (Throwable failure) {
                connection.rollback();
                throw failure;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database refused: " + e.getSQLState(), e);
        } finally {
            connections.release();
        }
    }

    /** All rows of a query. */
    <T> List<T> list(String sql, Row<T> row, @Nullable Object... parameters) {
        return transaction(connection -> list(connection, sql, row, parameters));
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> row, @Nullable Object... parameters)
            throws SQLException {
        try (Statements statement = new Statements(connection, sql, parameters);
                ResultSet rows = statement.query()) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(row.of(rows));
            }
            return all;
        }
    }

    /** The number of rows that changed. */
    int change(String sql, @Nullable Object... parameters) {
        return transaction(connection -> change(connection, sql, parameters));
    }

    static int change(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (Statements statement = new Statements(connection, sql, parameters)) {
            return statement.change();
        }
    }
}
