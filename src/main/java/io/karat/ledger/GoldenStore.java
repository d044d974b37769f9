package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.golden.Pin;
import io.karat.model.EntityType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Golden records in the database, as the writer reads and writes them inside its transaction. */
final class GoldenStore {

    /** What is stored of a live golden record. */
    record Stored(GoldenValues values, int[] members, String title) {}

    private final Connection connection;
    private final EntityType type;

    GoldenStore(Connection connection, EntityType type) {
        this.connection = connection;
        this.type = type;
    }

    Map<UUID, Stored> current(Collection<UUID> ids) throws SQLException {
        Map<UUID, Stored> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        String sql = """
                select g.golden_id, p.values, p.provenance, p.members, g.title
                from golden_record g join golden_payload p on p.entity = g.entity and p.seq = g.seq
                where g.entity = ? and g.golden_id = any(?)
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, type.name());
            query.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getObject(1, UUID.class),
                            new Stored(
                                    Json.golden(type, rows.getString(2), rows.getString(3)),
                                    ints((Integer[]) rows.getArray(4).getArray()),
                                    rows.getString(5)));
                }
            }
        }
        return found;
    }

    /** Standing pins by the id they were set on. */
    Map<UUID, List<Pin>> pins(Collection<UUID> ids) throws SQLException {
        Map<UUID, List<Pin>> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        String sql = """
                select golden_id, attribute, values, expires_at from pin
                where entity = ? and golden_id = any(?) and released_at is null order by at, id
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, type.name());
            query.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    List<String> values = new ArrayList<>();
                    Json.tree(rows.getString(3)).forEach(v -> values.add(v.asText()));
                    found.computeIfAbsent(rows.getObject(1, UUID.class), id -> new ArrayList<>())
                            .add(new Pin(rows.getString(2), values, RecordStore.instant(rows, 4)));
                }
            }
        }
        return found;
    }

    void write(List<GoldenChange> changes, View after, Instant now) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        writeCurrent(changes);
        writeVersions(changes, after, now);
        writePayloads(changes);
        writeLineage(changes);
    }

    private void writeCurrent(List<GoldenChange> changes) throws SQLException {
        String sql = """
                insert into golden_record (entity, golden_id, state, version, seq, founder, members, heir, title)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (entity, golden_id) do update set state = excluded.state, version = excluded.version,
                    seq = excluded.seq, members = excluded.members, heir = excluded.heir, title = excluded.title
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (GoldenChange change : changes) {
                Golden after = change.after();
                insert.setString(1, type.name());
                insert.setObject(2, after.id());
                insert.setInt(3, after.live() ? 1 : 2);
                insert.setInt(4, after.version());
                insert.setLong(5, after.seq());
                insert.setInt(6, after.founder());
                insert.setInt(7, after.members().length);
                insert.setObject(8, after.heir());
                insert.setString(9, change.title());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void writeVersions(List<GoldenChange> changes, View after, Instant now) throws SQLException {
        String sql = """
                insert into golden_version (entity, seq, golden_id, version, kind, cause, actor, rules_version, at, detail)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (GoldenChange change : changes) {
                insert.setString(1, type.name());
                insert.setLong(2, change.after().seq());
                insert.setObject(3, change.after().id());
                insert.setInt(4, change.after().version());
                insert.setString(5, change.kind());
                insert.setString(6, change.cause().word());
                insert.setString(7, change.cause().actor());
                insert.setString(8, type.version());
                insert.setObject(9, RecordStore.time(now));
                insert.setString(10, change.detail(after));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void writePayloads(List<GoldenChange> changes) throws SQLException {
        String sql = """
                insert into golden_payload (entity, seq, values, provenance, members)
                values (?, ?, ?::jsonb, ?::jsonb, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (GoldenChange change : changes) {
                GoldenValues values = change.values();
                insert.setString(1, type.name());
                insert.setLong(2, change.after().seq());
                insert.setString(3, values == null ? "{}" : Json.values(values));
                insert.setString(4, values == null ? "{}" : Json.provenance(values));
                insert.setArray(
                        5,
                        connection.createArrayOf(
                                "int4",
                                Arrays.stream(change.after().members()).boxed().toArray()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void writeLineage(List<GoldenChange> changes) throws SQLException {
        String sql = """
                insert into golden_lineage (entity, seq, kind, from_id, to_id) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (GoldenChange change : changes) {
                for (GoldenChange.Lineage line : change.lineage()) {
                    insert.setString(1, type.name());
                    insert.setLong(2, change.after().seq());
                    insert.setString(3, line.kind());
                    insert.setObject(4, line.from());
                    insert.setObject(5, line.to());
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    static int[] ints(Integer[] boxed) {
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }
}
