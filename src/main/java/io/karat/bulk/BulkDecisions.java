package io.karat.bulk;

import io.karat.boot.Database;
import io.karat.bulk.BulkDecision.Counts;
import io.karat.bulk.BulkDecision.Item;
import io.karat.bulk.BulkDecision.Verdict;
import io.karat.review.Review;
import io.karat.review.Reviewer;
import io.karat.review.Reviews.Chosen;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Jobs of one verdict on many questions, in the database; leases run by its clock. */
@ApplicationScoped
public class BulkDecisions {

    static final Duration LEASE = Duration.ofSeconds(30);

    private static final String COLUMNS = "id, actor, verdict, reason, state, undoing, created_at, finished_at, error,"
            + " (select array[count(*) filter (where i.state = 'left out'), count(*) filter (where i.state = 'waiting'),"
            + " count(*) filter (where i.state = 'done'), count(*) filter (where i.state = 'kept'), count(*) filter (where"
            + " i.state = 'failed'), count(*) filter (where i.state = 'undone')] from bulk_item i where i.job ="
            + " bulk_decision.id)";
    private static final String ITEM = "place, review, entity, kind, evidence, title, state, decision, code, message";

    private final DataSource database;
    private final Database statements;

    BulkDecisions(DataSource database) {
        this.database = database;
        this.statements = new Database(database);
    }

    /**
     * What is to be decided.
     *
     * @param actor as kept with decisions
     * @param key the caller's own, or null: a draft of the same key is the same draft
     */
    public record Wish(
            Verdict verdict,
            @Nullable String reason,
            String actor,
            Reviewer reviewer,
            @Nullable String key) {}

