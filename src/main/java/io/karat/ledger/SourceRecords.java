package io.karat.ledger;

import io.karat.model.RecordKey;
import io.karat.quality.Marks;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/** Reads source records. */
@ApplicationScoped
public class SourceRecords {

    /** A version that deletes its record, as it stands in the table. */
    private static final int DELETED = 2;

    private final DataSource database;

    SourceRecords(DataSource database) {
        this.database = database;
    }

    public Optional<RecordView> find(String entity, RecordKey key) {
        List<RecordView> found =
                Rows.records(database, "where entity = ? and source = ? and key = ?", (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setString(2, key.source());
                    statement.setString(3, key.key());
                });
        return found.stream().findFirst();
    }

    /** In the order of their keys; unknown ordinals are left out. */
    public List<RecordView> find(String entity, Collection<Integer> ordinals) {
        return Rows.records(
                database,
                "where entity = ? and ordinal = any(?) order by source collate \"C\", key collate \"C\"",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
                });
    }

    /**
     * What records said in versions of theirs, in the order of their keys; without values where such a version deleted the
     * record, or its values were erased.
     *
     * @param versions by ordinal; unknown ones are left out
     */
    public List<RecordView> said(String entity, Map<Integer, Integer> versions) {
        return Rows.read(
                database,
                """
                select r.ordinal, r.source, r.key, v.op, v.version, v.observed_at, v.received_at,
                    coalesce(v.data::text, case when v.version = r.version then r.data::text end, '{}'), r.golden_id
                from unnest(?::int4[], ?::int4[]) as asked (ordinal, version)
                join source_record r on r.entity = ? and r.ordinal = asked.ordinal
                join source_record_version v on v.entity = r.entity and v.ordinal = r.ordinal
                    and v.version = asked.version
                order by r.source collate "C", r.key collate "C"
                """,
                (connection, statement) -> {
                    statement.setArray(
                            1,
                            connection.createArrayOf("int4", versions.keySet().toArray()));
                    statement.setArray(
                            2,
                            connection.createArrayOf("int4", versions.values().toArray()));
                    statement.setString(3, entity);
                },
                rows -> new RecordView(
                        rows.getInt(1),
                        new RecordKey(rows.getString(2), rows.getString(3)),
                        rows.getInt(4) == DELETED ? RecordView.State.DELETED : RecordView.State.LIVE,
                        rows.getInt(5),
                        RecordStore.instant(rows, 6),
                        Rows.instant(rows, 7),
                        Json.data(rows.getString(8)),
                        List.of(),
                        rows.getObject(9, UUID.class),
                        Marks.NONE));
    }

    /** The last transaction of the ledger: what is read from now on is not older. */
    public long moment(String entity) {
        return Rows.read(
                        database,
                        "select batch from ledger where entity = ?",
                        (connection, statement) -> statement.setString(1, entity),
                        rows -> rows.getLong(1))
                .stream()
                .findFirst()
                .orElse(0L);
    }

    /** Those of these records that have another version than they had at that moment; without their values. */
    public Set<Integer> changedSince(String entity, Collection<Integer> ordinals, long moment) {
        return new TreeSet<>(Rows.read(
                database,
                """
                select r.ordinal from source_record r
                where r.entity = ? and r.ordinal = any(?) and r.batch > ? and exists (select 1
                    from source_record_version v
                    where v.entity = r.entity and v.ordinal = r.ordinal and v.version = r.version and v.batch > ?)
                """,
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
                    statement.setLong(3, moment);
                    statement.setLong(4, moment);
                },
                rows -> rows.getInt(1)));
    }

    /** Which version each of these records had at that moment; those that came later are left out. */
    public SortedMap<Integer, Integer> versions(String entity, Collection<Integer> ordinals, long moment) {
        SortedMap<Integer, Integer> versions = new TreeMap<>();
        Rows.read(
                        database,
                        """
                        select ordinal, max(version) from source_record_version
                        where entity = ? and ordinal = any(?) and batch <= ? group by ordinal
                        """,
                        (connection, statement) -> {
                            statement.setString(1, entity);
                            statement.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
                            statement.setLong(3, moment);
                        },
                        rows -> Map.entry(rows.getInt(1), rows.getInt(2)))
                .forEach(version -> versions.put(version.getKey(), version.getValue()));
        return versions;
    }

    /** Those of these records that are not live members of any of these golden records. */
    public Set<Integer> elsewhere(String entity, Collection<Integer> ordinals, Collection<UUID> goldens) {
        return new TreeSet<>(Rows.read(
                database,
                """
                select ordinal from source_record
                where entity = ? and ordinal = any(?) and (state <> 1 or golden_id is null or golden_id <> all(?))
                """,
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(2, connection.createArrayOf("int4", ordinals.toArray()));
                    statement.setArray(3, connection.createArrayOf("uuid", goldens.toArray()));
                },
                rows -> rows.getInt(1)));
    }

    public List<SourceCount> counts() {
        return Rows.read(
                database,
                """
                select source, entity, count(*) filter (where state = 1), count(*) filter (where state = 2),
                    count(*) filter (where state = 3)
                from source_record group by source, entity order by source, entity
                """,
                (connection, statement) -> {},
                rows -> new SourceCount(
                        rows.getString(1), rows.getString(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
    }

    public record SourceCount(String source, String entity, long live, long deleted, long quarantined) {}
}
