package io.karat.ledger;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Completeness, validity, uniqueness and timeliness, by survey: when records changed or a day has passed, not while a
 * load is under way, in no hurry ({@link Pace}), and so seldom that it works less than half a percent of the time.
 */
@ApplicationScoped
public class QualitySurvey {

    private static final Logger LOG = Logger.getLogger(QualitySurvey.class);

    /** Rests after it, in times that it took. */
    private static final int SELDOM = 200 / (1 + Pace.REST);

    private static final Duration SOONEST = Duration.ofSeconds(20);

    private final Models models;
    private final Ledgers ledgers;
    private final DataSource database;
    private final Clock clock;

    QualitySurvey(Models models, Ledgers ledgers, DataSource database, Clock clock) {
        this.models = models;
        this.ledgers = ledgers;
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(every = "10s", delayed = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void survey() {
        for (EntityType type : models.all()) {
            try {
                if (due(type)) {
                    take(type.name());
                }
            } catch (IllegalStateException e) {
                LOG.warnf("the quality of %s could not be surveyed: %s", type.name(), e.getMessage());
            }
        }
    }

    private record State(Instant at, long batch, long millis, String asked) {}

    private boolean due(EntityType type) {
        Instant now = clock.instant();
        Writer writer = ledgers.of(type.name()).writer();
        if (writer.derived().loading()) {
            return false;
        }
        long batch = writer.batch();
        return state(type.name())
                .map(last -> {
                    Duration rest = Duration.ofMillis(last.millis() * SELDOM);
                    boolean rested = !now.isBefore(last.at().plus(rest.compareTo(SOONEST) > 0 ? rest : SOONEST));
                    boolean other = batch != last.batch() || !asked(type).equals(last.asked());
                    return rested && (other || !day(now).equals(day(last.at())));
                })
                .orElse(batch > 0);
    }

    private static String asked(EntityType type) {
        return new TreeMap<>(type.timeliness().bySource()) + " "
                + type.timeliness().otherwise() + " "
                + type.attributes().stream().map(Attribute::name).toList();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private Optional<State> state(String entity) {
        return Rows.read(
                        database,
                        "select at, batch, millis, asked from quality_survey_state where entity = ?",
                        (connection, statement) -> statement.setString(1, entity),
                        row -> new State(Rows.instant(row, 1), row.getLong(2), row.getLong(3), row.getString(4)))
                .stream()
                .findFirst();
    }

    /** Takes a survey now; returns when it stands in the database. */
    public synchronized void take(String entity) {
        EntityType type = models.find(entity)
                .orElseThrow(() -> new IllegalArgumentException("there is no entity type " + entity));
        Writer writer = ledgers.of(entity).writer();
        try {
            take(type, writer, database, clock);
        } catch (SQLException e) {
            throw new IllegalStateException("the database failed (SQL state " + e.getSQLState() + ")", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while search followed", e);
        }
    }

    static void take(EntityType type, Writer writer, DataSource database, Clock clock)
            throws SQLException, InterruptedException {
        Instant now = clock.instant();
        long batch = writer.batch();
        long start = System.nanoTime();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                new QualityLook(connection, type, writer.setting().inspector().rulebook(), now)
                        .take(writer.derived().searchThatFollowed().shared(QualityLook.KEPT));
                long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
                remember(connection, type, new State(now, batch, millis, asked(type)));
                connection.commit();
                done = true;
            } finally {
                if (!done) {
                    LedgerRow.rollback(connection);
                }
            }
        }
    }

    private static void remember(Connection connection, EntityType type, State state) throws SQLException {
        String sql = """
                insert into quality_survey_state (entity, at, batch, millis, asked) values (?, ?, ?, ?, ?)
                on conflict (entity) do update set at = excluded.at, batch = excluded.batch, millis = excluded.millis,
                    asked = excluded.asked
                """;
        try (PreparedStatement upsert = connection.prepareStatement(sql)) {
            upsert.setString(1, type.name());
            upsert.setObject(2, RecordStore.time(state.at()));
            upsert.setLong(3, state.batch());
            upsert.setLong(4, state.millis());
            upsert.setString(5, state.asked());
            upsert.executeUpdate();
        }
    }

    /** When it was last taken; empty where it never was. */
    public Optional<Instant> taken(String entity) {
        return state(entity).map(State::at);
    }

    /**
     * A source on a day.
     *
     * @param records live ones
     * @param repeated that share their golden record with another record of the source
     * @param late that the source has not said within the period; null where nothing is asked of it
     */
    public record OfSource(
            String source,
            LocalDate day,
            long records,
            long repeated,
            @Nullable Long late) {

        /** Share of the records that are the source's only one of their golden record. */
        public double uniqueness() {
            return records == 0 ? 1 : (double) (records - repeated) / records;
        }

        /** Share of the records that are in time; null where nothing is asked. */
        public @Nullable Double timeliness() {
            return late == null
                    ? null
                    : records == 0 ? Double.valueOf(1) : Double.valueOf((double) (records - late) / records);
        }
    }

    /** By the last survey, by name. */
    public List<OfSource> sources(String entity) {
        return sources(
                database,
                "entity = ? and day = (select max(day) from quality_survey where entity = ?)",
                (_, statement) -> {
                    statement.setString(1, entity);
                    statement.setString(2, entity);
                });
    }

    /** Of one source, day by day; days without a survey are left out. */
    public List<OfSource> trend(String entity, String source, int days) {
        LocalDate first = day(clock.instant()).minusDays(Math.max(1, days) - 1L);
        return sourcesSince(database, entity, first).stream()
                .filter(of -> of.source().equals(source))
                .toList();
    }

    /** Of all sources, day by day. */
    static List<OfSource> sourcesSince(DataSource database, String entity, LocalDate first) {
        return sources(database, "entity = ? and day >= ?", (_, statement) -> {
            statement.setString(1, entity);
            statement.setObject(2, first);
        });
    }

    private static List<OfSource> sources(DataSource database, String which, Rows.Binding binding) {
        return Rows.read(
                database,
                "select source, day, records, repeated, late from quality_survey where " + which
                        + " order by day, source",
                binding,
                row -> new OfSource(
                        row.getString(1),
                        row.getObject(2, LocalDate.class),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5, Long.class)));
    }

    /**
     * An attribute that identifies, on a day.
     *
     * @param held values of golden records, each counted with every golden record that has it
     * @param shared of which another golden record has the same
     */
    public record OfAttribute(String attribute, LocalDate day, long held, long shared) {
        public double uniqueness() {
            return held == 0 ? 1 : (double) (held - shared) / held;
        }
    }

    /** By the last survey. */
    public List<OfAttribute> attributes(String entity) {
        return attributes(
                database,
                "entity = ? and day = (select max(day) from quality_shared_day where entity = ?)",
                (_, statement) -> {
                    statement.setString(1, entity);
                    statement.setString(2, entity);
                });
    }

    /** Of all of them, day by day. */
    static List<OfAttribute> attributesSince(DataSource database, String entity, LocalDate first) {
        return attributes(database, "entity = ? and day >= ?", (_, statement) -> {
            statement.setString(1, entity);
            statement.setObject(2, first);
        });
    }

    private static List<OfAttribute> attributes(DataSource database, String which, Rows.Binding binding) {
        return Rows.read(
                database,
                "select attribute, day, held, shared from quality_shared_day where " + which
                        + " order by day, attribute",
                binding,
                row -> new OfAttribute(
                        row.getString(1), row.getObject(2, LocalDate.class), row.getLong(3), row.getLong(4)));
    }

    /** A value that several golden records have; {@code golden} names some of them. */
    public record Shared(int place, int holders, List<UUID> golden) {
        public Shared {
            golden = List.copyOf(golden);
        }
    }

    /**
     * Values that several golden records have, those of most first. The first thousand are kept.
     *
     * @param after the place after which the page begins; 0 for the first
     */
    public List<Shared> shared(String entity, String attribute, int after, int limit) {
        return Rows.read(
                database,
                "select place, holders, golden_ids from quality_shared where entity = ? and attribute = ? and place > ?"
                        + " order by place limit ?",
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setString(2, attribute);
                    statement.setInt(3, after);
                    statement.setInt(4, limit);
                },
                row -> new Shared(row.getInt(1), row.getInt(2), new ArrayList<>(Arrays.asList((UUID[])
                        row.getArray(3).getArray()))));
    }

