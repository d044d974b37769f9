package io.karat.audit;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of the audit tables. */
final class Rows {

    static final String COLUMNS =
            "id, place, at, actor, kind, entity, golden, subject, reason, before::text, after::text,"
                    + " salt, commitment, hash";

    private Rows() {}

    /** An entry with what the chain says of it. */
    record Sealed(Entry entry, @Nullable UUID salt, byte @Nullable [] commitment, byte @Nullable [] hash) {}

    static Sealed sealed(ResultSet row) throws SQLException {
        UUID salt = row.getObject("salt", UUID.class);
        return new Sealed(entry(row, salt), salt, row.getBytes("commitment"), row.getBytes("hash"));
    }

    private static Entry entry(ResultSet row, @Nullable UUID salt) throws SQLException {
        Array golden = row.getArray("golden");
        return new Entry(
                row.getLong("id"),
                row.getObject("place", Long.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("kind"),
                row.getString("entity"),
                List.of((UUID[]) Objects.requireNonNull(golden.getArray())),
                row.getString("subject"),
                row.getString("reason"),
                row.getString("before"),
                row.getString("after"),
                salt == null);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the audit could not be read (SQL state " + e.getSQLState() + ")", e);
    }
}
