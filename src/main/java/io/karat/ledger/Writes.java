package io.karat.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that nothing is read from, sent together and in their order: of a record that comes alone the database is
 * asked once instead of once for each table. They are in the database after {@link #send}.
 */
final class Writes {

    /** Each number of statements is one more text to be planned. */
    private static final int FEW = 2;

    private final Connection connection;
    private final List<String> statements = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();

    /** A value of a statement. */
    interface Parameter {
        void set(PreparedStatement statement, int at) throws SQLException;
    }

    Writes(Connection connection) {
        this.connection = connection;
    }

    /** @param values of the question marks, in their order */
    void add(String sql, List<? extends Parameter> values) {
        statements.add(sql);
        parameters.addAll(values);
    }

    /** The same statement with each of these lists of values; more than a few are sent by themselves. */
    void addAll(String sql, List<? extends List<? extends Parameter>> rows) throws SQLException {
        if (rows.size() <= FEW) {
            rows.forEach(row -> add(sql, row));
            return;
        }
        try (PreparedStatement many = sent().prepareStatement(sql)) {
            for (List<? extends Parameter> row : rows) {
                for (int i = 0; i < row.size(); i++) {
                    row.get(i).set(many, i + 1);
                }
                many.addBatch();
            }
            many.executeBatch();
        }
    }

    /** Where what follows must come after all that was added. */
    Connection sent() throws SQLException {
        send();
        return connection;
    }

    void send() throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        try (PreparedStatement all = connection.prepareStatement(String.join(";\n", statements))) {
            for (int i = 0; i < parameters.size(); i++) {
                parameters.get(i).set(all, i + 1);
            }
            all.execute();
        }
        statements.clear();
        parameters.clear();
    }
}
