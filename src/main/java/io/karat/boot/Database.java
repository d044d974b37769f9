package io.karat.boot;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Statements on the tables of a package, for whoever keeps jobs in them; each is its own transaction. */
public final class Database {

    private final DataSource source;

    public Database(DataSource source) {
        this.source = source;
    }

    /** Makes one object of a row. */
    public interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    public <T> List<T> read(String sql, Mapping<T> mapping, @Nullable Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = bind(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(mapping.of(rows));
            }
            return found;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** How many rows it changed. */
    public int write(String sql, @Nullable Object... arguments) {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = bind(connection, sql, arguments)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static PreparedStatement bind(Connection connection, String sql, @Nullable Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof String[] texts) {
                statement.setArray(i + 1, connection.createArrayOf("text", texts));
            } else {
                statement.setObject(i + 1, arguments[i]);
            }
        }
        return statement;
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the database could not be used (SQL state " + e.getSQLState() + ")", e);
    }
}