    /** @param said when the source last said it */
    public record Late(
            int place, String key, Instant said, @Nullable UUID golden) {}

    /**
     * Records of a source that are late, the latest first, but for those that have come or gone since the survey. The first
     * thousand are kept.
     *
     * @param after the place after which the page begins; 0 for the first
     */
    public List<Late> late(EntityType type, String source, int after, int limit) {
        Optional<Duration> period = type.timeliness().of(source);
        if (period.isEmpty()) {
            return List.of();
        }
        Instant before = clock.instant().minus(period.get());
        return Rows.read(
                database,
                """
                select l.place, r.key, coalesce(r.observed_at, r.received_at), r.golden_id from quality_late l
                join source_record r on r.entity = l.entity and r.ordinal = l.ordinal
                where l.entity = ? and l.source = ? and l.place > ? and r.state = 1
                    and coalesce(r.observed_at, r.received_at) < ?
                order by l.place limit ?
                """,
                (connection, statement) -> {
                    statement.setString(1, type.name());
                    statement.setString(2, source);
                    statement.setInt(3, after);
                    statement.setObject(4, RecordStore.time(before));
                    statement.setInt(5, limit);
                },
                row -> new Late(row.getInt(1), row.getString(2), Rows.instant(row, 3), row.getObject(4, UUID.class)));
    }
}
