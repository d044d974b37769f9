package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
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
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
                select r.ordinal, r.source, r.key, r.state, r.version, r.observed_at, r.content_hash
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
                                    rows.getBytes(7)));
                }
            }
        }
        return found;
    }

    /** What records bring to their golden records, from the database. */
    List<Contribution> contributions(Collection<Integer> ordinals, Standardiser standardiser) throws SQLException {
        List<Contribution> found = new ArrayList<>();
        String sql = """
                select ordinal, source, key, observed_at, content_hash, data
                from source_record where entity = ? and ordinal = any(?)
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, entity);
            query.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    RecordData data = Json.data(rows.getString(6));
                    found.add(contribution(
                            new RecordKey(rows.getString(2), rows.getString(3)),
                            rows.getInt(1),
                            instant(rows, 4),
                            rows.getBytes(5),
                            data,
                            standardiser.standardise(data)));
                }
            }
        }
        return found;
    }

    static Contribution contribution(HeldRecord held) {
        RecordData data = held.data;
        Standardised standardised = held.standardised;
        if (data == null || standardised == null) {
            throw new IllegalStateException("only a record that changed in this batch carries its data");
        }
        return contribution(held.key, held.ordinal, held.observedAt, held.hash, data, standardised);
    }

    private static Contribution contribution(
            RecordKey key,
            int ordinal,
            @Nullable Instant observedAt,
            byte[] hash,
            RecordData data,
            Standardised standardised) {
        Map<String, List<Contribution.Datum>> values = new HashMap<>();
        data.values().forEach((name, raws) -> {
            List<String> comparable = standardised.comparable().getOrDefault(name, List.of());
            List<Contribution.Datum> list = new ArrayList<>(raws.size());
            for (int i = 0; i < raws.size(); i++) {
                list.add(new Contribution.Datum(raws.get(i), i < comparable.size() ? comparable.get(i) : ""));
            }
            values.put(name, list);
        });
        return new Contribution(key, ordinal, observedAt, HexFormat.of().formatHex(hash), values);
    }

    /** Writes what changed; {@code goldenOf} tells where each live record belongs after the batch. */
    void write(Collection<HeldRecord> records, View after, Instant now, long batch) throws SQLException {
        String sql = """
                insert into source_record (entity, ordinal, source, key, state, version, observed_at, received_at,
                    content_hash, data, findings, features, standardiser, golden_id, batch)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, ?, ?)
                on conflict (entity, ordinal) do update set state = excluded.state, version = excluded.version,
                    observed_at = excluded.observed_at, received_at = excluded.received_at,
                    content_hash = excluded.content_hash, data = excluded.data, findings = excluded.findings,
                    features = excluded.features, standardiser = excluded.standardiser,
                    golden_id = excluded.golden_id, batch = excluded.batch
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (HeldRecord held : records) {
                if (held.contentChanged && held.data != null) {
                    Golden golden = after.goldenOf(held.ordinal);
                    Standardised standardised = held.standardised;
                    insert.setString(1, entity);
                    insert.setInt(2, held.ordinal);
                    insert.setString(3, held.key.source());
                    insert.setString(4, held.key.key());
                    insert.setInt(5, held.state.code());
                    insert.setInt(6, held.version);
                    insert.setObject(7, time(held.observedAt), Types.TIMESTAMP_WITH_TIMEZONE);
                    insert.setObject(8, time(now));
                    insert.setBytes(9, held.hash);
                    insert.setString(10, Json.of(held.data));
                    insert.setString(11, standardised == null ? null : Json.of(standardised.findings()));
                    insert.setBytes(
                            12,
                            standardised == null
                                    ? null
                                    : standardised.features().encode());
                    insert.setInt(13, Standardiser.VERSION);
                    insert.setObject(14, golden == null ? null : golden.id());
                    insert.setLong(15, batch);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
        writeVersions(records, now, batch);
    }

    /** To be written before golden records are forged: survivorship reads times from the database. */
    void writeTimes(Collection<HeldRecord> records, long batch) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update source_record set observed_at = ?, batch = ? where entity = ? and ordinal = ?")) {
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

    private void writeVersions(Collection<HeldRecord> records, Instant now, long batch) throws SQLException {
        String sql = """
                insert into source_record_version (entity, ordinal, version, op, observed_at, received_at, data, actor, batch)
                values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (HeldRecord held : records) {
                for (HeldRecord.Version version : held.versions) {
                    RecordData data = version.data();
                    insert.setString(1, entity);
                    insert.setInt(2, held.ordinal);
                    insert.setInt(3, version.version());
                    insert.setInt(4, version.delete() ? 2 : 1);
                    insert.setObject(5, time(version.observedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
                    insert.setObject(6, time(now));
                    insert.setString(7, data == null ? null : Json.of(data));
                    insert.setString(8, version.actor());
                    insert.setLong(9, batch);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Records that stayed as they are and came to another golden record. */
    void move(Map<Integer, UUID> moved, long batch) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        String sql = """
                update source_record r set golden_id = m.golden_id, batch = ?
                from unnest(?::int4[], ?::uuid[]) as m(ordinal, golden_id)
                where r.entity = ? and r.ordinal = m.ordinal
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            List<Integer> ordinals = List.copyOf(moved.keySet());
            update.setLong(1, batch);
            update.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
            update.setArray(
                    3,
                    connection.createArrayOf(
                            "uuid", ordinals.stream().map(moved::get).toArray()));
            update.setString(4, entity);
            update.executeUpdate();
        }
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
