package io.karat.review;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the questions that ask for the approval of a change, inside the ledger's transaction: one for each request, under
 * the request's id.
 */
public final class ChangeQuestions {

    private final Connection connection;
    private final String entity;

    public ChangeQuestions(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
    }

    /**
     * @param id of the request
     * @param number of the request, unique among all
     * @param golden that it is about, or null
     * @param with the other one, or null
     * @param act in one word
     * @param proposer as an account's name, who may not answer
     * @param role that may
     */
    public record Asked(
            UUID id,
            int number,
            @Nullable UUID golden,
            @Nullable UUID with,
            String title,
            String act,
            String proposer,
            String role) {

        /** As of the least certain question about two records; see {@link Questions}. */
        double priority(Instant now) {
            return Math.log(2)
                    + Math.log(1.01)
                    - now.toEpochMilli() / (double) Duration.ofDays(1).toMillis();
        }
    }

    public void ask(Asked asked, Instant now) throws SQLException {
        String sql = """
                insert into review (id, entity, kind, left_anchor, right_anchor, left_golden, right_golden, left_records,
                    right_records, log_odds, priority, evidence, detail, left_title, right_title, state, opened_at,
                    changed_at, proposer, approver_role)
                values (?, ?, 'change', ?, ?, ?, ?, '{}', '{}', 0, ?, 0, ?, ?,
                    coalesce((select title from golden_record where entity = ? and golden_id = ?), ''), 'open', ?, ?, ?, ?)
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            UUID left = asked.golden() == null ? asked.id() : asked.golden();
            insert.setObject(1, asked.id());
            insert.setString(2, entity);
            insert.setInt(3, asked.number());
            insert.setInt(4, asked.number());
            insert.setObject(5, left);
            insert.setObject(6, asked.with() == null ? left : asked.with());
            insert.setDouble(7, asked.priority(now));
            insert.setString(8, asked.act());
            insert.setString(9, asked.title());
            insert.setString(10, entity);
            insert.setObject(11, asked.with());
            insert.setObject(12, now.atOffset(ZoneOffset.UTC));
            insert.setObject(13, now.atOffset(ZoneOffset.UTC));
            insert.setString(14, asked.proposer());
            insert.setString(15, asked.role());
            insert.executeUpdate();
        }
    }

    /** @param answered the question of kind conflict that the request answers, or null: it waits, and nobody holds it */
    public void await(UUID request, @Nullable UUID answered) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update review set waits_for = ?, claimed_by = null, claimed_until = null"
                        + " where id = ? and state = 'open'")) {
            update.setObject(1, request);
            update.setObject(2, answered);
            update.executeUpdate();
        }
    }

    /** It stands on other golden records, under their present titles. */
    public void move(UUID request, UUID golden, @Nullable UUID with) throws SQLException {
        String sql = """
                update review q set left_golden = g.golden_id, left_title = g.title,
                    right_golden = coalesce(w.golden_id, g.golden_id), right_title = coalesce(w.title, '')
                from golden_record g left join golden_record w on w.entity = g.entity and w.golden_id = ?
                where q.id = ? and q.kind = 'change' and g.entity = q.entity and g.golden_id = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, with);
            update.setObject(2, request);
            update.setObject(3, golden);
            update.executeUpdate();
        }
    }

    /** What waited for the request is free again. */
    private void free(UUID request) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update review set waits_for = null where waits_for = ?")) {
            update.setObject(1, request);
            update.executeUpdate();
        }
    }

    /** @param by as an account's name, or null where nobody answered */
    public void close(UUID request, @Nullable String by, Instant now) throws SQLException {
        String sql = """
                update review set state = ?, decided_by = ?, decided_at = ?, changed_at = ?, claimed_by = null,
                    claimed_until = null
                where id = ? and kind = 'change'
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, by == null ? "withdrawn" : "decided");
            update.setString(2, by);
            update.setObject(3, by == null ? null : now.atOffset(ZoneOffset.UTC));
            update.setObject(4, now.atOffset(ZoneOffset.UTC));
            update.setObject(5, request);
            update.executeUpdate();
        }
        free(request);
    }

    /** Of an answer that could not be carried out. */
    public void reopen(UUID request) throws SQLException {
        String sql =
                "update review set state = 'open', decided_by = null, decided_at = null where id = ? and kind = 'change'";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, request);
            update.executeUpdate();
        }
        try (PreparedStatement update = connection.prepareStatement(
                "update review q set waits_for = c.id from change_request c where c.id = ? and q.id = c.answers"
                        + " and q.state = 'open'")) {
            update.setObject(1, request);
            update.executeUpdate();
        }
    }
}
