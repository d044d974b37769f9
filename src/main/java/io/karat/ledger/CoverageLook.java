package io.karat.ledger;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Counts, record by record, which attributes have a value, and which have one that is not valid. */
final class CoverageLook {

    static final int GOLDEN = 1;
    static final int SOURCE = 2;
    private static final int ORDINAL = 3;
    private static final int FINDINGS = 4;
    private static final int QUALITY = 5;
    private static final int THERE = 6;

    private static final String RECORDS =
            "select golden_id, source, ordinal, findings, quality, array(select json_object_keys(data))"
                    + " from source_record where entity = ? ";

    private final Connection connection;
    private final EntityType type;
    private final Rulebook rulebook;
    private final List<String> attributes;
    private final Map<String, Coverage<Integer>> sources = new TreeMap<>();
    private final Coverage<UUID> golden;

    CoverageLook(Connection connection, EntityType type, Rulebook rulebook) {
        this.connection = connection;
        this.type = type;
        this.rulebook = rulebook;
        this.attributes = type.attributes().stream().map(Attribute::name).toList();
        this.golden = new Coverage<>(attributes);
    }

    /** Names of the attributes that have a value. */
    private static Set<String> there(ResultSet rows, int column) throws SQLException {
        return Set.of((String[]) rows.getArray(column).getArray());
    }

    /** Says where a page begins. */
    private interface Start {
        void bind(PreparedStatement query) throws SQLException;
    }

    /** Takes the row that a result stands at. */
    interface Row {
        void take(ResultSet rows) throws SQLException;
    }

    /** Looks at all live records, by golden record, and then at those in quarantine, which have none. */
    void records(Row each) throws SQLException, InterruptedException {
        Place live = new Place();
        pages(
                RECORDS
                        + "and state = 1 and golden_id >= ? and (golden_id > ? or ordinal > ?) order by golden_id, ordinal",
                live::after,
                rows -> {
                    live.at(rows);
                    record(rows);
                    each.take(rows);
                });
        Place quarantined = new Place();
        pages(
                RECORDS + "and state = 3 and golden_id is null and ordinal > ? order by ordinal",
                query -> query.setInt(2, quarantined.ordinal),
                rows -> {
                    quarantined.at(rows);
                    record(rows);
                });
    }

    private void record(ResultSet rows) throws SQLException {
        Set<String> invalid = new HashSet<>(rulebook.invalid(Marks.of(rows.getBytes(QUALITY))));
        invalid.addAll(Inspector.unread(Json.findings(rows.getString(FINDINGS))));
        sources.computeIfAbsent(rows.getString(SOURCE), source -> new Coverage<>(attributes))
                .add(rows.getInt(ORDINAL), there(rows, THERE), invalid);
    }

    /** Looks at the golden records. */
    void golden() throws SQLException, InterruptedException {
        Place place = new Place();
        String sql = "select g.golden_id, g.quality, array(select key from json_each(p.values)"
                + " where json_array_length(value) > 0)"
                + " from golden_record g join golden_payload p on p.entity = g.entity and p.seq = g.seq"
                + " where g.entity = ? and g.state = 1 and g.golden_id > ? order by g.golden_id";
        pages(sql, query -> query.setObject(2, place.golden), rows -> {
            place.golden = rows.getObject(GOLDEN, UUID.class);
            golden.add(place.golden, there(rows, 3), rulebook.invalid(Marks.of(rows.getBytes(2))));
        });
    }

    /** Where the next page begins. */
    private static final class Place {
        private UUID golden = new UUID(0, 0);
        private int ordinal = -1;

        void at(ResultSet rows) throws SQLException {
            UUID next = rows.getObject(GOLDEN, UUID.class);
            golden = next == null ? golden : next;
            ordinal = rows.getInt(ORDINAL);
        }

        void after(PreparedStatement query) throws SQLException {
            query.setObject(2, golden);
            query.setObject(3, golden);
            query.setInt(4, ordinal);
        }
    }

    /**
     * Reads page after page, each in a transaction of its own: one over all of them would keep the database from clearing
     * away what every batch of the ledger leaves behind meanwhile.
     */
    private void pages(String sql, Start from, Row each) throws SQLException, InterruptedException {
        Pace pace = new Pace();
        while (page(sql, from, each) == Pace.PAGE) {
            connection.commit();
            pace.rest();
        }
        connection.commit();
    }

    private int page(String sql, Start from, Row each) throws SQLException {
        int read = 0;
        try (PreparedStatement query = connection.prepareStatement(sql + " limit " + Pace.PAGE)) {
            query.setString(1, type.name());
            from.bind(query);
            try (ResultSet rows = query.executeQuery()) {
                for (; rows.next(); read++) {
                    each.take(rows);
                }
            }
        }
        return read;
    }

    /** In place of what was kept of the day, and of the rows of any day. */
    void keep(LocalDate day) throws SQLException {
        clear(day);
        for (Map.Entry<String, Coverage<Integer>> source : sources.entrySet()) {
            keep(source.getKey(), source.getValue(), day);
        }
        keep(QualityStore.GOLDEN, golden, day);
    }

    private void clear(LocalDate day) throws SQLException {
        try (PreparedStatement days =
                        connection.prepareStatement("delete from quality_coverage where entity = ? and day = ?");
                PreparedStatement gaps = connection.prepareStatement("delete from quality_gap where entity = ?")) {
            days.setString(1, type.name());
            days.setObject(2, day);
            days.executeUpdate();
            gaps.setString(1, type.name());
            gaps.executeUpdate();
        }
    }

    private <I> void keep(String source, Coverage<I> coverage, LocalDate day) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into quality_coverage (entity, source, attribute, day, records, filled, invalid)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")) {
            for (Coverage.OfAttribute<I> attribute : coverage.attributes()) {
                insert.setString(1, type.name());
                insert.setString(2, source);
                insert.setString(3, attribute.name());
                insert.setObject(4, day);
                insert.setLong(5, coverage.records());
                insert.setLong(6, attribute.filled());
                insert.setLong(7, attribute.invalid());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        for (Coverage.OfAttribute<I> attribute : coverage.attributes()) {
            gap(source, attribute.name(), false, attribute.missing());
            gap(source, attribute.name(), true, attribute.faulty());
        }
    }

    private void gap(String source, String attribute, boolean invalid, List<?> records) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        String sql =
                "insert into quality_gap (entity, source, attribute, invalid, ordinals, golden_ids) values (?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, type.name());
            insert.setString(2, source);
            insert.setString(3, attribute);
            insert.setBoolean(4, invalid);
            boolean ofGolden = source.equals(QualityStore.GOLDEN);
            insert.setArray(5, connection.createArrayOf("int4", ofGolden ? new Object[0] : records.toArray()));
            insert.setArray(6, connection.createArrayOf("uuid", ofGolden ? records.toArray() : new Object[0]));
            insert.executeUpdate();
        }
    }
}
