package io.karat.ledger;

import io.karat.golden.Contribution;
import io.karat.golden.Forge;
import io.karat.golden.GoldenValues;
import io.karat.golden.Overrides;
import io.karat.model.EntityType;
import io.karat.standardise.Standardiser;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Verifies the hub's invariants on the live hub. Each check is one question to the database, or a recomputation; the
 * writer is held between two batches only for the comparison of index and database.
 */
@ApplicationScoped
public class Checks {

    private static final int SAMPLE = 20;
    private static final int CHUNK = 1_000;

    private final DataSource database;
    private final Models models;
    private final Ledgers ledgers;
    private final Clock clock;

    Checks(DataSource database, Models models, Ledgers ledgers, Clock clock) {
        this.database = database;
        this.models = models;
        this.ledgers = ledgers;
        this.clock = clock;
    }

    /**
     * A broken invariant.
     *
     * @param invariant what should hold, in words
     * @param count how often it does not
     * @param examples ids or record keys, at most 20
     */
    public record Violation(String entity, String invariant, long count, List<String> examples) {
        public Violation {
            examples = List.copyOf(examples);
        }
    }

    /** What must come back empty: one line for each offender. */
    private record Question(String invariant, String sql) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question("a source record stands at its highest accepted version", """
                    select r.source || '/' || r.key from source_record r
                    where r.entity = :entity and r.version <> (select max(v.version) from source_record_version v
                        where v.entity = r.entity and v.ordinal = r.ordinal)
                    """),
            new Question("the history holds the data of every former version of a source record", """
                    select r.source || '/' || r.key from source_record r
                    where r.entity = :entity and exists (select 1 from source_record_version v
                        where v.entity = r.entity and v.ordinal = r.ordinal and v.version < r.version
                        and v.op = 1 and v.data is null)
                    """),
            new Question("a live source record belongs to one live golden record", """
                    select r.source || '/' || r.key from source_record r
                    left join golden_record g on g.entity = r.entity and g.golden_id = r.golden_id and g.state = 1
                    where r.entity = :entity and r.state = 1 and g.golden_id is null
                    """),
            new Question("a record that is not live belongs to none", """
                    select r.source || '/' || r.key from source_record r
                    where r.entity = :entity and r.state <> 1 and r.golden_id is not null
                    """),
            new Question("a live golden record has exactly the members it says", """
                    select g.golden_id::text from golden_record g
                    join golden_payload p on p.entity = g.entity and p.seq = g.seq
                    where g.entity = :entity and g.state = 1 and (g.members = 0 or g.members <> cardinality(p.members)
                        or p.members <> (select array_agg(r.ordinal order by r.ordinal) from source_record r
                            where r.entity = g.entity and r.golden_id = g.golden_id))
                    """),
            new Question("a retired id leads, without a cycle, to one live id or to its end", """
                    with recursive walk(start, at, steps) as (
                        select golden_id, heir, 1 from golden_record
                        where entity = :entity and state = 2 and heir is not null
                        union all
                        select w.start, g.heir, w.steps + 1 from walk w
                        join golden_record g on g.entity = :entity and g.golden_id = w.at
                        where g.state = 2 and g.heir is not null and w.steps < 1000)
                    select distinct w.start::text from walk w
                    left join golden_record g on g.entity = :entity and g.golden_id = w.at
                    where g.golden_id is null or w.steps >= 1000
                    """),
            new Question("records that a steward declared different are apart", """
                    select d.id::text from decision d
                    where d.entity = :entity and d.released_at is null and d.verdict = 'different' and exists (
                        select 1 from source_record a join source_record b
                        on b.entity = a.entity and b.golden_id = a.golden_id
                        where a.entity = d.entity and a.ordinal = any(d.left_records) and b.ordinal = any(d.right_records)
                        and a.state = 1 and b.state = 1)
                    """),
            new Question("records that a steward declared the same are together", """
                    select d.id::text from decision d
                    where d.entity = :entity and d.released_at is null and d.verdict = 'same' and (
                        select count(distinct r.golden_id) from source_record r
                        where r.entity = d.entity and r.state = 1
                        and r.ordinal = any(d.left_records || d.right_records)) > 1
                    """),
            new Question("a decided review still has its decision", """
                    select r.id::text from review r left join decision d on d.id = r.decision_id
                    where r.entity = :entity and r.state = 'decided' and r.kind <> 'change' and d.id is null
                        and not (r.kind = 'conflict' and exists (select 1 from pin p where p.id = r.decision_id))
                    """),
            new Question("versions of a golden record are gap-free", """
                    select golden_id::text from golden_version where entity = :entity
                    group by golden_id having min(version) <> 1 or max(version) <> count(*)
                    """),
            new Question("versions of a golden record rise with seq", """
                    select v.golden_id::text from golden_version v
                    join golden_version w on w.entity = v.entity and w.golden_id = v.golden_id and w.version = v.version + 1
                    where v.entity = :entity and w.seq <= v.seq
                    """),
            new Question("the golden record shows its last version", """
                    select g.golden_id::text from golden_record g
                    where g.entity = :entity and not exists (
                        select 1 from golden_version v where v.entity = g.entity and v.golden_id = g.golden_id
                        and v.version = g.version and v.seq = g.seq
                        and not exists (select 1 from golden_version w where w.entity = v.entity
                            and w.golden_id = v.golden_id and w.version > v.version))
                    """),
            new Question("the feed is gap-free and ends at the ledger's seq", """
                    select 'seq ' || l.seq from ledger l where l.entity = :entity and l.seq <> (
                        select count(*) from golden_version v where v.entity = l.entity and v.seq between 1 and l.seq)
                    """),
            new Question("every version has its payload", """
                    select v.seq::text from golden_version v
                    left join golden_payload p on p.entity = v.entity and p.seq = v.seq
                    where v.entity = :entity and p.seq is null
                    """),
            new Question("an open question is about two live golden records, or one that may come apart", """
                    select q.id::text from review q
                    where q.entity = :entity and q.state = 'open' and q.kind <> 'change' and (
                        not exists (select 1 from golden_record g where g.entity = q.entity
                            and g.golden_id = q.left_golden and g.state = 1)
                        or not exists (select 1 from golden_record g where g.entity = q.entity
                            and g.golden_id = q.right_golden and g.state = 1)
                        or (q.kind in ('split', 'quality', 'conflict')) <> (q.left_golden = q.right_golden))
                    """));

    /** All violations; empty when the hub is sound. */
    public List<Violation> run(String entity) {
        EntityType type = models.find(entity)
                .orElseThrow(() -> new IllegalArgumentException("there is no entity type " + entity));
        Ledger ledger = ledgers.of(entity);
        return of(type, database, clock, () -> {
            AtomicReference<List<String>> found = new AtomicReference<>(List.of());
            ledger.between(() -> found.set(foundOtherwise(ledger.writer()))).join();
            return found.get();
        });
    }

    static List<String> foundOtherwise(Writer writer) {
        return Stream.concat(writer.indexedOtherwise().stream(), writer.askedOtherwise().stream())
                .toList();
    }

    static List<Violation> of(
            EntityType type, DataSource database, Clock clock, Supplier<List<String>> indexedOtherwise) {
        List<Violation> violations = new ArrayList<>();
        for (Question question : QUESTIONS) {
            add(violations, type.name(), question.invariant(), ask(database, type.name(), question.sql()));
        }
        add(
                violations,
                type.name(),
                "golden values recomputed equal golden values stored",
                offenders(
                        type, database, (connection, ids) -> forgedOtherwise(connection, type, ids, clock.instant())));
        if (!Reassessment.underWay(type, database)) {
            add(
                    violations,
                    type.name(),
                    "what the quality rules say of a golden record is what is stored",
                    offenders(type, database, (connection, ids) -> judgedOtherwise(connection, type, ids)));
            add(
                    violations,
                    type.name(),
                    "the tally of golden records is their sum",
                    QualityTally.broken(type, database));
        }
        if (type.matching().onePerSource()) {
            add(
                    violations,
                    type.name(),
                    "no golden record holds two records of one source, unless a steward said so",
                    CleanLists.broken(type, database));
        }
        add(
                violations,
                type.name(),
                "the index holds exactly the live records, and what is asked about them",
                indexedOtherwise.get());
        return violations;
    }

    private static void add(List<Violation> to, String entity, String invariant, List<String> offenders) {
        if (!offenders.isEmpty()) {
            to.add(new Violation(
                    entity, invariant, offenders.size(), offenders.subList(0, Math.min(SAMPLE, offenders.size()))));
        }
    }

    private static List<String> ask(DataSource database, String entity, String sql) {
        int parameters = sql.split(":entity", -1).length - 1;
        return Rows.read(
                database,
                sql.replace(":entity", "?"),
                (connection, statement) -> {
                    for (int i = 1; i <= parameters; i++) {
                        statement.setString(i, entity);
                    }
                },
                rows -> rows.getString(1));
    }

    /** Looks at some live golden records. */
    private interface Look {
        List<String> at(Connection connection, List<UUID> ids) throws SQLException;
    }

    private static List<String> offenders(EntityType type, DataSource database, Look look) {
        List<String> offenders = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement snapshot =
                    connection.prepareStatement("set transaction isolation level repeatable read, read only")) {
                snapshot.execute();
            }
            List<UUID> live = live(connection, type);
            for (int from = 0; from < live.size(); from += CHUNK) {
                offenders.addAll(look.at(connection, live.subList(from, Math.min(live.size(), from + CHUNK))));
            }
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException("the database could not be read (SQL state " + e.getSQLState() + ")", e);
        }
        return offenders;
    }

    private static List<String> judgedOtherwise(Connection connection, EntityType type, List<UUID> ids)
            throws SQLException {
        return new GoldenMarks(
                        connection,
                        type,
                        new Standardiser(type),
                        new QualityStore(connection, type.name()).rulebook(type))
                .different(ids).stream()
                        .map(remark -> remark.golden().toString())
                        .toList();
    }

    private static List<UUID> live(Connection connection, EntityType type) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select golden_id from golden_record where entity = ? and state = 1 order by golden_id")) {
            query.setString(1, type.name());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return ids;
    }

    private static List<String> forgedOtherwise(Connection connection, EntityType type, List<UUID> ids, Instant now)
            throws SQLException {
        GoldenStore goldens = new GoldenStore(connection, type);
        Map<UUID, GoldenStore.Stored> stored = goldens.current(ids);
        Map<UUID, int[]> members = new HashMap<>();
        stored.forEach((id, golden) -> members.put(id, golden.members()));
        Map<UUID, Overrides> overrides =
                new Disputes(type, connection).overrides(members, new Pins(connection, type).effective(ids));
        List<Integer> ordinals = stored.values().stream()
                .flatMap(s -> Arrays.stream(s.members()).boxed())
                .toList();
        Map<Integer, Contribution> contributions = new HashMap<>();
        new RecordStore(connection, type.name())
                .contributions(
                        ordinals, new Standardiser(type), new QualityStore(connection, type.name()).rulebook(type))
                .forEach(c -> contributions.put(c.ordinal(), c));
        // What has to follow the time yet is no fault.
        Set<UUID> due = Set.copyOf(new Revisits(connection, type.name()).due(Integer.MAX_VALUE));
        List<String> offenders = new ArrayList<>();
        stored.forEach((id, golden) -> {
            List<Contribution> contributed = Arrays.stream(golden.members())
                    .mapToObj(contributions::get)
                    .filter(java.util.Objects::nonNull)
                    .toList();
            if (!contributed.isEmpty() && !due.contains(id)) {
                GoldenValues again = Forge.forged(type, contributed, overrides.getOrDefault(id, Overrides.NONE), now)
                        .values();
                if (!again.equals(golden.values())) {
                    offenders.add(id.toString());
                }
            }
        });
        return offenders;
    }
}
