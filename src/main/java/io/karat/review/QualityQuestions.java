package io.karat.review;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Writes the questions that quality rules raise about single records, inside the ledger's transaction: one for each record.
 * One that was answered returns only when what the record fails, or the values behind it, changed.
 */
public final class QualityQuestions {

    private static final String KIND = "quality";

    private final Connection connection;
    private final String entity;

    public QualityQuestions(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    /**
     * @param record its ordinal
     * @param golden that it belongs to
     * @param evidence changes exactly when the answer may
     * @param rules that it fails, with commas between them
     */
    public record Raised(int record, UUID golden, long evidence, String rules) {

        /** As of the least certain question about two records; see {@link Questions}. */
        double priority(Instant now) {
            return Math.log(2)
                    + Math.log(1.01)
                    - now.toEpochMilli() / (double) Duration.ofDays(1).toMillis();
        }
    }

    /** @param concerned ordinals of all records that were judged; those about which nothing is raised lose their question */
    public void settle(Collection<Integer> concerned, List<Raised> raised, Instant now, Supplier<UUID> ids)
            throws SQLException {
        Set<Integer> asked = raised.stream().map(Raised::record).collect(Collectors.toSet());
        withdraw(concerned.stream().filter(ordinal -> !asked.contains(ordinal)).toList(), now);
        raise(raised, now, ids);
    }

    /** No rule asks a steward any more. */
    public void withdrawAll(Instant now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update review set state = 'withdrawn', changed_at = ?, claimed_by = null, claimed_until = null
                where entity = ? and kind = ? and state = 'open'
                """)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, entity);
            update.setString(3, KIND);
            update.executeUpdate();
        }
    }

    private void withdraw(List<Integer> records, Instant now) throws SQLException {
        if (records.isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update review set state = 'withdrawn', changed_at = ?, claimed_by = null, claimed_until = null
                where entity = ? and kind = ? and state = 'open' and left_anchor = any(?)
                """)) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, entity);
            update.setString(3, KIND);
            update.setArray(4, connection.createArrayOf("int4", records.toArray()));
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
                select ?, g.entity, ?, ?, ?, g.golden_id, g.golden_id, ?, ?, 0, ?, ?, ?, g.title, g.title, 'open', ?, ?
                from golden_record g where g.entity = ? and g.golden_id = ?
                on conflict (entity, kind, left_anchor, right_anchor, subject) do update set
                    left_golden = excluded.left_golden, right_golden = excluded.right_golden,
                    evidence = excluded.evidence, detail = excluded.detail, left_title = excluded.left_title,
                    right_title = excluded.right_title, state = 'open', changed_at = excluded.changed_at,
                    decided_by = null, decided_at = null, decision_id = null,
                    skipped_by = case when review.evidence = excluded.evidence then review.skipped_by else '{}' end
                where review.evidence <> excluded.evidence or review.state = 'withdrawn'
                    or review.state = 'open' and review.left_golden <> excluded.left_golden
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            for (Raised question : raised) {
                insert.setObject(1, ids.get());
                insert.setString(2, KIND);
                insert.setInt(3, question.record());
                insert.setInt(4, question.record());
                insert.setArray(5, connection.createArrayOf("int4", new Object[] {question.record()}));
                insert.setArray(6, connection.createArrayOf("int4", new Object[] {question.record()}));
                insert.setDouble(7, question.priority(now));
                insert.setLong(8, question.evidence());
                insert.setString(9, question.rules());
                insert.setObject(10, now.atOffset(ZoneOffset.UTC));
                insert.setObject(11, now.atOffset(ZoneOffset.UTC));
                insert.setString(12, entity);
                insert.setObject(13, question.golden());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /**
     * Open questions follow their records.
     *
     * @param moved golden records that hold them now, by ordinal
     */
    public void move(Map<Integer, UUID> moved) throws SQLException {
        if (moved.isEmpty()) {
            return;
        }
        List<Integer> ordinals = new ArrayList<>(moved.keySet());
        try (PreparedStatement update = connection.prepareStatement("""
                update review q set left_golden = g.golden_id, right_golden = g.golden_id, left_title = g.title,
                    right_title = g.title
                from unnest(?::int4[], ?::uuid[]) as m(ordinal, golden_id)
                join golden_record g on g.golden_id = m.golden_id
                where g.entity = ? and q.entity = g.entity and q.kind = ? and q.state = 'open'
                    and q.left_anchor = m.ordinal
                """)) {
            update.setArray(1, connection.createArrayOf("int4", ordinals.toArray()));
            update.setArray(
                    2,
                    connection.createArrayOf(
                            "uuid", ordinals.stream().map(moved::get).toArray()));
            update.setString(3, entity);
            update.setString(4, KIND);
            update.executeUpdate();
        }
    }
}
