package io.karat.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for {@code COPY ... FROM STDIN} in PostgreSQL's binary format: the quickest way in for many, and inside the transaction
 * like any other statement. A few are inserted: that statement the database has planned before. Columns of a row are given
 * in the order of the constructor's list.
 */
final class CopyRows {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final int INT4_OID = 23;
    private static final int SLICE = 1 << 16;

    /** Rows up to which inserting them takes less time (measured: a COPY costs 0.4 ms before its first row). */
    private static final int FEW = 8;

    private final String into;
    private final int columns;
    private final ByteBuilder bytes = new ByteBuilder(1 << 9);
    private final List<Parameter> parameters = new ArrayList<>();
    private int rows;

    /** A value of a row that is inserted. */
    private interface Parameter extends Writes.Parameter {

        /** As the statement has it. */
        default String marker() {
            return "?";
        }
    }

    /** A document is sent as text, which the database makes its own type of. */
    private record Document(@Nullable String text, String type) implements Parameter {
        @Override
        public void set(PreparedStatement statement, int at) throws SQLException {
            statement.setString(at, text);
        }

        @Override
        public String marker() {
            return "?::" + type;
        }
    }

    CopyRows(String table, String... columns) {
        this.into = table + " (" + String.join(", ", columns) + ")";
        this.columns = columns.length;
        bytes.raw(HEADER);
    }

    CopyRows row() {
        bytes.int2(columns);
        rows++;
        return this;
    }

    private boolean few() {
        return rows <= FEW;
    }

    private CopyRows inserted(Parameter parameter) {
        if (few()) {
            parameters.add(parameter);
        }
        return this;
    }

    CopyRows text(@Nullable String value) {
        sized(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        return inserted((statement, at) -> statement.setString(at, value));
    }

    /** A document for a jsonb column. */
    CopyRows jsonb(@Nullable String value) {
        if (value == null) {
            sized(null);
        } else {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            bytes.int4(text.length + 1).int1(1).raw(text);
        }
        return few() ? inserted(new Document(value, "jsonb")) : this;
    }

    /** A document for a json column, in UTF-8. */
    CopyRows json(byte @Nullable [] value) {
        sized(value);
        return few()
                ? inserted(new Document(value == null ? null : new String(value, StandardCharsets.UTF_8), "json"))
                : this;
    }

    CopyRows binary(byte @Nullable [] value) {
        sized(value);
        return inserted((statement, at) -> statement.setBytes(at, value));
    }

    CopyRows int2(int value) {
        bytes.int4(2).int2(value);
        return inserted((statement, at) -> statement.setInt(at, value));
    }

    CopyRows int4(int value) {
        bytes.int4(4).int4(value);
        return inserted((statement, at) -> statement.setInt(at, value));
    }

    CopyRows int8(long value) {
        bytes.int4(8).int8(value);
        return inserted((statement, at) -> statement.setLong(at, value));
    }

    CopyRows float4(float value) {
        bytes.int4(4).int4(Float.floatToIntBits(value));
        return inserted((statement, at) -> statement.setFloat(at, value));
    }

    CopyRows uuid(@Nullable UUID value) {
        if (value == null) {
            sized(null);
        } else {
            bytes.int4(16).int8(value.getMostSignificantBits()).int8(value.getLeastSignificantBits());
        }
        return inserted((statement, at) -> statement.setObject(at, value, Types.OTHER));
    }

    CopyRows time(@Nullable Instant value) {
        if (value == null) {
            sized(null);
        } else {
            bytes.int4(8).int8((value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
        }
        return inserted((statement, at) -> statement.setObject(
                at,
                value == null ? null : RecordStore.time(value.truncatedTo(ChronoUnit.MICROS)),
                Types.TIMESTAMP_WITH_TIMEZONE));
    }

    private void sized(byte @Nullable [] value) {
        if (value == null) {
            bytes.int4(-1);
        } else {
            bytes.sized(value);
        }
    }

    CopyRows int4s(int[] values) {
        boolean some = values.length > 0;
        bytes.int4((some ? 20 : 12) + 8 * values.length)
                .int4(some ? 1 : 0)
                .int4(0)
                .int4(INT4_OID);
        if (some) {
            bytes.int4(values.length).int4(1);
        }
        for (int value : values) {
            bytes.int4(4).int4(value);
        }
        return inserted((statement, at) -> statement.setArray(
                at,
                statement
                        .getConnection()
                        .createArrayOf("int4", Arrays.stream(values).boxed().toArray())));
    }

    /** Sends the rows, if there are any; one alone together with what else is written. */
    void send(Writes writes) throws SQLException {
        if (rows == 1) {
            writes.add(insertion(), parameters);
        } else if (rows > 1) {
            send(writes.sent());
        }
    }

    /** Sends the rows, if there are any. */
    void send(Connection connection) throws SQLException {
        if (rows == 0) {
            return;
        }
        if (few()) {
            insert(connection);
        } else {
            copy(connection);
        }
    }

    private void insert(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(insertion())) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    parameters.get(row * columns + column).set(insert, column + 1);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private String insertion() {
        String markers =
                parameters.stream().limit(columns).map(Parameter::marker).collect(Collectors.joining(", "));
        return "insert into " + into + " values (" + markers + ")";
    }

    private void copy(Connection connection) throws SQLException {
        bytes.int2(-1);
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + into + " from stdin (format binary)");
        try {
            for (int from = 0; from < bytes.length(); from += SLICE) {
                copy.writeToCopy(bytes.array(), from, Math.min(SLICE, bytes.length() - from));
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
