package io.karat.review;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Writes the questions about values on which sources disagree, inside the ledger's transaction: one for each attribute (or
 * group) of a golden record.
 */
public final class ConflictQuestions {

    private static final String KIND = "conflict";

    private final Connection connection;
    private final String entity;

    public ConflictQuestions(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    /**
     * @param golden a live one
     * @param anchor ordinal of the first of its records
     * @param unit attribute or group
     * @param records ordinals of the records that say something
     * @param evidence changes when the values do, or who says them
     */
    public record Raised(UUID golden, int anchor, String unit, int[] records, long evidence) {

        /** As of the most uncertain question about as many records; see {@link Questions}. */
        double priority(Instant now) {
            return Math.log(records.length)
                    + Math.log(1.01)
                    - now.toEpochMilli() / (double) Duration.ofDays(1).toMillis();
        }

        private Identity identity() {
            return new Identity(anchor, unit);
        }
    }

    private record Identity(int anchor, String unit) {}

    /**
     * @param concerned golden records that were looked at, retired ones included
     * @param raised about these
     * @return how many questions were opened and closed by this: {@code {opened, closed}}
     */
    public int[] settle(Collection<UUID> concerned, List<Raised> raised, Instant now, Supplier<UUID> ids)
            throws SQLException {
        Set<Identity> wanted = raised.stream().map(Raised::identity).collect(Collectors.toSet());
        Set<Identity> open = new HashSet<>();
        List<UUID> gone = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select id, left_anchor, subject from review
                where entity = ? and kind = ? and state = 'open' and left_golden = any(?)
                """)) {
            query.setString(1, entity);
            query.setString(2, KIND);
            query.setArray(3, connection.createArrayOf("uuid", concerned.toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Identity identity = new Identity(rows.getInt(2), rows.getString(3));
                    if (wanted.contains(identity)) {
                        open.add(identity);
                    } else {
                        gone.add(rows.getObject(1, UUID.class));
                    }
                }
            }
        }
        withdraw(gone, now);
        raise(raised, now, ids);
        return new int[] {wanted.size() - open.size(), gone.size()};
    }

    private void withdraw(List<UUID> ids, Instant now) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update review set state = 'withdrawn', changed_at = ?, claimed_by = null, claimed_until = null
                where id = any(?) and state = 'open'
                """)) {
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
                insert into review (id, entity, kind, left_anchor, right_anchor, subject, left_golden, right_golden,
                    left_records, right_records, log_odds, priority, evidence, detail, left_title, right_title, state,
                    opened_at, changed_at)
                select ?, g.entity, ?, ?, ?, ?, g.golden_id, g.golden_id, ?, ?, 0, ?, ?, ?, g.title, g.title, 'open', ?, ?
                from golden_record g where g.entity = ? and g.golden_id = ?
                on conflict (entity, kind, left_anchor, right_anchor, subject) do update set
                    left_golden = excluded.left_golden, right_golden = excluded.right_golden,
                    left_records = excluded.left_records, right_records = excluded.right_records,
                    evidence = excluded.evidence, left_title = excluded.left_title, right_title = excluded.right_title,
                    state = 'open', changed_at = excluded.changed_at,
                    decided_by = null, decided_at = null, decision_id = null,
                    skipped_by = case when review.evidence = excluded.evidence then review.skipped_by else '{}' end
                where review.state <> 'open' or review.evidence <> excluded.evidence
                    or review.left_golden <> excluded.left_golden or review.left_title <> excluded.left_title
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Raised question : raised) {
                Object[] records = Arrays.stream(question.records()).boxed().toArray();
                insert.setObject(1, ids.get());
                insert.setString(2, KIND);
                insert.setInt(3, question.anchor());
                insert.setInt(4, question.anchor());
                insert.setString(5, question.unit());
                insert.setArray(6, connection.createArrayOf("int4", records));
                insert.setArray(7, connection.createArrayOf("int4", records));
                insert.setDouble(8, question.priority(now));
                insert.setLong(9, question.evidence());
                insert.setString(10, question.unit());
                insert.setObject(11, now.atOffset(ZoneOffset.UTC));
                insert.setObject(12, now.atOffset(ZoneOffset.UTC));
                insert.setString(13, entity);
                insert.setObject(14, question.golden());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
