package io.karat.review;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the questions that a batch of the ledger derived, inside its transaction. A question is identified by what it
 * asks (kind and anchor records of the two groups): evaluating again updates, withdraws or re-opens it and never adds a
 * second one.
 */
public final class Questions {

    /** Age that counts as much as a factor e in impact or uncertainty. */
    private static final Duration TAU = Duration.ofDays(1);

    private static final String OPEN = """
            select id, kind, left_anchor, right_anchor from review
            where entity = ? and state = 'open' and kind not in ('quality', 'conflict', 'change') and (left_anchor = any(?) or right_anchor = any(?))
            """;

    /** For so many anchors a plan of their own is worth its time. */
    private static final int MANY = 64;

    /** The plan that a connection kept from when there were few questions holds every one of them against all anchors. */
    private static final String OPEN_OF_MANY = "set local plan_cache_mode = force_custom_plan; " + OPEN.strip()
            + "; set local plan_cache_mode = force_generic_plan";

    private final Connection connection;
    private final String entity;

    public Questions(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    /**
     * A question that the wanted partition raises.
     *
     * @param leftAnchor ordinal of the record that stands for the left group
     * @param evidence hash of both groups and their features
     */
    public record Raised(
            Review.Kind kind,
            int leftAnchor,
            int rightAnchor,
            UUID leftGolden,
            UUID rightGolden,
            int[] leftRecords,
            int[] rightRecords,
            double logOdds,
            long evidence,
            @Nullable String detail) {

        /** Log impact plus log uncertainty plus age: fixed at creation, so that the order never changes with time. */
        double priority(Instant now) {
            double p = 1 / (1 + Math.exp(-logOdds));
            double uncertainty = 1 - Math.abs(2 * p - 1);
            return Math.log(leftRecords.length + rightRecords.length)
                    + Math.log(uncertainty + 0.01)
                    - now.toEpochMilli() / (double) TAU.toMillis();
        }

        private Identity identity() {
            return new Identity(kind, leftAnchor, rightAnchor);
        }
    }

    private record Identity(Review.Kind kind, int left, int right) {}

    /**
     * What is to be done that the open questions about some records are those that are raised about them now.
     *
     * @param opened how many come up that were not open
     */
    public record Difference(List<UUID> gone, List<Raised> raised, int opened) {

        /** How many go away. */
        public int closed() {
            return gone.size();
        }

        public boolean isEmpty() {
            return gone.isEmpty() && raised.isEmpty();
        }
    }

    /**
     * Brings the open questions about some records in line with what is raised about them now.
     *
     * @param concerned ordinals of all records that were evaluated
     */
    public void settle(int[] concerned, List<Raised> raised, Instant now, Supplier<UUID> ids) throws SQLException {
        settle(difference(concerned, raised), now, ids);
    }

    /** Reads which questions are open, and changes nothing; see {@link #settle(int[], List, Instant, Supplier)}. */
    public Difference difference(int[] concerned, List<Raised> raised) throws SQLException {
        Set<Identity> wanted = new HashSet<>();
        raised.forEach(q -> wanted.add(q.identity()));
        List<UUID> gone = new ArrayList<>();
        Set<Identity> open = new HashSet<>();
        for (Open question : open(concerned)) {
            if (wanted.contains(question.identity())) {
                open.add(question.identity());
            } else {
                gone.add(question.id());
            }
        }
        return new Difference(gone, raised, wanted.size() - open.size());
    }

    /** Does what makes the difference. */
    public void settle(Difference difference, Instant now, Supplier<UUID> ids) throws SQLException {
        withdraw(difference.gone(), now);
        raise(difference.raised(), now, ids);
    }

    private record Open(UUID id, Identity identity) {}

    private List<Open> open(int[] concerned) throws SQLException {
        List<Open> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(concerned.length < MANY ? OPEN : OPEN_OF_MANY)) {
            Array anchors = connection.createArrayOf("int4", boxed(concerned));
            query.setString(1, entity);
            query.setArray(2, anchors);
            query.setArray(3, anchors);
            query.execute();
            if (concerned.length >= MANY) {
                query.getMoreResults();
            }
            try (ResultSet rows = query.getResultSet()) {
                while (rows.next()) {
                    Review.Kind kind = Review.Kind.valueOf(rows.getString(2).toUpperCase(Locale.ROOT));
                    found.add(new Open(
                            rows.getObject(1, UUID.class), new Identity(kind, rows.getInt(3), rows.getInt(4))));
                }
            }
        }
        return found;
    }

