package io.karat.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows for {@code COPY ... FROM STDIN} in PostgreSQL's binary format: the quickest way in, and inside the transaction like
 * any other statement. Columns of a row are given in the order of the constructor's list.
 */
final class CopyRows {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long EPOCH_SECONDS =
            Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
    private static final int INT4_OID = 23;
    private static final int SLICE = 1 << 16;

    private final String sql;
    private final int columns;
    private byte[] bytes = new byte[1 << 14];
    private int length;
    private int rows;

    CopyRows(String table, String... columns) {
        this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
        this.columns = columns.length;
        raw(HEADER);
    }

    CopyRows row() {
        room(2);
        bytes[length++] = (byte) (columns >>> 8);
        bytes[length++] = (byte) columns;
        rows++;
        return this;
    }

    CopyRows text(@Nullable String value) {
        return binary(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** A document for a jsonb column. */
    CopyRows json(@Nullable String value) {
        if (value == null) {
            return binary(null);
        }
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        putInt(text.length + 1);
        room(1);
        bytes[length++] = 1;
        raw(text);
        return this;
    }

    CopyRows binary(byte @Nullable [] value) {
        if (value == null) {
            putInt(-1);
        } else {
            putInt(value.length);
            raw(value);
        }
        return this;
    }

    CopyRows int2(int value) {
        putInt(2);
        room(2);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
        return this;
    }

    CopyRows int4(int value) {
        putInt(4);
        putInt(value);
        return this;
    }

    CopyRows int8(long value) {
        putInt(8);
        putLong(value);
        return this;
    }

    CopyRows float4(float value) {
        return int4(Float.floatToIntBits(value));
    }

    CopyRows uuid(@Nullable UUID value) {
        if (value == null) {
            putInt(-1);
        } else {
            putInt(16);
            putLong(value.getMostSignificantBits());
            putLong(value.getLeastSignificantBits());
        }
        return this;
    }

    CopyRows time(@Nullable Instant value) {
        if (value == null) {
            putInt(-1);
            return this;
        }
        return int8((value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
    }

    CopyRows int4s(int[] values) {
        boolean some = values.length > 0;
        putInt((some ? 20 : 12) + 8 * values.length);
        putInt(some ? 1 : 0);
        putInt(0);
        putInt(INT4_OID);
        if (some) {
            putInt(values.length);
            putInt(1);
        }
        for (int value : values) {
            putInt(4);
            putInt(value);
        }
        return this;
    }

    /** Sends the rows, if there are any. */
    void send(Connection connection) throws SQLException {
        if (rows == 0) {
            return;
        }
        room(2);
        bytes[length++] = -1;
        bytes[length++] = -1;
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        try {
            for (int from = 0; from < length; from += SLICE) {
                copy.writeToCopy(bytes, from, Math.min(SLICE, length - from));
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void putInt(int value) {
        room(4);
        bytes[length++] = (byte) (value >>> 24);
        bytes[length++] = (byte) (value >>> 16);
        bytes[length++] = (byte) (value >>> 8);
        bytes[length++] = (byte) value;
    }

    private void putLong(long value) {
        putInt((int) (value >>> 32));
        putInt((int) value);
    }

    private void raw(byte[] more) {
        room(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
