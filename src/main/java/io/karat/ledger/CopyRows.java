package io.karat.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
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
    private final ByteBuilder bytes = new ByteBuilder(1 << 9);
    private int rows;

    CopyRows(String table, String... columns) {
        this.sql = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
        this.columns = columns.length;
        bytes.raw(HEADER);
    }

    CopyRows row() {
        bytes.int2(columns);
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
        bytes.int4(text.length + 1).int1(1).raw(text);
        return this;
    }

    CopyRows binary(byte @Nullable [] value) {
        if (value == null) {
            return nothing();
        }
        bytes.sized(value);
        return this;
    }

    CopyRows int2(int value) {
        bytes.int4(2).int2(value);
        return this;
    }

    CopyRows int4(int value) {
        bytes.int4(4).int4(value);
        return this;
    }

    CopyRows int8(long value) {
        bytes.int4(8).int8(value);
        return this;
    }

    CopyRows float4(float value) {
        return int4(Float.floatToIntBits(value));
    }

    CopyRows uuid(@Nullable UUID value) {
        if (value == null) {
            return nothing();
        }
        bytes.int4(16).int8(value.getMostSignificantBits()).int8(value.getLeastSignificantBits());
        return this;
    }

    CopyRows time(@Nullable Instant value) {
        return value == null
                ? nothing()
                : int8((value.getEpochSecond() - EPOCH_SECONDS) * 1_000_000 + value.getNano() / 1_000);
    }

    private CopyRows nothing() {
        bytes.int4(-1);
        return this;
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
        return this;
    }

    /** Sends the rows, if there are any. */
    void send(Connection connection) throws SQLException {
        if (rows == 0) {
            return;
        }
        bytes.int2(-1);
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
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