    /**
     * Has the database count the questions after very many of them came up. By itself it does so within a minute; until then
     * it goes by the few there were before and holds every one of them against the anchors of each record that arrives.
     */
    public void recount() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Where it is at it already, nobody waits.
            statement.execute("analyze (skip_locked) review");
        }
    }

    private void withdraw(List<UUID> ids, Instant now) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        String sql = """
                update review set state = 'withdrawn', changed_at = ?, claimed_by = null, claimed_until = null
                where id = any(?) and state = 'open'
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setArray(2, connection.createArrayOf("uuid", ids.toArray()));
            update.executeUpdate();
        }
    }

    private void raise(List<Raised> raised, Instant now, Supplier<UUID> ids) throws SQLException {
        if (raised.isEmpty()) {
            return;
        }
        String sql = """
                insert into review (id, entity, kind, left_anchor, right_anchor, left_golden, right_golden, left_records,
                    right_records, log_odds, priority, evidence, detail, left_title, right_title, state, opened_at, changed_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    coalesce((select title from golden_record g where g.entity = ? and g.golden_id = ?), ''),
                    coalesce((select title from golden_record g where g.entity = ? and g.golden_id = ?), ''),
                    'open', ?, ?)
                on conflict (entity, kind, left_anchor, right_anchor, subject) do update set
                    left_golden = excluded.left_golden, right_golden = excluded.right_golden,
                    left_records = excluded.left_records, right_records = excluded.right_records,
                    log_odds = excluded.log_odds, evidence = excluded.evidence, detail = excluded.detail,
                    left_title = excluded.left_title, right_title = excluded.right_title, state = 'open',
                    changed_at = excluded.changed_at, decided_by = null, decided_at = null, decision_id = null,
                    skipped_by = case when review.evidence = excluded.evidence then review.skipped_by else '{}' end
                where review.state <> 'open' or review.evidence <> excluded.evidence
                    or review.left_golden <> excluded.left_golden or review.right_golden <> excluded.right_golden
                    or review.left_title <> excluded.left_title or review.right_title <> excluded.right_title
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Raised q : raised) {
                insert.setObject(1, ids.get());
                insert.setString(2, entity);
                insert.setString(3, q.kind().name().toLowerCase(Locale.ROOT));
                insert.setInt(4, q.leftAnchor());
                insert.setInt(5, q.rightAnchor());
                insert.setObject(6, q.leftGolden());
                insert.setObject(7, q.rightGolden());
                insert.setArray(8, connection.createArrayOf("int4", boxed(q.leftRecords())));
                insert.setArray(9, connection.createArrayOf("int4", boxed(q.rightRecords())));
                insert.setDouble(10, q.logOdds());
                insert.setDouble(11, q.priority(now));
                insert.setLong(12, q.evidence());
                insert.setString(13, q.detail());
                insert.setString(14, entity);
                insert.setObject(15, q.leftGolden());
                insert.setString(16, entity);
                insert.setObject(17, q.rightGolden());
                insert.setObject(18, now.atOffset(ZoneOffset.UTC));
                insert.setObject(19, now.atOffset(ZoneOffset.UTC));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static Object[] boxed(int[] values) {
        return Arrays.stream(values).boxed().toArray();
    }
}
