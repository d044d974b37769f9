package io.karat.ledger;

import io.karat.review.Review;
import io.karat.standardise.Features;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stewards' decisions, within one transaction. */
final class DecisionStore {

    /** A review as it stands when it is answered. */
    record Question(
            UUID id,
            String state,
            Review.Kind kind,
            double logOdds,
            long evidence,
            int[] left,
            int[] right,
            UUID golden,
            @Nullable String detail,
            @Nullable String claimedBy,
            boolean leaseRuns,
            @Nullable UUID waitsFor) {

        double probability() {
            return 1 / (1 + Math.exp(-logOdds));
        }

        boolean heldByOther(String actor) {
            // People claim by their account's name, systems by their whole actor.
            return leaseRuns && claimedBy != null && !actor.equals("user:" + claimedBy) && !actor.equals(claimedBy);
        }
    }

    private final Connection connection;
    private final String entity;

    DecisionStore(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    Optional<Question> question(UUID review) throws SQLException {
        String sql = """
                select id, state, kind, log_odds, evidence, left_records, right_records, left_golden, detail, claimed_by,
                    coalesce(claimed_until > now(), false), waits_for
                from review where id = ? and entity = ? and kind <> 'change' for update
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, review);
            query.setString(2, entity);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                return Optional.of(new Question(
                        rows.getObject(1, UUID.class),
                        rows.getString(2),
                        Review.Kind.valueOf(rows.getString(3).toUpperCase(Locale.ROOT)),
                        rows.getDouble(4),
                        rows.getLong(5),
                        ints(rows, 6),
                        ints(rows, 7),
                        rows.getObject(8, UUID.class),
                        rows.getString(9),
                        rows.getString(10),
                        rows.getBoolean(11),
                        rows.getObject(12, UUID.class)));
            }
        }
    }

    /** @param decision null where the answer is a pin */
    void answered(UUID review, @Nullable UUID decision, String actor, Instant now) throws SQLException {
        String sql = """
                update review set state = 'decided', decided_by = ?, decided_at = ?, decision_id = ?,
                    claimed_by = null, claimed_until = null, changed_at = ? where id = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, actor);
            update.setObject(2, RecordStore.time(now));
            update.setObject(3, decision);
            update.setObject(4, RecordStore.time(now));
            update.setObject(5, review);
            update.executeUpdate();
        }
    }

    /**
     * Who decided, and why.
     *
     * @param review that it answers, or null
     * @param act what was done in one: decisions of one act are undone together
     * @param approver or null where that was not asked for
     */
    record Circumstances(
            @Nullable String reason,
            String actor,
            @Nullable UUID review,
            UUID act,
            @Nullable String approver) {}

    /** The decision is a part of a job. */
    void ofJob(UUID decision, @Nullable UUID job) throws SQLException {
        if (job == null) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("update decision set job = ? where id = ?")) {
            update.setObject(1, job);
            update.setObject(2, decision);
            update.executeUpdate();
        }
    }

    void insert(Standing decision, Circumstances circumstances, Batch batch) throws SQLException {
        String sql = """
                insert into decision (id, entity, verdict, left_records, right_records, left_features, right_features,
                    reason, author, at, review_id, batch, act, approver)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, decision.id());
            insert.setString(2, entity);
            insert.setString(3, decision.verdict().name().toLowerCase(Locale.ROOT));
            insert.setArray(4, connection.createArrayOf("int4", boxed(decision.left())));
            insert.setArray(5, connection.createArrayOf("int4", boxed(decision.right())));
            insert.setArray(6, connection.createArrayOf("int8", fingerprints(decision.left(), batch.draft())));
            insert.setArray(7, connection.createArrayOf("int8", fingerprints(decision.right(), batch.draft())));
            insert.setString(8, circumstances.reason());
            insert.setString(9, circumstances.actor());
            insert.setObject(10, RecordStore.time(batch.now()));
            insert.setObject(11, circumstances.review());
            insert.setLong(12, batch.counters().batch());
            insert.setObject(13, circumstances.act());
            insert.setString(14, circumstances.approver());
            insert.executeUpdate();
        }
    }

    /** Keeps that a record may stay as it is, whatever rules it fails. */
    void acknowledge(UUID id, int record, Command.Acknowledge command, Batch batch) throws SQLException {
        String sql = """
                insert into decision (id, entity, verdict, left_records, right_records, left_features, right_features,
                    reason, author, at, review_id, batch, act)
                values (?, ?, 'accepted', ?, '{}', ?, '{}', ?, ?, ?, ?, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            int[] records = {record};
            insert.setObject(1, id);
            insert.setString(2, entity);
            insert.setArray(3, connection.createArrayOf("int4", boxed(records)));
            insert.setArray(4, connection.createArrayOf("int8", fingerprints(records, batch.draft())));
            insert.setString(5, command.reason());
            insert.setString(6, command.actor());
            insert.setObject(7, RecordStore.time(batch.now()));
            insert.setObject(8, command.review());
            insert.setLong(9, batch.counters().batch());
            insert.setObject(10, id);
            insert.executeUpdate();
        }
    }

    /**
     * Takes back that a record may stay as it is; the question returns where it still fails.
     *
     * @param asked numbers of the checks about which a steward is asked
     * @return false when no such decision stands
     */
    boolean takeBack(Command.Undo undo, Object[] asked, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update decision set released_at = ?, released_by = ?, release_reason = ?
                where id = ? and entity = ? and verdict = 'accepted' and released_at is null
                """)) {
            update.setObject(1, RecordStore.time(now));
            update.setString(2, undo.actor());
            update.setString(3, undo.reason());
            update.setObject(4, undo.decision());
            update.setString(5, entity);
            if (update.executeUpdate() == 0) {
                return false;
            }
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update review q set decided_by = null, decided_at = null, decision_id = null, changed_at = ?,
                    state = case when exists (select 1 from quality_finding f join source_record r
                            on r.entity = f.entity and r.ordinal = f.ordinal and r.source = f.source
                        where r.entity = q.entity and r.ordinal = q.left_anchor and r.state = 1
                        and f.number = any(?)) then 'open' else 'withdrawn' end
                where q.decision_id = ?
                """)) {
            update.setObject(1, RecordStore.time(now));
            update.setArray(2, connection.createArrayOf("int2", asked));
            update.setObject(3, undo.decision());
            update.executeUpdate();
        }
        return true;
    }

    /** The decision, if it stands, and those that were made in one act with it. */
    List<Standing> standingOfAct(UUID decision) throws SQLException {
        String sql = """
                select d.id, d.verdict, d.left_records, d.right_records
                from decision named join decision d on d.entity = named.entity and d.act = named.act
                where named.id = ? and named.entity = ? and named.released_at is null and d.released_at is null
                    and d.verdict in ('same', 'different')
                order by d.at, d.id for update
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, decision);
            query.setString(2, entity);
            return read(query);
        }
    }

    /** Whether a decision, a pin or an edit of values has not been undone. */
    boolean stands(UUID decision) throws SQLException {
        String sql = """
                select exists (select 1 from decision where ? in (id, act) and released_at is null)
                    or exists (select 1 from pin where ? in (id, act) and released_at is null)
                    or exists (select 1 from pin where ended_by = ?)
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, decision);
            query.setObject(2, decision);
            query.setObject(3, decision);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    /** The records that a decision, and those made in one act with it, are about; none of a pin. */
    int[] records(UUID decision) throws SQLException {
        String sql = """
                select coalesce(array_agg(distinct r.ordinal), '{}')
                from decision named join decision d on d.entity = named.entity and d.act = named.act,
                    unnest(d.left_records || d.right_records) as r(ordinal)
                where named.id = ? and named.entity = ?
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, decision);
            query.setString(2, entity);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? ints(rows, 1) : new int[0];
            }
        }
    }

    /** The live golden records that an undo of this decision, pin or edit is about: the first ones, by their ids. */
    List<UUID> goldens(UUID decision) throws SQLException {
        String sql = """
                with recursive pinned (golden_id) as (
                    select golden_id from pin where ? in (id, act, ended_by) and entity = ?
                    union select g.heir from pinned p join golden_record g on g.golden_id = p.golden_id
                        where g.entity = ? and g.state = 2 and g.heir is not null)
                select g.golden_id from pinned p join golden_record g on g.entity = ? and g.golden_id = p.golden_id
                    where g.state = 1
                union
                select r.golden_id from decision named join decision d on d.entity = named.entity and d.act = named.act
                    join source_record r on r.entity = d.entity and r.ordinal = any(d.left_records || d.right_records)
                    where named.id = ? and named.entity = ? and r.state = 1 and r.golden_id is not null
                order by 1 limit ?
                """;
        List<UUID> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, decision);
            query.setString(2, entity);
            query.setString(3, entity);
            query.setString(4, entity);
            query.setObject(5, decision);
            query.setString(6, entity);
            query.setInt(7, Command.AsSeen.MOST_GOLDEN);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return found;
    }

    /** Whether another act about any of these records was decided after that transaction of the ledger. */
    boolean anySince(UUID decision, int[] records, long batch) throws SQLException {
        String sql = """
                select exists (select 1 from decision d
                    where d.entity = ? and d.batch > ? and (d.left_records && ? or d.right_records && ?)
                        and d.act <> (select act from decision where id = ?))
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            Array about = connection.createArrayOf("int4", boxed(records));
            query.setString(1, entity);
            query.setLong(2, batch);
            query.setArray(3, about);
            query.setArray(4, about);
            query.setObject(5, decision);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    List<Standing> standing() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select id, verdict, left_records, right_records from decision"
                        + " where entity = ? and released_at is null and verdict in ('same', 'different') order by at, id")) {
            query.setString(1, entity);
            return read(query);
        }
    }

    /** Those in which one of these records is named. */
    List<Standing> standing(int[] records) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select id, verdict, left_records, right_records from decision"
                        + " where entity = ? and released_at is null and verdict in ('same', 'different')"
                        + " and (left_records && ? or right_records && ?) order by at, id")) {
            Array about = connection.createArrayOf("int4", boxed(records));
            query.setString(1, entity);
            query.setArray(2, about);
            query.setArray(3, about);
            return read(query);
        }
    }

    private static List<Standing> read(PreparedStatement query) throws SQLException {
        List<Standing> found = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                found.add(new Standing(
                        rows.getObject(1, UUID.class),
                        Command.Verdict.valueOf(rows.getString(2).toUpperCase(Locale.ROOT)),
                        ints(rows, 3),
                        ints(rows, 4)));
            }
        }
        return found;
    }

    void release(UUID decision, @Nullable String reason, String actor, Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update decision set released_at = ?, released_by = ?, release_reason = ? where id = ?")) {
            update.setObject(1, RecordStore.time(now));
            update.setString(2, actor);
            update.setString(3, reason);
            update.setObject(4, decision);
            update.executeUpdate();
        }
    }

    private static Object[] fingerprints(int[] ordinals, View view) {
        return Arrays.stream(ordinals)
                .mapToObj(view::features)
                .map(DecisionStore::fingerprint)
                .toArray();
    }

    private static Object fingerprint(@Nullable Features features) {
        return features == null ? 0L : features.fingerprint();
    }

    private static Object[] boxed(int[] values) {
        return Arrays.stream(values).boxed().toArray();
    }

    private static int[] ints(ResultSet rows, int column) throws SQLException {
        return GoldenStore.ints((Integer[]) rows.getArray(column).getArray());
    }
}
