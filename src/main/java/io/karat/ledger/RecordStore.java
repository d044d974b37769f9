package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import io.karat.standardise.Standardised;
import io.karat.standardise.Standardiser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Source records in the database, as the writer reads and writes them inside its transaction. */
final class RecordStore {

    private final Connection connection;
    private final String entity;

    RecordStore(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    Map<RecordKey, HeldRecord> held(Collection<RecordKey> keys) throws SQLException {
        Map<RecordKey, HeldRecord> found = new HashMap<>();
        String sql = """
                select r.ordinal, r.source, r.key, r.state, r.version, r.observed_at, r.content_hash,
                    r.quality
                from unnest(?::text[], ?::text[]) as k(source, key)
                join source_record r on r.entity = ? and r.source = k.source and r.key = k.key
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setArray(1, texts(keys.stream().map(RecordKey::source).toList()));
            query.setArray(2, texts(keys.stream().map(RecordKey::key).toList()));
            query.setString(3, entity);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    RecordKey key = new RecordKey(rows.getString(2), rows.getString(3));
                    found.put(
                            key,
                            HeldRecord.stored(
                                    key,
                                    rows.getInt(1),
                                    RecordView.State.of(rows.getInt(4)),
                                    rows.getInt(5),
                                    instant(rows, 6),
                                    rows.getBytes(7),
                                    Marks.of(rows.getBytes(8))));
                }
            }
        }
        return found;
    }

    /** What records bring to their golden records, from the database. */
    List<Contribution> contributions(Collection<Integer> ordinals, Standardiser standardiser, Rulebook rulebook)
            throws SQLException {
        List<Contribution> found = new ArrayList<>();
        String sql = """
                select ordinal, source, key, observed_at, content_hash, data, quality, observed
                from source_record where entity = ? and ordinal = any(?)
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, entity);
            query.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    RecordKey key = new RecordKey(rows.getString(2), rows.getString(3));
                    RecordData data = Json.data(rows.getString(6));
                    found.add(contribution(
                                    key,
                                    rows.getInt(1),
                                    instant(rows, 4),
                                    rows.getBytes(5),
                                    data,
                                    standardiser.standardise(key.source(), data),
                                    rulebook.failedRules(Marks.of(rows.getBytes(7))))
                            .withEarlier(Json.times(rows.getString(8))));
                }
            }
        }
        return found;
    }

    static Contribution contribution(
            RecordKey key,
            int ordinal,
            @Nullable Instant observedAt,
            byte[] hash,
            RecordData data,
            Standardised standardised,
            Set<String> failed) {
        Map<String, List<Contribution.Datum>> values = new HashMap<>();
        data.values().forEach((name, raws) -> {
            List<String> comparable = standardised.comparable().getOrDefault(name, List.of());
            List<String> codes = standardised.codes().getOrDefault(name, raws);
            List<Contribution.Datum> list = new ArrayList<>(raws.size());
            for (int i = 0; i < raws.size(); i++) {
                list.add(new Contribution.Datum(
                        codes.get(i), i < comparable.size() ? comparable.get(i) : "", raws.get(i)));
            }
            values.put(name, list);
        });
        return new Contribution(
                key,
                ordinal,
                observedAt,
                HexFormat.of().formatHex(hash),
                values,
                failed,
                Map.of(),
                !standardised.findings().isEmpty());
    }

    /** Writes what changed; {@code after} tells where each live record belongs after the batch. */
    void write(Collection<HeldRecord> records, View after, Instant now, long batch, Writes writes) throws SQLException {
        NewRows fresh = new NewRows(
                "source_record",
                "entity",
                "ordinal",
                "source",
                "key",
                "state",
                "version",
                "observed_at",
                "received_at",
                "content_hash",
                "data",
                "findings",
                "features",
                "standardiser",
                "quality",
                "golden_id",
                "batch");
        for (HeldRecord held : records) {
            if (!held.existed && held.contentChanged && held.data != null) {
                Golden golden = after.goldenOf(held.ordinal);
                HeldRecord.Documents documents = held.documents();
                fresh.row()
                        .text(entity)
                        .int4(held.ordinal)
                        .text(held.key.source())
                        .text(held.key.key())
                        .int2(held.state.code())
                        .int4(held.version)
                        .time(held.observedAt)
                        .time(now)
                        .binary(held.hash)
                        .json(documents.data())
                        .json(documents.findings())
                        .binary(documents.features())
                        .int2(Standardiser.VERSION)
                        .binary(held.marks().stored())
                        .uuid(golden == null ? null : golden.id())
                        .int8(batch);
            }
        }
        fresh.send(writes);
        keepFormer(records, writes);
        update(records, after, now, batch, writes);
        writeEarlier(records, writes);
        writeVersions(records, now, batch, writes);
    }

    /** The data that an update is about to replace go into the history: those of the current version stand here alone. */
    private void keepFormer(Collection<HeldRecord> records, Writes writes) {
        Object[] replaced = records.stream()
                .filter(held -> held.existed && held.contentChanged)
                .map(held -> held.ordinal)
                .toArray();
        if (replaced.length == 0) {
            return;
        }
        String sql = """
                update source_record_version v set data = r.data::jsonb
                from source_record r
                where r.entity = ? and r.ordinal = any(?) and r.state in (?, ?)
                    and v.entity = r.entity and v.ordinal = r.ordinal and v.version = r.version and v.data is null
                """;
        writes.add(
                sql,
                List.of(
                        (update, at) -> update.setString(at, entity),
                        (update, at) -> update.setArray(at, connection.createArrayOf("int4", replaced)),
                        (update, at) -> update.setInt(at, RecordView.State.LIVE.code()),
                        (update, at) -> update.setInt(at, RecordView.State.QUARANTINED.code())));
    }

    private void update(Collection<HeldRecord> records, View after, Instant now, long batch, Writes writes)
            throws SQLException {
        String sql = """
                update source_record set state = ?, version = ?, observed_at = ?, received_at = ?, content_hash = ?,
                    data = ?::json, findings = ?::json, features = ?, standardiser = ?, quality = ?,
                    golden_id = ?, batch = ?, observed = null
                where entity = ? and ordinal = ?
                """;
        List<List<Writes.Parameter>> updated = new ArrayList<>();
        for (HeldRecord held : records) {
            RecordData data = held.data;
            if (held.existed && held.contentChanged && data != null) {
                Golden golden = after.goldenOf(held.ordinal);
                Standardised standardised = held.standardised;
                updated.add(List.of(
                        (update, at) -> update.setInt(at, held.state.code()),
                        (update, at) -> update.setInt(at, held.version),
                        (update, at) -> update.setObject(at, time(held.observedAt), Types.TIMESTAMP_WITH_TIMEZONE),
                        (update, at) -> update.setObject(at, time(now)),
                        (update, at) -> update.setBytes(at, held.hash),
                        (update, at) -> update.setString(at, Json.of(data)),
                        (update, at) ->
                                update.setString(at, standardised == null ? null : Json.of(standardised.findings())),
                        (update, at) -> update.setBytes(
                                at,
                                standardised == null || !held.live()
                                        ? null
                                        : standardised.features().encode()),
                        (update, at) -> update.setInt(at, Standardiser.VERSION),
                        (update, at) -> update.setBytes(at, held.marks().stored()),
                        (update, at) -> update.setObject(at, golden == null ? null : golden.id(), Types.OTHER),
                        (update, at) -> update.setLong(at, batch),
                        (update, at) -> update.setString(at, entity),
                        (update, at) -> update.setInt(at, held.ordinal)));
            }
        }
        writes.addAll(sql, updated);
    }

    /** Few records have any. */
    private void writeEarlier(Collection<HeldRecord> records, Writes writes) throws SQLException {
        List<HeldRecord> some =
                records.stream().filter(held -> !held.earlier.isEmpty()).toList();
        if (some.isEmpty()) {
            return;
        }
        writes.addAll(
                "update source_record set observed = ?::json where entity = ? and ordinal = ?",
                some.stream()
                        .map(held -> List.<Writes.Parameter>of(
                                (update, at) -> update.setString(at, Json.of(held.earlier)),
                                (update, at) -> update.setString(at, entity),
                                (update, at) -> update.setInt(at, held.ordinal)))
                        .toList());
    }

    /** To be written before golden records are forged: survivorship reads times from the database. */
    void writeTimes(Collection<HeldRecord> records, long batch) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update source_record set observed_at = ?, batch = ?, observed = null where entity = ? and ordinal = ?")) {
            for (HeldRecord held : records) {
                if (held.timeChanged && !held.contentChanged) {
                    update.setObject(1, time(held.observedAt), Types.TIMESTAMP_WITH_TIMEZONE);
                    update.setLong(2, batch);
                    update.setString(3, entity);
                    update.setInt(4, held.ordinal);
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private void writeVersions(Collection<HeldRecord> records, Instant now, long batch, Writes writes)
            throws SQLException {
        NewRows versions = new NewRows(
                "source_record_version",
                "entity",
                "ordinal",
                "version",
                "op",
                "observed_at",
                "received_at",
                "data",
                "actor",
                "batch");
        for (HeldRecord held : records) {
            for (HeldRecord.Version version : held.versions) {
                RecordData data = version.version() == held.version ? null : version.data();
                versions.row()
                        .text(entity)
                        .int4(held.ordinal)
                        .int4(version.version())
                        .int2(version.delete() ? 2 : 1)
                        .time(version.observedAt())
                        .time(now)
                        .jsonb(data == null ? null : Json.of(data))
                        .text(version.actor())
                        .int8(batch);
            }
        }
        versions.send(writes);
    }

    /** Whether one of these records has another version than after that transaction of the ledger. */
    boolean anyChanged(int[] ordinals, long since) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select exists (select 1 from source_record_version
                    where entity = ? and ordinal = any(?) and batch > ?)
                """)) {
            query.setString(1, entity);
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "int4", Arrays.stream(ordinals).boxed().toArray()));
            query.setLong(3, since);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** Records that stayed as they are and came to another golden record. */
    void move(Map<Integer, UUID> moved, long batch, Writes writes) {
        if (moved.isEmpty()) {
            return;
        }
        String sql = """
                update source_record r set golden_id = m.golden_id, batch = ?
                from unnest(?::int4[], ?::uuid[]) as m(ordinal, golden_id)
                where r.entity = ? and r.ordinal = m.ordinal
                """;
        List<Integer> ordinals = List.copyOf(moved.keySet());
        Object[] ids = ordinals.stream().map(moved::get).toArray();
        writes.add(
                sql,
                List.of(
                        (update, at) -> update.setLong(at, batch),
                        (update, at) -> update.setArray(at, connection.createArrayOf("int4", ordinals.toArray())),
                        (update, at) -> update.setArray(at, connection.createArrayOf("uuid", ids)),
                        (update, at) -> update.setString(at, entity)));
    }

    private java.sql.Array texts(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet rows, int column) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
