package io.karat.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * New rows of a table. Many come in by {@code COPY ... FROM STDIN} in PostgreSQL's binary format: the quickest way, and inside
 * the transaction like any other statement. A few are inserted: that statement the database has planned before. Columns of a
 * row are given in the order of the constructor's list.
 */
final class NewRows {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final int INT4_OID = 23;
    private static final int SLICE = 1 << 16;

    /** Rows up to which inserting them takes less time: a COPY asks the database twice, by itself. */
    private static final int FEW = 32;

    /** As the database reads it in any year it knows. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4, 10, SignStyle.NEVER)
            .appendPattern("-MM-dd HH:mm:ss.SSSSSS'+00 '")
            .appendText(ChronoField.ERA, Map.of(0L, "BC", 1L, "AD"))
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final String into;
    private final int columns;
    private final ByteBuilder bytes = new ByteBuilder(1 << 9);
    private final List<Value> values = new ArrayList<>();
    private int rows;

    /**
     * A value of a row that is inserted.
     *
     * @param type of an array of such values
     * @param cast what the database makes of it, or null where the value is of the column's own type
     */
    private record Value(
            @Nullable Object value, String type, @Nullable String cast) implements Writes.Parameter {
        @Override
        public void set(PreparedStatement statement, int at) throws SQLException {
            switch (value) {
                case null -> statement.setNull(at, cast == null && !type.equals("text") ? Types.OTHER : Types.VARCHAR);
                case String text -> statement.setString(at, text);
                case byte[] bytes -> statement.setBytes(at, bytes);
                default -> statement.setObject(at, value);
            }
        }

        /** As the statement has it. */
        String marker() {
            return cast == null ? "?" : "?::" + cast;
        }
    }

    NewRows(String table, String... columns) {
        this.into = table + " (" + String.join(", ", columns) + ")";
        this.columns = columns.length;
        bytes.raw(HEADER);
    }

    NewRows row() {
        bytes.int2(columns);
        rows++;
        return this;
    }

    private boolean few() {
        return rows <= FEW;
    }

    private NewRows inserted(@Nullable Object value, String type) {
        return inserted(value, type, null);
    }

    private NewRows inserted(@Nullable Object value, String type, @Nullable String cast) {
        if (few()) {
            values.add(new Value(value, type, cast));
        }
        return this;
    }

    NewRows text(@Nullable String value) {
        sized(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        return inserted(value, "text");
    }

    /** A document for a jsonb column. */
    NewRows jsonb(@Nullable String value) {
        if (value == null) {
            sized(null);
        } else {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            bytes.int4(text.length + 1).int1(1).raw(text);
        }
        return inserted(value, "text", "jsonb");
    }

    /** A document for a json column, in UTF-8. */
    NewRows json(byte @Nullable [] value) {
        sized(value);
        return few()
                ? inserted(value == null ? null : new String(value, StandardCharsets.UTF_8), "text", "json")
                : this;
    }

    NewRows binary(byte @Nullable [] value) {
        sized(value);
        return inserted(value, "bytea");
    }

    NewRows int2(int value) {
        bytes.int4(2).int2(value);
        return inserted(value, "int2");
    }

    NewRows int4(int value) {
        bytes.int4(4).int4(value);
        return inserted(value, "int4");
    }

    NewRows int8(long value) {
        bytes.int4(8).int8(value);
        return inserted(value, "int8");
    }

    NewRows float4(float value) {
        bytes.int4(4).int4(Float.floatToIntBits(value));
        return inserted(value, "float4");
    }

    NewRows uuid(@Nullable UUID value) {
        if (value == null) {
            sized(null);
        } else {
            bytes.int4(16).int8(value.getMostSignificantBits()).int8(value.getLeastSignificantBits());
        }
        return inserted(value, "uuid");
    }

    NewRows time(@Nullable Instant value) {
        if (value == null) {
            sized(null);
        } else {
            bytes.int4(8).int8((value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
        }
        return few()
                ? inserted(
                        value == null ? null : TIME.format(value.truncatedTo(ChronoUnit.MICROS)), "text", "timestamptz")
                : this;
    }

    private void sized(byte @Nullable [] value) {
        if (value == null) {
            bytes.int4(-1);
        } else {
            bytes.sized(value);
        }
    }

    NewRows int4s(int[] values) {
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
        return few()
                ? inserted(
                        Arrays.stream(values).mapToObj(Integer::toString).collect(Collectors.joining(",", "{", "}")),
                        "text",
                        "int4[]")
                : this;
    }

    /** Sends the rows, if there are any; a few together with what else is written. */
    void send(Writes writes) throws SQLException {
        if (rows == 1) {
            writes.add(
                    "insert into " + into + " values ("
                            + values.stream().map(Value::marker).collect(Collectors.joining(", ")) + ")",
                    values);
        } else if (rows > 1 && few()) {
            writes.add(
                    insertionOfMany(),
                    IntStream.range(0, columns).mapToObj(this::column).toList());
        } else if (rows > 1) {
            copy(writes.sent());
        }
    }

    /** One text for any number of rows: the database plans it once. */
    private String insertionOfMany() {
        List<Value> first = values.subList(0, columns);
        String names = IntStream.range(0, columns).mapToObj(c -> "c" + c).collect(Collectors.joining(", "));
        return "insert into " + into + " select "
                + IntStream.range(0, columns)
                        .mapToObj(c -> "c" + c
                                + (first.get(c).cast() == null
                                        ? ""
                                        : "::" + first.get(c).cast()))
                        .collect(Collectors.joining(", "))
                + " from unnest("
                + first.stream().map(v -> "?::" + v.type() + "[]").collect(Collectors.joining(", ")) + ") as r("
                + names + ")";
    }

    /** The values of a column, row by row. */
    private Writes.Parameter column(int column) {
        Object[] all = IntStream.range(0, rows)
                .mapToObj(row -> values.get(row * columns + column).value())
                .toArray();
        String type = values.get(column).type();
        return (statement, at) -> statement.setArray(
                at,
                statement
                        .getConnection()
                        .createArrayOf(
                                type, type.equals("bytea") ? Arrays.copyOf(all, all.length, byte[][].class) : all));
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
