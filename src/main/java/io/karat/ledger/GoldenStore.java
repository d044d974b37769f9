package io.karat.ledger;

import io.karat.golden.GoldenValues;
import io.karat.golden.Pin;
import io.karat.model.EntityType;
import io.karat.quality.Marks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Golden records in the database, as the writer reads and writes them inside its transaction. */
final class GoldenStore {

    /**
     * What is stored of a live golden record.
     *
     * @param marks what became of the quality checks
     */
    record Stored(GoldenValues values, int[] members, String title, Marks marks) {}

    /** The ordinals of the records that a golden record had last; asks for the entity type and the golden record. */
    static final String LAST_MEMBERS = """
            select p.members from golden_version v join golden_payload p on p.entity = v.entity and p.seq = v.seq
            where v.entity = ? and v.golden_id = ? and p.members <> '{}' order by v.version desc limit 1
            """;

    private static final byte[] NOTHING = {'{', '}'};

    /** So many are written in one statement. */
    private static final int MANY = 64;

    private final Connection connection;
    private final EntityType type;

    GoldenStore(Connection connection, EntityType type) {
        this.connection = connection;
        this.type = type;
    }

    int[] lastMembers(UUID golden) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LAST_MEMBERS)) {
            query.setString(1, type.name());
            query.setObject(2, golden);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? ints((Integer[]) rows.getArray(1).getArray()) : new int[0];
            }
        }
    }

    Map<UUID, Stored> current(Collection<UUID> ids) throws SQLException {
        Map<UUID, Stored> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        String sql = """
                select g.golden_id, p.values, p.provenance, p.members, g.title, g.quality
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
                                    rows.getString(5),
                                    Marks.of(rows.getBytes(6))));
                }
            }
        }
        return found;
    }

    /** By golden id, when live golden records came to say what they say (UTC). */
    Map<UUID, LocalDate> days(Collection<UUID> ids) throws SQLException {
        Map<UUID, LocalDate> found = new HashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        String sql = """
                select g.golden_id, v.at from golden_record g join golden_version v on v.entity = g.entity and v.seq = g.seq
                where g.entity = ? and g.golden_id = any(?)
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, type.name());
            query.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.put(
                            rows.getObject(1, UUID.class), LocalDate.ofInstant(Rows.instant(rows, 2), ZoneOffset.UTC));
                }
            }
        }
        return found;
    }

    void remark(List<Remark> remarks) throws SQLException {
        if (remarks.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update golden_record set quality = ? where entity = ? and golden_id = ?")) {
            for (Remark remark : remarks) {
                update.setBytes(1, remark.after().stored());
                update.setString(2, type.name());
                update.setObject(3, remark.golden());
                update.addBatch();
            }
            update.executeBatch();
        }
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

    void write(List<GoldenChange> changes, View after, Instant now, Writes writes) throws SQLException {
        if (changes.isEmpty()) {
            return;
        }
        writeCurrent(changes, writes);
        writeVersions(changes, after, now, writes);
        writePayloads(changes, writes);
        writeLineage(changes, writes);
    }

    private void writeCurrent(List<GoldenChange> changes, Writes writes) throws SQLException {
        NewRows fresh = new NewRows(
                "golden_record",
                "entity",
                "golden_id",
                "state",
                "version",
                "seq",
                "founder",
                "members",
                "heir",
                "title",
                "quality");
        List<GoldenChange> updated = new ArrayList<>();
        for (GoldenChange change : changes) {
            Golden after = change.after();
            if (after.version() == 1) {
                fresh.row()
                        .text(type.name())
                        .uuid(after.id())
                        .int2(state(after))
                        .int4(after.version())
                        .int8(after.seq())
                        .int4(after.founder())
                        .int4(after.members().length)
                        .uuid(after.heir())
                        .text(change.title())
                        .binary(change.marks().stored());
            } else {
                updated.add(change);
            }
        }
        fresh.send(writes);
        if (updated.size() < MANY) {
            updateEach(updated, writes);
        } else {
            updateAll(updated, writes);
        }
    }

    private static int state(Golden golden) {
        return golden.live() ? 1 : 2;
    }

    private void updateEach(List<GoldenChange> changes, Writes writes) throws SQLException {
        String sql = """
                update golden_record set state = ?, version = ?, seq = ?, members = ?, heir = ?, title = ?,
                    quality = ?
                where entity = ? and golden_id = ?
                """;
        List<List<Writes.Parameter>> updated = new ArrayList<>();
        for (GoldenChange change : changes) {
            Golden after = change.after();
            updated.add(List.of(
                    (update, at) -> update.setInt(at, state(after)),
                    (update, at) -> update.setInt(at, after.version()),
                    (update, at) -> update.setLong(at, after.seq()),
                    (update, at) -> update.setInt(at, after.members().length),
                    (update, at) -> update.setObject(at, after.heir(), Types.OTHER),
                    (update, at) -> update.setString(at, change.title()),
                    (update, at) -> update.setBytes(at, change.marks().stored()),
                    (update, at) -> update.setString(at, type.name()),
                    (update, at) -> update.setObject(at, after.id())));
        }
        writes.addAll(sql, updated);
    }

    /** In one statement, planned for these. */
    private void updateAll(List<GoldenChange> changes, Writes writes) {
        String sql = """
                set local plan_cache_mode = force_custom_plan;
                update golden_record g set state = c.state, version = c.version, seq = c.seq, members = c.members,
                    heir = c.heir, title = c.title, quality = nullif(c.quality, ''::bytea)
                from unnest(?::uuid[], ?::int2[], ?::int4[], ?::int8[], ?::int4[], ?::uuid[], ?::text[], ?::bytea[])
                    as c(golden_id, state, version, seq, members, heir, title, quality)
                where g.entity = ? and g.golden_id = c.golden_id;
                set local plan_cache_mode = force_generic_plan
                """;
        writes.add(
                sql.strip(),
                List.of(
                        array("uuid", changes, change -> change.after().id()),
                        array("int2", changes, change -> state(change.after())),
                        array("int4", changes, change -> change.after().version()),
                        array("int8", changes, change -> change.after().seq()),
                        array("int4", changes, change -> change.after().members().length),
                        array("uuid", changes, change -> change.after().heir()),
                        array("text", changes, GoldenChange::title),
                        (update, at) -> update.setArray(
                                at,
                                connection.createArrayOf(
                                        "bytea",
                                        changes.stream().map(GoldenStore::marks).toArray(byte[][]::new))),
                        (update, at) -> update.setString(at, type.name())));
    }

    private Writes.Parameter array(
            String of, List<GoldenChange> changes, Function<GoldenChange, @Nullable Object> value) {
        return (update, at) -> update.setArray(
                at, connection.createArrayOf(of, changes.stream().map(value).toArray()));
    }

    private static byte[] marks(GoldenChange change) {
        byte[] stored = change.marks().stored();
        return stored == null ? new byte[0] : stored;
    }

    private void writeVersions(List<GoldenChange> changes, View after, Instant now, Writes writes) throws SQLException {
        NewRows versions = new NewRows(
                "golden_version",
                "entity",
                "seq",
                "golden_id",
                "version",
                "kind",
                "cause",
                "actor",
                "rules_version",
                "at",
                "detail");
        for (GoldenChange change : changes) {
            versions.row()
                    .text(type.name())
                    .int8(change.after().seq())
                    .uuid(change.after().id())
                    .int4(change.after().version())
                    .text(change.kind())
                    .text(change.cause().word())
                    .text(change.cause().actor())
                    .text(type.version())
                    .time(now)
                    .jsonb(change.detail(after));
        }
        versions.send(writes);
    }

    private void writePayloads(List<GoldenChange> changes, Writes writes) throws SQLException {
        NewRows payloads = new NewRows("golden_payload", "entity", "seq", "values", "provenance", "members");
        for (GoldenChange change : changes) {
            Forged forged = change.forged();
            payloads.row()
                    .text(type.name())
                    .int8(change.after().seq())
                    .json(forged == null ? NOTHING : forged.valuesJson())
                    .json(forged == null ? NOTHING : forged.provenanceJson())
                    .int4s(change.after().members());
        }
        payloads.send(writes);
    }

    private void writeLineage(List<GoldenChange> changes, Writes writes) throws SQLException {
        String sql = """
                insert into golden_lineage (entity, seq, kind, from_id, to_id) values (?, ?, ?, ?, ?)
                on conflict do nothing
                """;
        List<List<Writes.Parameter>> lines = new ArrayList<>();
        for (GoldenChange change : changes) {
            for (GoldenChange.Lineage line : change.lineage()) {
                lines.add(List.of(
                        (insert, at) -> insert.setString(at, type.name()),
                        (insert, at) -> insert.setLong(at, change.after().seq()),
                        (insert, at) -> insert.setString(at, line.kind()),
                        (insert, at) -> insert.setObject(at, line.from()),
                        (insert, at) -> insert.setObject(at, line.to())));
            }
        }
        writes.addAll(sql.strip(), lines);
    }

    static int[] ints(Integer[] boxed) {
        return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
    }
}
