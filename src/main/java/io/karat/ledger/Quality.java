package io.karat.ledger;

import io.karat.model.QualityRule.Severity;
import io.karat.quality.Check;
import io.karat.quality.Marks;
import io.karat.quality.Rulebook;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads what the quality rules found. Scores come from tallies that the ledger keeps, never from the records. */
@ApplicationScoped
public class Quality {

    /** Pages are cut to this size. */
    public static final int LARGEST_PAGE = 500;

    /** In the place of a source: the golden records. */
    public static final String GOLDEN = QualityStore.GOLDEN;

    private final Ledgers ledgers;
    private final DataSource database;
    private final Clock clock;

    Quality(Ledgers ledgers, DataSource database, Clock clock) {
        this.ledgers = ledgers;
        this.database = database;
        this.clock = clock;
    }

    /** A rule that a record fails. */
    public record Failure(String rule, List<String> attributes, Severity severity, String message) {
        static Failure of(Check check) {
            return new Failure(
                    check.rule().id(),
                    check.attributes(),
                    check.rule().severity(),
                    check.rule().message());
        }
    }

    /** What a record fails, in the order of the model. */
    public List<Failure> failures(String entity, Marks marks) {
        return rulebook(entity).failed(marks).stream().map(Failure::of).toList();
    }

    /** Of one record, 0 to 1; empty where no rule applies. */
    public OptionalDouble score(String entity, Marks marks) {
        return rulebook(entity).score(marks);
    }

    /**
     * How often a check applied and failed.
     *
     * @param check as in the model
     */
    public record Tallied(Check check, long applied, long failed) {}

    /** One source, as it stands. */
    public record SourceTally(String source, long records, long quarantined, List<Tallied> checks) {
        public SourceTally {
            checks = List.copyOf(checks);
        }
    }

    /** How all sources stand, by name. */
    public List<SourceTally> sources(String entity) {
        Map<String, Long> quarantined = quarantined(entity);
        Map<String, Stand> stands = new TreeMap<>();
        latest(entity, "source <> ''").forEach(stand -> stands.put(stand.source(), stand));
        quarantined.keySet().forEach(source -> stands.computeIfAbsent(source, Stand::none));
        return stands.values().stream()
                .map(stand -> new SourceTally(
                        stand.source(),
                        stand.records(),
                        quarantined.getOrDefault(stand.source(), 0L),
                        tallied(entity, List.of(stand))))
                .toList();
    }

    /** How the live golden records stand; {@code source} is empty. */
    public SourceTally golden(String entity) {
        Stand stand = latest(entity, "source = ''").stream().findFirst().orElseGet(() -> Stand.none(GOLDEN));
        return new SourceTally(GOLDEN, stand.records(), 0, tallied(entity, List.of(stand)));
    }

    private List<Stand> latest(String entity, String which) {
        return stands(
                entity,
                "select distinct on (source) source, day, records, applied, failed from quality_day where " + which
                        + " and entity = ? order by source, day desc");
    }

    /** The sum of several, by check. */
    public static List<Tallied> sum(List<SourceTally> sources) {
        Map<Check, long[]> sums = new HashMap<>();
        List<Check> order = new ArrayList<>();
        for (SourceTally source : sources) {
            for (Tallied tallied : source.checks()) {
                long[] sum = sums.computeIfAbsent(tallied.check(), check -> {
                    order.add(check);
                    return new long[2];
                });
                sum[0] += tallied.applied();
                sum[1] += tallied.failed();
            }
        }
        return order.stream()
                .map(check -> {
                    long[] sum = sums.getOrDefault(check, new long[2]);
                    return new Tallied(check, sum[0], sum[1]);
                })
                .toList();
    }

    /** See {@link Rulebook}; empty where nothing applied. */
    public static OptionalDouble score(List<Tallied> tallies) {
        double all = 0;
        double passed = 0;
        for (Tallied tallied : tallies) {
            all += (double) tallied.check().weight() * tallied.applied();
            passed += (double) tallied.check().weight() * (tallied.applied() - tallied.failed());
        }
        return all == 0 ? OptionalDouble.empty() : OptionalDouble.of(passed / all);
    }

