package io.karat.ledger;

import io.agroal.api.AgroalDataSource;
import io.karat.cluster.Cut;
import io.karat.golden.Committed;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.quality.Rulebook;
import io.karat.standardise.Standardiser;
import io.karat.testing.Databases;
import io.karat.testing.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A ledger, of people if nothing else is said, on a real database, without the application around it. */
final class Lab implements AutoCloseable {

    static final EntityType PERSON = person();
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final DataSource database;
    final Path directory;
    final SettableClock clock = new SettableClock(START);
    final List<Committed> commits = new CopyOnWriteArrayList<>();
    private EntityType type;
    private Writer writer;

    private Lab(EntityType type, DataSource database, Path directory) {
        this.type = type;
        this.database = database;
        this.directory = directory;
        this.writer = open();
    }

    static Lab fresh() {
        return fresh(PERSON);
    }

    /** Of people, of whom what this rule of the model says needs approval. */
    static Lab withApproval(String rule) {
        return withApproval(rule, UnaryOperator.identity());
    }

    /** @param change of the model's text */
    static Lab withApproval(String rule, UnaryOperator<String> change) {
        return fresh(approving(rule, change));
    }

    /** @param change of the model's text */
    static EntityType approving(String rule, UnaryOperator<String> change) {
        try {
            String model = change.apply(Files.readString(Path.of("matching-rules", "person.yaml"))) + "approval: "
                    + rule + "\n";
            return switch (ModelFiles.parse("person.yaml", model)) {
                case ModelFiles.Loaded loaded -> loaded.models().getFirst();
                case ModelFiles.Faulty faulty -> throw new AssertionError(faulty.problems());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lab fresh(EntityType type) {
        try {
            Path target = Files.createDirectories(Path.of("target", "labs"));
            return new Lab(
                    type,
                    Databases.fresh(
                            "V1__ledger.sql",
                            "V5__adoption.sql",
                            "V7__judged.sql",
                            "V8__documents.sql",
                            "V9__labels.sql",
                            "V10__revisit.sql",
                            "V11__learnt_once.sql",
                            "V13__quality.sql",
                            "V14__acts.sql",
                            "V15__changes.sql",
                            "V16__conflicts.sql",
                            "V17__queue.sql",
                            "V17_1__second.sql",
                            "V17_2__bulk_decision.sql",
                            "V19__answers.sql",
                            "V19_1__follow.sql",
                            "V22__golden_quality.sql",
                            "V22_1__search_stale.sql",
                            "V22_2__quality_survey.sql",
                            "V23__standard.sql",
                            "V24__answer_given.sql",
                            "V25__quality_coverage.sql"),
                    Files.createTempDirectory(target, "lab"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EntityType person() {
        return type(Path.of("matching-rules"), "person");
    }

    static EntityType type(Path models, String entity) {
        return switch (ModelFiles.load(models)) {
            case ModelFiles.Loaded loaded ->
                loaded.models().stream()
                        .filter(m -> m.name().equals(entity))
                        .findFirst()
                        .orElseThrow();
            case ModelFiles.Faulty faulty -> throw new AssertionError(faulty.problems());
        };
    }

    private Writer open() {
        try {
            Derived derived = Derived.open(directory);
            Rulebook rulebook = QualityStore.rulebook(type, database);
            Loaded loaded = Loaded.takeOver(type, rulebook, database, derived);
            Cut cut = Cut.of(type.matching());
            return new Writer(
                    new Batch.Setting(
                            type,
                            new Standardiser(type),
                            new Inspector(rulebook),
                            cut,
                            new TimeOrderedIds(clock),
                            new Recent(100)),
                    new Transactions.World(database, clock, commits::add),
                    derived,
                    loaded,
                    versions().active(type));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Writer writer() {
        return writer;
    }

    ParameterVersions versions() {
        return new ParameterVersions(database);
    }

    /** Plans whose turns are taken at once, by the caller's thread. */
    Planning planning() {
        return planning(turns());
    }

    private Turns turns() {
        return new Turns() {
            @Override
            public <T> T take(Turn<T> turn) throws InterruptedException {
                try {
                    return turn.take(writer);
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    Planning planning(Turns turns) {
        return new Planning(
                writer.setting(),
                turns,
                new Planning.World(database, versions(), clock, Path.of("target", "labs", "scratch")));
    }

    /** Lands records as a job does; those whose key comes a second time are told afterwards. */
    List<Outcome.OfSource> load(List<? extends Command.OfSource> commands) {
        return load(commands, planning());
    }

    List<Outcome.OfSource> load(String source, List<? extends Command.OfSource> commands) {
        return load(source, commands, planning());
    }

    List<Outcome.OfSource> load(List<? extends Command.OfSource> commands, Planning planning) {
        return load("crm", commands, planning);
    }

    private List<Outcome.OfSource> load(String source, List<? extends Command.OfSource> commands, Planning planning) {
        Arrivals arrivals =
                new Arrivals(writer.setting().standardiser(), writer.setting().inspector(), clock);
        List<Command.OfSource> late = new ArrayList<>();
        try (Landing landing = planning.landing(source, "source:" + source)) {
            for (Command.OfSource command : commands) {
                Arrival arrival = arrivals.of(command);
                boolean lands =
                        command instanceof Command.Upsert && arrival.judgement().taken();
                if (!lands || landing.add(arrival) < 0) {
                    late.add(command);
                }
            }
            List<Outcome.OfSource> outcomes = planning.load(landing, _ -> {});
            late.forEach(this::tell);
            return outcomes;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As after an orderly stop and start. */
    void restart() {
        writer.close();
        writer = open();
    }

    /** After the ledger over it was stopped. */
    void reopen() {
        writer = open();
    }

    /** As after {@code kill -9}: nothing that was not made durable survives on disk. */
    void crash() {
        writer.derived().close();
        writer = open();
    }

    /** As after a stop, a change of the model, and a start. */
    void change(EntityType other) {
        writer.close();
        type = other;
        writer = open();
    }

    Renewal renewal() {
        return renewal(() -> {});
    }

    /** @param before what happens between the reading of records and each turn of the writer */
    Renewal renewal(Runnable before) {
        return new Renewal(late(before), writer.setting(), database);
    }

    Reassessment reassessment() {
        return reassessment(() -> {});
    }

    /** @param before what happens between the reading of records and each turn of the writer */
    Reassessment reassessment(Runnable before) {
        return new Reassessment(late(before), writer.setting(), database);
    }

    private Turns late(Runnable before) {
        Turns turns = turns();
        return new Turns() {
            @Override
            public <T> T take(Turn<T> turn) throws InterruptedException {
                before.run();
                return turns.take(turn);
            }
        };
    }

    Ledger ledger() {
        return new Ledger(writer, new Queue(1_000, 20_000), clock, new Meters(new SimpleMeterRegistry(), type.name()));
    }

    static Command.Upsert upsert(String source, String key, Map<String, String> data) {
        return new Command.Upsert(new RecordKey(source, key), null, RecordData.of(data), "source:" + source);
    }

    static Command.Upsert upsert(String source, String key, Instant at, Map<String, String> data) {
        return new Command.Upsert(new RecordKey(source, key), at, RecordData.of(data), "source:" + source);
    }

    static Command.Delete delete(String source, String key) {
        return new Command.Delete(new RecordKey(source, key), null, "source:" + source);
    }

    List<Outcome.OfSource> tell(Command.OfSource... commands) {
        return tell(List.of(commands));
    }

    /** One batch. */
    List<Outcome.OfSource> tell(List<? extends Command.OfSource> commands) {
        Arrivals arriving =
                new Arrivals(writer.setting().standardiser(), writer.setting().inspector(), clock);
        List<Arrival> arrivals = new ArrayList<>();
        commands.forEach(command -> arrivals.add(arriving.of(command)));
        try {
            List<Outcome.OfSource> outcomes = writer.records(arrivals);
            for (Map.Entry<Long, Integer> value : writer.overheld().entrySet()) {
                writer.demote(value.getValue(), value.getKey());
            }
            return outcomes;
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Outcome.OfSteward act(Command.OfSteward command) {
        try {
            return writer.act(command);
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    UUID goldenOf(String source, String key) {
        return strings("select golden_id from source_record where source = ? and key = ?", source, key).stream()
                .findFirst()
                .map(UUID::fromString)
                .orElseThrow(() -> new AssertionError("no golden record holds " + source + "/" + key));
    }

    int version(UUID golden) {
        return Integer.parseInt(
                strings("select version from golden_record where golden_id = ?::uuid", golden.toString())
                        .get(0));
    }

    /** First column of each row, as text. */
    List<String> strings(String sql, String... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setString(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The partition, as sets of record keys: golden ids aside. */
    Set<Set<String>> partition() {
        Map<String, Set<String>> byGolden = new HashMap<>();
        for (String row :
                strings("select golden_id || ' ' || source || '/' || key from source_record where state = 1")) {
            String[] parts = row.split(" ", 2);
            byGolden.computeIfAbsent(parts[0], g -> new TreeSet<>()).add(parts[1]);
        }
        return new HashSet<>(byGolden.values());
    }

    /** The golden values by the first member's key: golden ids aside. */
    Map<String, String> golden() {
        Map<String, String> golden = new TreeMap<>();
        for (String row : strings("""
                select (select min(r.source || '/' || r.key collate "C") from source_record r
                    where r.entity = g.entity and r.golden_id = g.golden_id) || ' ' || p.values::text
                from golden_record g join golden_payload p on p.entity = g.entity and p.seq = g.seq
                where g.state = 1
                """)) {
            String[] parts = row.split(" ", 2);
            golden.put(parts[0], parts[1]);
        }
        return golden;
    }

    /** The open questions, as pairs of sets of record keys. */
    Set<String> questions() {
        return new TreeSet<>(strings("""
                select q.kind || ': '
                    || (select string_agg(r.source || '/' || r.key, ',' order by r.source, r.key) from source_record r
                        where r.entity = q.entity and r.ordinal = any(q.left_records))
                    || ' or '
                    || (select string_agg(r.source || '/' || r.key, ',' order by r.source, r.key) from source_record r
                        where r.entity = q.entity and r.ordinal = any(q.right_records))
                from review q where q.state = 'open'
                """));
    }

    List<Checks.Violation> violations() {
        return Checks.of(type, database, clock, () -> Checks.foundOtherwise(writer));
    }

    @Override
    public void close() {
        writer.close();
        if (database instanceof AgroalDataSource pool) {
            pool.close();
        }
    }
}
