package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads the ledger's tables for those who only look. */
final class Rows {

    static final String RECORD =
            "select ordinal, source, key, state, version, observed_at, received_at, data, findings, golden_id,"
                    + " quality"
                    + " from source_record ";

    static final String VERSION = """
        select v.golden_id, g.state, g.heir, v.version, v.seq, v.kind, v.cause, v.actor, v.at, g.title,
            p.values, p.provenance, p.members, v.detail, g.seq, g.quality, v.rules_version
        from golden_version v
        join golden_record g on g.entity = v.entity and g.golden_id = v.golden_id
        join golden_payload p on p.entity = v.entity and p.seq = v.seq
        """;

    private Rows() {}

    /** Sets a statement's parameters. */
    interface Binding {
        void on(Connection connection, PreparedStatement statement) throws SQLException;
    }

    static List<RecordView> records(DataSource database, String condition, Binding binding) {
        return read(database, RECORD + condition, binding, Rows::record);
    }

    static List<GoldenView> versions(DataSource database, EntityType type, String condition, Binding binding) {
        return read(database, VERSION + condition, binding, rows -> version(rows, type));
    }

    /** Makes one object of a row. */
    interface Mapping<T> {
        T of(ResultSet rows) throws SQLException;
    }

    static <T> List<T> read(DataSource database, String sql, Binding binding, Mapping<T> mapping) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            binding.on(connection, query);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(mapping.of(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be read (SQL state " + e.getSQLState() + ")", e);
        }
    }

    private static RecordView record(ResultSet rows) throws SQLException {
        return new RecordView(
                rows.getInt(1),
                new RecordKey(rows.getString(2), rows.getString(3)),
                RecordView.State.of(rows.getInt(4)),
                rows.getInt(5),
                RecordStore.instant(rows, 6),
                instant(rows, 7),
                Json.data(rows.getString(8)),
                Json.findings(rows.getString(9)),
                rows.getObject(10, UUID.class),
                Marks.of(rows.getBytes(11)));
    }

    private static GoldenView version(ResultSet rows, EntityType type) throws SQLException {
        int[] members = GoldenStore.ints((Integer[]) rows.getArray(13).getArray());
        boolean current = rows.getLong(5) == rows.getLong(15);
        GoldenValues values = Json.golden(type, rows.getString(11), rows.getString(12));
        return new GoldenView(
                rows.getObject(1, UUID.class),
                current ? rows.getInt(2) == 1 : members.length > 0,
                rows.getObject(3, UUID.class),
                rows.getInt(4),
                rows.getLong(5),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                rows.getString(17),
                instant(rows, 9),
                rows.getString(10),
                values,
                members,
                rows.getString(14),
                current ? Marks.of(rows.getBytes(16)) : Marks.NONE);
    }

    static Instant instant(ResultSet rows, int column) throws SQLException {
        return Objects.requireNonNull(RecordStore.instant(rows, column));
    }
}
