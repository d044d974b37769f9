package io.karat.ledger;

import io.karat.model.EntityType;
import io.karat.quality.Check;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What quality rules found, in the database: written by the ledger with the records it is about. */
final class QualityStore {

    /** In the place of a source: the golden records. No source has this name. */
    static final String GOLDEN = "";

    private final Connection connection;
    private final String entity;

    QualityStore(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    /** The rules of a type; checks that are new get a number. */
    static Rulebook rulebook(EntityType type, DataSource database) throws SQLException {
        List<Check.Name> names = Rulebook.names(type);
        if (names.isEmpty()) {
            return Rulebook.of(type, Map.of());
        }
        try (Connection connection = database.getConnection()) {
            QualityStore store = new QualityStore(connection, type.name());
            store.number(names);
            return store.rulebook(type);
        }
    }

    /** As {@link #rulebook(EntityType, DataSource)}, of checks that have numbers. */
    Rulebook rulebook(EntityType type) throws SQLException {
        Map<Check.Name, Integer> numbers = new HashMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("select rule, attributes, number from quality_check where entity = ?")) {
            query.setString(1, entity);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    numbers.put(new Check.Name(rows.getString(1), rows.getString(2)), rows.getInt(3));
                }
            }
        }
        return Rulebook.of(type, numbers);
    }

    private void number(List<Check.Name> names) throws SQLException {
        String sql = """
                insert into quality_check (entity, number, rule, attributes)
                select ?, coalesce((select max(number) + 1 from quality_check where entity = ?), 0), ?, ?
                where not exists (select 1 from quality_check where entity = ? and rule = ? and attributes = ?)
                """;
        for (Check.Name name : names) {
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                insert.setString(1, entity);
                insert.setString(2, entity);
                insert.setString(3, name.rule());
                insert.setString(4, name.attributes());
                insert.setString(5, entity);
                insert.setString(6, name.rule());
                insert.setString(7, name.attributes());
                insert.executeUpdate();
            }
        }
    }

    /** A record whose marks become others. */
    record Change(int ordinal, String source, Marks before, Marks after) {}

    /** Brings findings and tallies in line with the records and golden records that a batch changed. */
    void follow(Collection<HeldRecord> held, List<Remark> remarks, Instant now, Writes writes) throws SQLException {
        List<Change> changes = new ArrayList<>();
        for (HeldRecord record : held) {
            if (record.contentChanged && !record.marksBefore.equals(record.marks())) {
                changes.add(new Change(record.ordinal, record.key.source(), record.marksBefore, record.marks()));
            }
        }
        apply(changes, remarks, now, writes);
    }

    void apply(List<Change> changes, List<Remark> remarks, Instant now) throws SQLException {
        Writes writes = new Writes(connection);
        apply(changes, remarks, now, writes);
        writes.send();
    }

    private void apply(List<Change> changes, List<Remark> remarks, Instant now, Writes writes) throws SQLException {
        if (changes.isEmpty() && remarks.isEmpty()) {
            return;
        }
        NewRows found = new NewRows("quality_finding", "entity", "number", "source", "ordinal");
        List<Change> cleared = new ArrayList<>();
        List<Integer> clearedNumbers = new ArrayList<>();
        Map<String, Tally> tallies = new TreeMap<>();
        for (Change change : changes) {
            int numbers = Math.max(change.before().size(), change.after().size());
            for (int number = 0; number < numbers; number++) {
                boolean before = change.before().failed(number);
                boolean after = change.after().failed(number);
                if (after && !before) {
                    found.row().text(entity).int2(number).text(change.source()).int4(change.ordinal());
                } else if (before && !after) {
                    cleared.add(change);
                    clearedNumbers.add(number);
                }
            }
            Tally tally = tallies.computeIfAbsent(change.source(), source -> new Tally());
            tally.add(change.before(), -1);
            tally.add(change.after(), 1);
        }
        clear(cleared, clearedNumbers, writes);
        found.send(writes);
        if (!remarks.isEmpty()) {
            Tally golden = tallies.computeIfAbsent(GOLDEN, source -> new Tally());
            for (Remark remark : remarks) {
                golden.add(remark.before(), -1);
                golden.add(remark.after(), 1);
            }
        }
        write(tallies, LocalDate.ofInstant(now, ZoneOffset.UTC), writes);
    }

    private void clear(List<Change> cleared, List<Integer> numbers, Writes writes) {
        if (cleared.isEmpty()) {
            return;
        }
        String sql = """
                delete from quality_finding f using unnest(?::int2[], ?::text[], ?::int4[]) as c(number, source, ordinal)
                where f.entity = ? and f.number = c.number and f.source = c.source and f.ordinal = c.ordinal
                """;
        Object[] sources = cleared.stream().map(Change::source).toArray();
        Object[] ordinals = cleared.stream().map(Change::ordinal).toArray();
        writes.add(
                sql,
                List.of(
                        (delete, at) -> delete.setArray(at, connection.createArrayOf("int2", numbers.toArray())),
                        (delete, at) -> delete.setArray(at, connection.createArrayOf("text", sources)),
                        (delete, at) -> delete.setArray(at, connection.createArrayOf("int4", ordinals)),
                        (delete, at) -> delete.setString(at, entity)));
    }

    /** Records of a source to which each check applies, and that fail it, by its number. */
    private static final class Tally {
        private long records;
        private long[] applied = new long[0];
        private long[] failed = new long[0];

        void add(Marks marks, int sign) {
            if (marks.isEmpty()) {
                return;
            }
            records += sign;
            room(marks.size());
            for (int number = 0; number < marks.size(); number++) {
                applied[number] += marks.applied(number) ? sign : 0;
                failed[number] += marks.failed(number) ? sign : 0;
            }
        }

        private void room(int numbers) {
            if (numbers > applied.length) {
                applied = Arrays.copyOf(applied, numbers);
                failed = Arrays.copyOf(failed, numbers);
            }
        }
    }

    private void write(Map<String, Tally> tallies, LocalDate day, Writes writes) throws SQLException {
        // A day begins with what stood at the end of the last one; a clock that was set back must not hide what came
        // last.
        String sql = """
                insert into quality_day (entity, source, day, records, applied, failed)
                select s.entity, s.source, greatest(s.day, d.day), coalesce(d.records, 0) + s.records,
                    array(select coalesce(a, 0) + coalesce(b, 0)
                        from unnest(d.applied, s.applied) with ordinality as t(a, b, n) order by n),
                    array(select coalesce(a, 0) + coalesce(b, 0)
                        from unnest(d.failed, s.failed) with ordinality as t(a, b, n) order by n)
                from (values (?, ?, ?::date, ?::int8, ?::int8[], ?::int8[]))
                    as s(entity, source, day, records, applied, failed)
                left join lateral (select * from quality_day q where q.entity = s.entity and q.source = s.source
                    order by q.day desc limit 1) d on true
                on conflict (entity, source, day) do update set
                    records = excluded.records, applied = excluded.applied, failed = excluded.failed
                """;
        writes.addAll(
                sql.strip(),
                tallies.entrySet().stream()
                        .map(tally -> List.<Writes.Parameter>of(
                                (upsert, at) -> upsert.setString(at, entity),
                                (upsert, at) -> upsert.setString(at, tally.getKey()),
                                (upsert, at) -> upsert.setObject(at, day),
                                (upsert, at) -> upsert.setLong(at, tally.getValue().records),
                                (upsert, at) -> upsert.setArray(at, longs(tally.getValue().applied)),
                                (upsert, at) -> upsert.setArray(at, longs(tally.getValue().failed))))
                        .toList());
    }

    private java.sql.Array longs(long[] values) throws SQLException {
        return connection.createArrayOf("int8", Arrays.stream(values).boxed().toArray());
    }
}