    /** @param score empty where nothing applied */
    public record Day(LocalDate day, long records, OptionalDouble score) {}

    /**
     * How it stood at the end of each of the last days, today's last. Days before the first finding are left out.
     *
     * @param source of all where it is null; {@link #GOLDEN} for the golden records
     * @param attribute of all where it is null
     * @param days at least 1
     */
    public List<Day> trend(String entity, @Nullable String source, @Nullable String attribute, int days) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate first = today.minusDays(days - 1L);
        TreeMap<LocalDate, List<Stand>> byDay = new TreeMap<>();
        stands(entity, "select source, day, records, applied, failed from quality_day where entity = ? order by day")
                .stream()
                .filter(stand -> source == null
                        ? !stand.source().equals(GOLDEN)
                        : stand.source().equals(source))
                .forEach(stand -> byDay.computeIfAbsent(stand.day(), day -> new ArrayList<>())
                        .add(stand));
        Map<String, Stand> now = new TreeMap<>();
        byDay.headMap(first).values().forEach(stands -> stands.forEach(stand -> now.put(stand.source(), stand)));
        List<Day> trend = new ArrayList<>();
        Predicate<Tallied> wanted =
                tallied -> attribute == null || tallied.check().attributes().contains(attribute);
        for (LocalDate day = first; !day.isAfter(today); day = day.plusDays(1)) {
            byDay.getOrDefault(day, List.of()).forEach(stand -> now.put(stand.source(), stand));
            if (!now.isEmpty()) {
                List<Tallied> tallies = tallied(entity, List.copyOf(now.values())).stream()
                        .filter(wanted)
                        .toList();
                trend.add(new Day(
                        day, now.values().stream().mapToLong(Stand::records).sum(), score(tallies)));
            }
        }
        return trend;
    }

    /** A record that fails a rule, or several where it is in quarantine. */
    public record Found(
            String source,
            String key,
            int version,
            boolean quarantined,
            @Nullable UUID goldenId,
            List<Failure> failures) {
        public Found {
            failures = List.copyOf(failures);
        }
    }

    /** @param next the record after which the next page begins; null where there is none */
    public record Page(List<Found> records, @Nullable After next) {
        public Page {
            records = List.copyOf(records);
        }
    }

    /** A place in a list. */
    public record After(int number, String source, String key, int ordinal) {

        /** As it stands in an address. */
        public String cursor() {
            String text = number + "\n" + ordinal + "\n" + source + "\n" + key;
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        /** @throws IllegalArgumentException for what is no cursor of ours */
        public static After of(String cursor) {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\n", 4);
            if (parts.length != 4) {
                throw new IllegalArgumentException("no cursor of ours");
            }
            return new After(Integer.parseInt(parts[0]), parts[2], parts[3], Integer.parseInt(parts[1]));
        }
    }

    /** Records that fail a rule, by check and source. */
    public Page findings(String entity, Filter filter, @Nullable After after, int limit) {
        Rulebook rulebook = rulebook(entity);
        Map<Integer, Check> wanted = new HashMap<>();
        rulebook.checks().stream()
                .filter(check -> filter.rule() == null || check.rule().id().equals(filter.rule()))
                .filter(check ->
                        filter.attribute() == null || check.attributes().contains(filter.attribute()))
                .forEach(check -> wanted.put(check.number(), check));
        After from = after == null ? new After(-1, "", "", -1) : after;
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        record Row(int number, int ordinal, Found found) {}
        List<Row> rows = Rows.read(
                database,
                """
                select f.number, f.ordinal, r.source, r.key, r.version, r.state, r.golden_id
                from quality_finding f join source_record r on r.entity = f.entity and r.ordinal = f.ordinal
                where f.entity = ? and f.number = any(?) and (?::text is null or f.source = ?)
                    and (f.number, f.source, f.ordinal) > (?, ?, ?)
                order by f.number, f.source, f.ordinal limit ?
                """,
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setArray(
                            2, connection.createArrayOf("int2", wanted.keySet().toArray()));
                    statement.setString(3, filter.source());
                    statement.setString(4, filter.source());
                    statement.setInt(5, from.number());
                    statement.setString(6, from.source());
                    statement.setInt(7, from.ordinal());
                    statement.setInt(8, size + 1);
                },
                row -> {
                    Check check = wanted.get(row.getInt(1));
                    return new Row(
                            row.getInt(1),
                            row.getInt(2),
                            new Found(
                                    row.getString(3),
                                    row.getString(4),
                                    row.getInt(5),
                                    row.getInt(6) == RecordView.State.QUARANTINED.code(),
                                    row.getObject(7, UUID.class),
                                    check == null ? List.of() : List.of(Failure.of(check))));
                });
        List<Row> page = rows.subList(0, Math.min(size, rows.size()));
        After next = rows.size() <= size
                ? null
                : new After(
                        page.getLast().number(),
                        page.getLast().found().source(),
                        "",
                        page.getLast().ordinal());
        return new Page(page.stream().map(Row::found).toList(), next);
    }

    /** What a list is about; null where it is about all. */
    public record Filter(
            @Nullable String rule,
            @Nullable String attribute,
            @Nullable String source) {}

    /** Records in quarantine, by source and key. */
    public Page quarantine(String entity, @Nullable String source, @Nullable After after, int limit) {
        Rulebook rulebook = rulebook(entity);
        After from = after == null ? new After(0, "", "", 0) : after;
        int size = Math.clamp(limit, 1, LARGEST_PAGE);
        List<Found> rows = Rows.read(
                database,
                """
                select source, key, version, quality from source_record
                where entity = ? and state = 3 and (?::text is null or source = ?) and (source, key) > (?, ?)
                order by source, key limit ?
                """,
                (connection, statement) -> {
                    statement.setString(1, entity);
                    statement.setString(2, source);
                    statement.setString(3, source);
                    statement.setString(4, from.source());
                    statement.setString(5, from.key());
                    statement.setInt(6, size + 1);
                },
                row -> new Found(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        true,
                        null,
                        rulebook.failed(Marks.of(row.getBytes(4))).stream()
                                .map(Failure::of)
                                .toList()));
        List<Found> page = rows.subList(0, Math.min(size, rows.size()));
        After next = rows.size() <= size
                ? null
                : new After(0, page.getLast().source(), page.getLast().key(), 0);
        return new Page(page, next);
    }

    private Map<String, Long> quarantined(String entity) {
        Map<String, Long> counts = new TreeMap<>();
        Rows.read(
                        database,
                        "select source, count(*) from source_record where entity = ? and state = 3 group by source",
                        (connection, statement) -> statement.setString(1, entity),
                        row -> Map.entry(row.getString(1), row.getLong(2)))
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    private record Stand(String source, LocalDate day, long records, Long[] applied, Long[] failed) {
        static Stand none(String source) {
            return new Stand(source, LocalDate.EPOCH, 0, new Long[0], new Long[0]);
        }

        long applied(int number) {
            return number < applied.length ? applied[number] : 0;
        }

        long failed(int number) {
            return number < failed.length ? failed[number] : 0;
        }
    }

    private List<Stand> stands(String entity, String sql) {
        return Rows.read(
                database,
                sql,
                (connection, statement) -> statement.setString(1, entity),
                row -> new Stand(
                        row.getString(1),
                        row.getObject(2, LocalDate.class),
                        row.getLong(3),
                        (Long[]) row.getArray(4).getArray(),
                        (Long[]) row.getArray(5).getArray()));
    }

    /** Of the checks that the model has, in its order. */
    private List<Tallied> tallied(String entity, List<Stand> stands) {
        return rulebook(entity).checks().stream()
                .map(check -> new Tallied(
                        check,
                        stands.stream()
                                .mapToLong(s -> s.applied(check.number()))
                                .sum(),
                        stands.stream().mapToLong(s -> s.failed(check.number())).sum()))
                .toList();
    }

    private Rulebook rulebook(String entity) {
        return ledgers.of(entity).writer().setting().inspector().rulebook();
    }
}
