package io.karat.ledger;

import io.karat.index.SharedValues;
import io.karat.model.EntityType;
import io.karat.quality.Rulebook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One survey of what is not counted with each record: how often sources repeat themselves, which values are missing or not
 * valid, how late sources are, and which identifying values several golden records share. The first two take one pass over the
 * records together.
 */
final class QualityLook {

    /** Rows that are kept to be looked at, for each source and each attribute. */
    static final int KEPT = 1_000;

    private final Connection connection;
    private final EntityType type;
    private final Rulebook rulebook;
    private final Instant now;
    private final LocalDate day;

    QualityLook(Connection connection, EntityType type, Rulebook rulebook, Instant now) {
        this.connection = connection;
        this.type = type;
        this.rulebook = rulebook;
        this.now = now;
        this.day = LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** Reads in transactions of its own; what it keeps is in one that the caller ends. */
    void take(List<SharedValues> shared) throws SQLException, InterruptedException {
        CoverageLook coverage = new CoverageLook(connection, type, rulebook);
        Map<String, Counted> counted = counted(coverage);
        coverage.golden();
        try (PreparedStatement gently = connection.prepareStatement("set local max_parallel_workers_per_gather = 0")) {
            gently.execute();
        }
        keep(counted);
        late();
        values(shared);
        coverage.keep(day);
    }

    /** Of a source. */
    private static final class Counted {
        private long records;
        private long repeated;

        void add(int together) {
            records += together;
            repeated += together > 1 ? together : 0;
        }
    }

    /** By source; records that move to another golden record meanwhile may count twice, or not at all. */
    private Map<String, Counted> counted(CoverageLook coverage) throws SQLException, InterruptedException {
        Map<String, Counted> counted = new TreeMap<>();
        Map<String, Integer> together = new HashMap<>();
        AtomicReference<String> golden = new AtomicReference<>("");
        coverage.records(rows -> {
            String next = rows.getString(CoverageLook.GOLDEN);
            if (!next.equals(golden.getAndSet(next))) {
                end(together, counted);
            }
            together.merge(rows.getString(CoverageLook.SOURCE), 1, Integer::sum);
        });
        end(together, counted);
        return counted;
    }

    private void keep(Map<String, Counted> counted) throws SQLException {
        run("delete from quality_survey where entity = ? and day = ?", type.name(), day);
        for (Map.Entry<String, Counted> source : counted.entrySet()) {
            run(
                    "insert into quality_survey (entity, source, day, records, repeated) values (?, ?, ?, ?, ?)",
                    type.name(),
                    source.getKey(),
                    day,
                    source.getValue().records,
                    source.getValue().repeated);
        }
    }

    private static void end(Map<String, Integer> together, Map<String, Counted> counted) {
        together.forEach((source, n) ->
                counted.computeIfAbsent(source, s -> new Counted()).add(n));
        together.clear();
    }

    private void late() throws SQLException {
        run("delete from quality_late where entity = ?", type.name());
        for (Map.Entry<String, Duration> asked : periods().entrySet()) {
            var before = now.minus(asked.getValue()).atOffset(ZoneOffset.UTC);
            String said = "from source_record where entity = ? and source = ? and state = 1"
                    + " and coalesce(observed_at, received_at) < ?";
            run(
                    "update quality_survey set late = (select count(*) " + said
                            + ") where entity = ? and source = ? and day = ?",
                    type.name(),
                    asked.getKey(),
                    before,
                    type.name(),
                    asked.getKey(),
                    day);
            run(
                    "insert into quality_late (entity, source, place, ordinal) select ?, ?, row_number() over (), ordinal"
                            + " from (select ordinal " + said
                            + " order by coalesce(observed_at, received_at), ordinal limit " + KEPT + ") l",
                    type.name(),
                    asked.getKey(),
                    type.name(),
                    asked.getKey(),
                    before);
        }
    }

    /** By source that has records, what the model asks. */
    private Map<String, Duration> periods() throws SQLException {
        Map<String, Duration> periods = new TreeMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("select source from quality_survey where entity = ? and day = ?")) {
            query.setString(1, type.name());
            query.setObject(2, day);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String source = rows.getString(1);
                    type.timeliness().of(source).ifPresent(period -> periods.put(source, period));
                }
            }
        }
        return periods;
    }

    private void values(List<SharedValues> shared) throws SQLException {
        run("delete from quality_shared where entity = ?", type.name());
        run("delete from quality_shared_day where entity = ? and day = ?", type.name(), day);
        for (SharedValues of : shared) {
            run(
                    "insert into quality_shared_day (entity, attribute, day, held, shared) values (?, ?, ?, ?, ?)",
                    type.name(),
                    of.attribute(),
                    day,
                    of.held(),
                    of.shared());
            int place = 0;
            for (SharedValues.Value value : of.most()) {
                run(
                        "insert into quality_shared (entity, attribute, place, holders, golden_ids) values (?, ?, ?, ?, ?)",
                        type.name(),
                        of.attribute(),
                        ++place,
                        value.holders(),
                        connection.createArrayOf("uuid", value.golden().toArray()));
            }
        }
    }

    private void run(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }
}
