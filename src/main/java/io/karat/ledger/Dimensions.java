package io.karat.ledger;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import io.karat.standardise.Finding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Data quality by its dimensions, as the survey found them: of an entity type, a source, an attribute or the golden records.
 * Completeness, validity and uniqueness are those of DAMA, timeliness is the currentness of ISO/IEC 25012.
 */
@ApplicationScoped
public class Dimensions {

    private final Function<String, Rulebook> rulebooks;
    private final DataSource database;
    private final Clock clock;

    @Inject
    Dimensions(Ledgers ledgers, DataSource database, Clock clock) {
        this(entity -> ledgers.of(entity).writer().setting().inspector().rulebook(), database, clock);
    }

    /** @param rulebooks by entity type */
    Dimensions(Function<String, Rulebook> rulebooks, DataSource database, Clock clock) {
        this.rulebooks = rulebooks;
        this.database = database;
        this.clock = clock;
    }

    /** Of so many, so many are as they should be. */
    public record Measure(long all, long good) {

        /** Where there is nothing to measure. */
        public static final Measure NONE = new Measure(0, 0);

        /** 0 to 1; empty where there is nothing to measure. */
        public OptionalDouble share() {
            return all == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) good / all);
        }

        /** Those that are not. */
        public long bad() {
            return all - good;
        }

        private Measure plus(Measure other) {
            return new Measure(all + other.all, good + other.good);
        }

        private static Measure sum(Stream<Measure> measures) {
            return measures.reduce(NONE, Measure::plus);
        }
    }

    /**
     * @param completeness values that are there, of those that are expected
     * @param validity values that can be read and pass all rules about them, of those that are there
     * @param uniqueness records that are their source's only one of their golden record; of an attribute that identifies, values
     *     that no other golden record has
     * @param timeliness records that their source said in time, where the model has a period
     */
    public record Four(Measure completeness, Measure validity, Measure uniqueness, Measure timeliness) {}

    /**
     * What is measured.
     *
     * @param source null for all of them; {@link Quality#GOLDEN} for the golden records
     * @param attribute null for all of them
     */
    public record Of(@Nullable String source, @Nullable String attribute) {

        private boolean golden() {
            return Quality.GOLDEN.equals(source);
        }

        private boolean has(String other) {
            return source == null ? !other.equals(Quality.GOLDEN) : source.equals(other);
        }

        private boolean about(String other) {
            return attribute == null || attribute.equals(other);
        }
    }

    private record Cell(String source, String attribute, LocalDate day, long records, long filled, long invalid) {}

    /** What the survey of a day found. */
    public static final class Day {
        private final LocalDate day;
        private final Set<String> required;
        private final List<Cell> cells = new ArrayList<>();
        private final List<QualitySurvey.OfSource> sources = new ArrayList<>();
        private final List<QualitySurvey.OfAttribute> attributes = new ArrayList<>();

        private Day(LocalDate day, Set<String> required) {
            this.day = day;
            this.required = required;
        }

        public LocalDate day() {
            return day;
        }

        /** By name, without the golden records. */
        public List<String> sources() {
            return cells.stream()
                    .map(Cell::source)
                    .filter(source -> !source.equals(Quality.GOLDEN))
                    .distinct()
                    .sorted()
                    .toList();
        }

        public Four four(Of of) {
            List<Cell> wanted = cells.stream()
                    .filter(cell -> of.has(cell.source()) && of.about(cell.attribute()))
                    .toList();
            return new Four(
                    Measure.sum(wanted.stream()
                            .filter(this::expected)
                            .map(cell -> new Measure(cell.records(), cell.filled()))),
                    Measure.sum(
                            wanted.stream().map(cell -> new Measure(cell.filled(), cell.filled() - cell.invalid()))),
                    uniqueness(of),
                    timeliness(of));
        }

        /** What a source never says is not its to say, unless a rule asks for it. */
        private boolean expected(Cell cell) {
            return cell.filled() > 0 || required.contains(cell.attribute());
        }

        private Measure uniqueness(Of of) {
            boolean ofValues = of.golden() || of.attribute() != null && of.source() == null;
            if (ofValues) {
                return Measure.sum(attributes.stream()
                        .filter(values -> of.about(values.attribute()))
                        .map(values -> new Measure(values.held(), values.held() - values.shared())));
            }
            return of.attribute() != null
                    ? Measure.NONE
                    : Measure.sum(sources.stream()
                            .filter(said -> of.has(said.source()))
                            .map(said -> new Measure(said.records(), said.records() - said.repeated())));
        }

        private Measure timeliness(Of of) {
            return of.golden() || of.attribute() != null
                    ? Measure.NONE
                    : Measure.sum(sources.stream()
                            .filter(said -> of.has(said.source()) && said.late() != null)
                            .map(said ->
                                    new Measure(said.records(), said.records() - Objects.requireNonNull(said.late()))));
        }
    }

    /**
     * By day, today's last; days without a survey are left out.
     *
     * @param days at least 1
     */
    public List<Day> days(EntityType type, int days) {
        LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days - 1L);
        Set<String> required = rulebooks.apply(type.name()).required();
        Set<String> names =
                Set.copyOf(type.attributes().stream().map(Attribute::name).toList());
        TreeMap<LocalDate, Day> found = new TreeMap<>();
        cells(type, first).stream()
                .filter(cell -> names.contains(cell.attribute()))
                .forEach(cell -> found.computeIfAbsent(cell.day(), day -> new Day(day, required))
                        .cells
                        .add(cell));
        QualitySurvey.sourcesSince(database, type.name(), first)
                .forEach(said -> found.computeIfAbsent(said.day(), day -> new Day(day, required))
                        .sources
                        .add(said));
        QualitySurvey.attributesSince(database, type.name(), first).stream()
                .filter(values -> names.contains(values.attribute()))
                .forEach(values -> found.computeIfAbsent(values.day(), day -> new Day(day, required))
                        .attributes
                        .add(values));
        return List.copyOf(found.values());
    }

    private List<Cell> cells(EntityType type, LocalDate first) {
        return Rows.read(
                database,
                "select source, attribute, day, records, filled, invalid from quality_coverage"
                        + " where entity = ? and day >= ?",
                (connection, statement) -> {
                    statement.setString(1, type.name());
                    statement.setObject(2, first);
                },
                row -> new Cell(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, LocalDate.class),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6)));
    }

    /** What is wrong with a value. */
    public enum Fault {
        MISSING,
        INVALID
    }

    /**
     * A record, or a golden record, that lacks a value or has one that is not valid.
     *
     * @param source {@link Quality#GOLDEN} of a golden record, whose key is empty
     * @param why codes of findings and ids of rules; empty where the value is missing
     */
    public record Gap(
            String source,
            String key,
            boolean quarantined,
            @Nullable UUID goldenId,
            List<String> why) {
        public Gap {
            why = List.copyOf(why);
        }
    }

    /** Which records are asked for, as in {@link Of}. */
    public record Asked(String attribute, @Nullable String source, Fault fault) {}

    /** @param next the place after which the next page begins; null where there is none */
    public record Listed<T>(List<T> rows, @Nullable Integer next) {
        public Listed {
            rows = List.copyOf(rows);
        }
    }

    private record Placed(int place, Gap gap) {}

    /**
     * Of the last survey's first thousand of each source, or of the golden records, those that are so still.
     *
     * @param after the place after which the page begins; 0 for the first
     */
    public Listed<Gap> gaps(EntityType type, Asked asked, int after, int limit) {
        List<Placed> found = Quality.GOLDEN.equals(asked.source())
                ? golden(type, asked, after, limit + 1)
                : records(type, asked, after, limit + 1);
        List<Placed> page = found.subList(0, Math.min(limit, found.size()));
        return new Listed<>(
                page.stream()
                        .map(Placed::gap)
                        .filter(gap ->
                                asked.fault() == Fault.MISSING || !gap.why().isEmpty())
                        .toList(),
                found.size() > limit ? page.getLast().place() : null);
    }

    private List<Placed> records(EntityType type, Asked asked, int after, int limit) {
        return Rows.read(
                database,
                """
                select p.place, r.source, r.key, r.state, r.golden_id, r.findings, r.quality from (
                    select row_number() over (order by g.source, u.n) as place, u.ordinal from quality_gap g
                    cross join lateral unnest(g.ordinals) with ordinality as u(ordinal, n)
                    where g.entity = ? and g.attribute = ? and g.invalid = ? and (?::text is null or g.source = ?)
                ) p join source_record r on r.entity = ? and r.ordinal = p.ordinal
                where p.place > ? and r.state in (1, 3) and (r.data -> ? is not null) = ?
                order by p.place limit ?
                """,
                (_, statement) -> {
                    statement.setString(1, type.name());
                    statement.setString(2, asked.attribute());
                    statement.setBoolean(3, asked.fault() == Fault.INVALID);
                    statement.setString(4, asked.source());
                    statement.setString(5, asked.source());
                    statement.setString(6, type.name());
                    statement.setInt(7, after);
                    statement.setString(8, asked.attribute());
                    statement.setBoolean(9, asked.fault() == Fault.INVALID);
                    statement.setInt(10, limit);
                },
                row -> new Placed(
                        row.getInt(1),
                        new Gap(
                                row.getString(2),
                                row.getString(3),
                                row.getInt(4) == RecordView.State.QUARANTINED.code(),
                                row.getObject(5, UUID.class),
                                why(type, asked, Json.findings(row.getString(6)), Marks.of(row.getBytes(7))))));
    }

    private List<Placed> golden(EntityType type, Asked asked, int after, int limit) {
        return Rows.read(
                database,
                """
                select u.n, r.golden_id, r.quality from quality_gap g
                cross join lateral unnest(g.golden_ids) with ordinality as u(golden_id, n)
                join golden_record r on r.entity = g.entity and r.golden_id = u.golden_id
                join golden_payload p on p.entity = r.entity and p.seq = r.seq
                where g.entity = ? and g.source = '' and g.attribute = ? and g.invalid = ? and u.n > ?
                    and r.state = 1 and (coalesce(json_array_length(p.values -> ?), 0) > 0) = ?
                order by u.n limit ?
                """,
                (_, statement) -> {
                    statement.setString(1, type.name());
                    statement.setString(2, asked.attribute());
                    statement.setBoolean(3, asked.fault() == Fault.INVALID);
                    statement.setInt(4, after);
                    statement.setString(5, asked.attribute());
                    statement.setBoolean(6, asked.fault() == Fault.INVALID);
                    statement.setInt(7, limit);
                },
                row -> new Placed(
                        row.getInt(1),
                        new Gap(
                                Quality.GOLDEN,
                                "",
                                false,
                                row.getObject(2, UUID.class),
                                why(type, asked, List.of(), Marks.of(row.getBytes(3))))));
    }

    private List<String> why(EntityType type, Asked asked, List<Finding> findings, Marks marks) {
        if (asked.fault() == Fault.MISSING) {
            return List.of();
        }
        String attribute = asked.attribute();
        return Stream.concat(
                        findings.stream()
                                .filter(finding -> finding.attribute().equals(attribute))
                                .map(Finding::code),
                        rulebooks.apply(type.name()).failed(marks).stream()
                                .filter(check ->
                                        check.ofValues() && check.attributes().contains(attribute))
                                .map(check -> check.rule().id()))
                .distinct()
                .toList();
    }
}