    /** Freezes what a verdict would be about; changes no question. */
    public BulkDecision draft(Wish wish, List<Chosen> chosen) {
        UUID id = UUID.randomUUID();
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into bulk_decision (id, key, actor, addresses, verdict, reason, state)"
                            + " values (?, ?, ?, ?, ?, ?, 'drafted') on conflict (actor, key) do nothing")) {
                insert.setObject(1, id);
                insert.setString(2, wish.key());
                insert.setString(3, wish.actor());
                insert.setArray(
                        4,
                        connection.createArrayOf(
                                "text", wish.reviewer().addresses().toArray()));
                insert.setString(5, wish.verdict().label());
                insert.setString(6, wish.reason());
                if (insert.executeUpdate() == 1) {
                    insertItems(connection, id, wish, chosen);
                }
            }
            connection.commit();
        } catch (SQLException e) {
            throw failed(e);
        }
        return find(id).or(() -> byKey(wish)).orElseThrow();
    }

    private Optional<BulkDecision> byKey(Wish wish) {
        return statements
                .read(
                        "select " + COLUMNS + " from bulk_decision where actor = ? and key = ?",
                        BulkDecisions::decision,
                        wish.actor(),
                        wish.key())
                .stream()
                .findFirst();
    }

    /** When the first of its questions was decided, or taken back where it is being undone; empty before that. */
    public Optional<Instant> begun(BulkDecision job) {
        return statements
                .read(
                        "select min(case when ? then released_at else at end) from decision where job = ?",
                        row -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        job.undoing(),
                        job.id())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static void insertItems(Connection connection, UUID id, Wish wish, List<Chosen> chosen)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into bulk_item (job, place, review, entity, kind, evidence, title, state, code)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int place = 0; place < chosen.size(); place++) {
                Chosen one = chosen.get(place);
                String obstacle = obstacle(one, wish);
                insert.setObject(1, id);
                insert.setInt(2, place);
                insert.setObject(3, one.id());
                insert.setString(4, one.entity());
                insert.setString(5, one.kind().name().toLowerCase(Locale.ROOT));
                insert.setLong(6, one.evidence());
                insert.setString(7, one.title());
                insert.setString(8, obstacle == null ? "waiting" : "left out");
                insert.setString(9, obstacle);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** The code of the reason why a question takes no part, or null. */
    private static @Nullable String obstacle(Chosen one, Wish wish) {
        if (!one.open()) {
            return "review.ended";
        }
        if (!fits(wish.verdict(), one.kind())) {
            return "decision.kind";
        }
        if (one.claimedBy() != null && !one.claimedBy().equals(wish.reviewer().account())) {
            return "review.claimed";
        }
        if (one.escalatedTo() != null && !wish.reviewer().addresses().contains(one.escalatedTo())) {
            return "review.escalated";
        }
        return wish.reviewer().account().equals(one.firstBy()) ? "second.own" : null;
    }

    /** Which value is right, and whether a request is granted, is answered one by one. */
    private static boolean fits(Verdict verdict, Review.Kind kind) {
        return switch (kind) {
            case MATCH, GUARD, SPLIT -> verdict != Verdict.ACCEPT;
            case QUALITY -> verdict == Verdict.ACCEPT;
            case CHANGE, CONFLICT -> false;
        };
    }

    public Optional<BulkDecision> find(UUID id) {
        return statements
                .read("select " + COLUMNS + " from bulk_decision where id = ?", BulkDecisions::decision, id)
                .stream()
                .findFirst();
    }

    /** The latest ones. */
    public List<BulkDecision> latest(int limit) {
        return statements.read(
                "select " + COLUMNS + " from bulk_decision order by created_at desc, id limit ?",
                BulkDecisions::decision,
                limit);
    }

    /** Questions in one of these states, in their order. */
    public List<Item> items(UUID id, List<String> states, int limit) {
        return statements.read(
                "select " + ITEM + " from bulk_item where job = ? and state = any (?) order by place limit ?",
                BulkDecisions::item,
                id,
                states.toArray(String[]::new),
                limit);
    }

    /** How many take no part, by the code of the reason. */
    public List<Reason> reasons(UUID id) {
        return statements.read(
                "select code, count(*) from bulk_item where job = ? and state in ('left out', 'failed') and code is"
                        + " not null group by code order by 2 desc, 1",
                row -> new Reason(row.getString(1), row.getLong(2)),
                id);
    }

    public record Reason(String code, long count) {}

    /** How many there are by entity type and kind. */
    public List<Kind> kinds(UUID id) {
        return statements.read(
                "select entity, kind, count(*) from bulk_item where job = ? and state <> 'left out'"
                        + " group by entity, kind order by 3 desc, 1, 2",
                row -> new Kind(row.getString(1), row.getString(2), row.getLong(3)),
                id);
    }

    public record Kind(String entity, String kind, long count) {}

    /** Lets a draft run; one that runs or has run is left as it is. */
    public void start(UUID id, String actor) {
        statements.write(
                "update bulk_decision set state = 'ready', changed_by = ? where id = ? and state = 'drafted'",
                actor,
                id);
    }

    /** Lets one go on that was stopped or failed. */
    public void goOn(UUID id, String actor) {
        statements.write(
                "update bulk_decision set state = 'ready', finished_at = null, error = null, changed_by = ?"
                        + " where id = ? and state in ('cancelled', 'failed')",
                actor,
                id);
    }

    /** Stops it after what it is at; what it did stays done. */
    public boolean cancel(UUID id, String actor) {
        return statements.write(
                        "update bulk_decision set state = 'cancelled', finished_at = now(), changed_by = ?"
                                + " where id = ? and state in ('drafted', 'ready', 'running')",
                        actor,
                        id)
                == 1;
    }

    /** Takes back what it did. */
    public boolean undo(UUID id, String actor) {
        return statements.write(
                        "update bulk_decision set state = 'ready', undoing = true, finished_at = null, error = null,"
                                + " changed_by = ? where id = ? and state in ('done', 'cancelled', 'failed') and exists"
                                + " (select 1 from bulk_item i where i.job = bulk_decision.id and i.state = 'done')",
                        actor,
                        id)
                == 1;
    }

    /** Takes the oldest one that nobody works on. */
    Optional<BulkDecision> lease(UUID runner) {
        return statements
                .read(
                        "update bulk_decision set state = 'running', lease_by = ?, lease_until = now() + ? * interval"
                                + " '1 second' where id = (select id from bulk_decision where state in ('ready',"
                                + " 'running') and (state = 'ready' or lease_until is null or lease_until < now()) order"
                                + " by created_at limit 1 for update skip locked) returning " + COLUMNS,
                        BulkDecisions::decision,
                        runner,
                        LEASE.toSeconds())
                .stream()
                .findFirst();
    }

    /** Longer for one more turn; false when it was stopped or somebody else has it. */
    boolean renew(UUID id, UUID runner) {
        return statements.write(
                        "update bulk_decision set lease_until = now() + ? * interval '1 second'"
                                + " where id = ? and lease_by = ? and state = 'running'",
                        LEASE.toSeconds(),
                        id,
                        runner)
                == 1;
    }

    /**
     * What an earlier runner decided and did not come to note is noted now; also what somebody has undone since, or it would
     * be decided again.
     */
    void reconcile(UUID id) {
        statements.write(
                "update bulk_item i set state = case when d.released_at is null then 'done' else 'undone' end,"
                        + " decision = d.id from decision d"
                        + " where i.job = ? and i.state = 'waiting' and d.job = i.job and d.review_id = i.review",
                id);
        statements.write(
                "update bulk_item i set state = 'undone' from bulk_decision b, decision d where i.job = ? and b.id ="
                        + " i.job and b.undoing and i.state = 'done' and d.id = i.decision and d.released_at is not null",
                id);
    }

    /** The next ones to work on: those that wait, or backwards those that are done. */
    List<Item> next(BulkDecision job, int limit) {
        return statements.read(
                "select " + ITEM + " from bulk_item where job = ? and state = ? and code is null order by "
                        + (job.undoing() ? "place desc" : "place") + " limit ?",
                BulkDecisions::item,
                job.id(),
                job.undoing() ? "done" : "waiting",
                limit);
    }

    /** To whom it has been escalated meanwhile, if the job's author is not among them. */
    boolean escalatedAway(UUID id, UUID review) {
        return !statements
                .read(
                        "select 1 from review q, bulk_decision b where b.id = ? and q.id = ? and q.escalated_to is not"
                                + " null and q.escalated_to <> all (b.addresses)",
                        row -> 1,
                        id,
                        review)
                .isEmpty();
    }

    /** What became of a question. */
    record Fate(
            String state,
            @Nullable UUID decision,
            @Nullable String code,
            @Nullable String message) {}

    void note(UUID id, int place, Fate fate) {
        statements.write(
                "update bulk_item set state = ?, decision = coalesce(?::uuid, decision), code = ?, message = ?"
                        + " where job = ? and place = ?",
                fate.state(),
                fate.decision() == null ? null : fate.decision().toString(),
                fate.code(),
                fate.message(),
                id,
                place);
    }

    void finish(UUID id, UUID runner, @Nullable String error) {
        statements.write(
                "update bulk_decision set state = ?, error = ?, finished_at = now(), lease_by = null, lease_until ="
                        + " null where id = ? and lease_by = ? and state = 'running'",
                error == null ? "done" : "failed",
                error,
                id,
                runner);
    }

    private static BulkDecision decision(ResultSet row) throws SQLException {
        Long[] counts = (Long[]) row.getArray(10).getArray();
        OffsetDateTime finished = row.getObject(8, OffsetDateTime.class);
        return new BulkDecision(
                row.getObject(1, UUID.class),
                row.getString(2),
                Verdict.of(row.getString(3)).orElseThrow(),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString(9),
                new Counts(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]));
    }

    private static Item item(ResultSet row) throws SQLException {
        return new Item(
                row.getInt(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getObject(8, UUID.class),
                row.getString(9),
                row.getString(10));
    }

    private static IllegalStateException failed(SQLException e) {
        return new IllegalStateException("the database could not be used (SQL state " + e.getSQLState() + ")", e);
    }
}
