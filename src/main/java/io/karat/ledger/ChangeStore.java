package io.karat.ledger;

import io.karat.ledger.ChangeRequest.Cause;
import io.karat.ledger.ChangeRequest.State;
import io.karat.model.Approval.Need;
import io.karat.model.RecordKey;
import io.karat.review.ChangeQuestions;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests for a change in the database, as the writer reads and writes them inside its transaction. */
final class ChangeStore {

    private final Connection connection;
    private final String entity;
    private final ChangeQuestions questions;

    ChangeStore(Connection connection, String entity) {
        this.connection = connection;
        this.entity = entity;
        this.questions = new ChangeQuestions(connection, entity);
    }

    /** Where a request stands. */
    record Place(
            UUID id,
            String act,
            String title,
            boolean open,
            @Nullable UUID golden,
            @Nullable UUID with) {
        boolean isAt(Place other) {
            return Objects.equals(golden, other.golden) && Objects.equals(with, other.with);
        }
    }

    /** Of requests that are, or were proposed, about any of these golden records; closed ones too. */
    List<Place> places(Collection<UUID> goldens) throws SQLException {
        List<Place> found = new ArrayList<>();
        if (goldens.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = connection.prepareStatement("""
                select id, act, title, state = 'open', golden_id, with_id from change_request
                where entity = ? and (golden_id = any(?) or with_id = any(?) or golden_seen = any(?) or with_seen = any(?))
                order by id
                """)) {
            Array ids = connection.createArrayOf("uuid", goldens.toArray());
            query.setString(1, entity);
            for (int i = 2; i <= 5; i++) {
                query.setArray(i, ids);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new Place(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getBoolean(4),
                            rows.getObject(5, UUID.class),
                            rows.getObject(6, UUID.class)));
                }
            }
        }
        return found;
    }

    Optional<ChangeRequest> find(UUID id) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(ChangeForm.SELECT + "where c.id = ? and c.entity = ? for update of c")) {
            query.setObject(1, id);
            query.setString(2, entity);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(ChangeForm.read(rows)) : Optional.empty();
            }
        }
    }

    /**
     * What a request is about, as its proposer saw it.
     *
     * @param version of the golden record, or 0 where there is none
     * @param answers the question of kind conflict that it answers, or null
     */
    record Subject(
            @Nullable UUID golden,
            int version,
            @Nullable UUID with,
            int withVersion,
            String title,
            @Nullable UUID answers) {
        Subject answering(@Nullable UUID question) {
            return new Subject(golden, version, with, withVersion, title, question);
        }
    }

    /** An open request for the same. */
    Optional<UUID> same(Command.OfSteward wanted, Subject subject) throws SQLException {
        String sql = """
                select id from change_request where entity = ? and state = 'open' and act = ? and wanted = ?::jsonb
                    and golden_id is not distinct from ? and with_id is not distinct from ?
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, entity);
            query.setString(2, ChangeForm.act(wanted));
            query.setString(3, ChangeForm.json(wanted));
            query.setObject(4, subject.golden());
            query.setObject(5, subject.with());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    void insert(UUID id, Command.OfSteward wanted, Subject subject, Need need, Instant now) throws SQLException {
        String sql = """
                insert into change_request (id, entity, act, golden_id, with_id, golden_version, with_version, wanted, title,
                    reason, proposer, proposed_at, approver_role, blind, state, answers, golden_seen,
                    with_seen)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?) returning number
                """;
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setObject(1, id);
            insert.setString(2, entity);
            insert.setString(3, ChangeForm.act(wanted));
            insert.setObject(4, subject.golden());
            insert.setObject(5, subject.with());
            insert.setInt(6, subject.version());
            insert.setInt(7, subject.withVersion());
            insert.setString(8, ChangeForm.json(wanted));
            insert.setString(9, subject.title());
            insert.setString(10, ChangeForm.reason(wanted));
            insert.setString(11, wanted.actor());
            insert.setObject(12, RecordStore.time(now));
            insert.setString(13, need.by().code());
            insert.setBoolean(14, need.blind());
            insert.setObject(15, subject.answers());
            insert.setObject(16, subject.golden());
            insert.setObject(17, subject.with());
            try (ResultSet rows = insert.executeQuery()) {
                rows.next();
                questions.ask(
                        new ChangeQuestions.Asked(
                                id,
                                rows.getInt(1),
                                subject.golden(),
                                subject.with(),
                                subject.title(),
                                ChangeForm.act(wanted),
                                account(wanted.actor()),
                                need.by().code()),
                        now);
                questions.await(id, subject.answers());
            }
        }
    }

    /** The question of kind conflict that a request answers. */
    Optional<UUID> answers(UUID request) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select answers from change_request where id = ? and answers is not null")) {
            query.setObject(1, request);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getObject(1, UUID.class)) : Optional.empty();
            }
        }
    }

    /** People are named by their account, systems by their whole actor, as in the queue. */
    private static String account(String actor) {
        return actor.startsWith("user:") ? actor.substring("user:".length()) : actor;
    }

    boolean hasOpinion(UUID request, String author) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select exists (select 1 from change_opinion where request = ? and author = ?)")) {
            query.setObject(1, request);
            query.setString(2, author);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    void give(Command.Judge command, boolean agrees, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into change_opinion (request, author, at, opinion, agrees) values (?, ?, ?, ?::jsonb, ?)")) {
            insert.setObject(1, command.request());
            insert.setString(2, command.actor());
            insert.setObject(3, RecordStore.time(now));
            insert.setString(4, ChangeForm.json(command.opinion()));
            insert.setBoolean(5, agrees);
            insert.executeUpdate();
        }
    }

    /**
     * How a request ends.
     *
     * @param by null where nobody decided
     * @param approved attributes of an edit; null of other acts
     */
    record End(
            State state,
            @Nullable String by,
            @Nullable String reason,
            @Nullable Collection<String> approved) {}

    void close(UUID id, End end, Instant now) throws SQLException {
        String sql = """
                update change_request set state = ?, decided_by = ?, decided_at = ?, decision_reason = ?, approved = ?
                where id = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, end.state().code());
            update.setString(2, end.by());
            update.setObject(3, RecordStore.time(now));
            update.setString(4, end.reason());
            Array approved = end.approved() == null
                    ? null
                    : connection.createArrayOf("text", end.approved().toArray());
            update.setArray(5, approved);
            update.setObject(6, id);
            update.executeUpdate();
        }
        boolean decided = end.state() == State.APPROVED || end.state() == State.REFUSED;
        questions.close(id, decided && end.by() != null ? account(end.by()) : null, now);
    }

    /** It could not be carried out after all. */
    void reopen(UUID id) throws SQLException {
        String sql = """
                update change_request set state = 'open', decided_by = null, decided_at = null, decision_reason = null,
                    approved = null
                where id = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setObject(1, id);
            update.executeUpdate();
        }
        questions.reopen(id);
    }

    void carriedOut(UUID id, @Nullable UUID decision) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update change_request set decision_id = ? where id = ?")) {
            update.setObject(1, decision);
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    /** Attributes whose values a steward set or released by this act, or by this answer to a question. */
    List<String> attributes(UUID act) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct attribute from pin where entity = ? and (id = ? or act = ? or ended_by = ?)
                """)) {
            query.setString(1, entity);
            query.setObject(2, act);
            query.setObject(3, act);
            query.setObject(4, act);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }

    /** The request that was carried out as this decision. */
    Optional<ChangeRequest> carriedOutAs(UUID decision) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(ChangeForm.SELECT + "where c.decision_id = ? and c.entity = ?")) {
            query.setObject(1, decision);
            query.setString(2, entity);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(ChangeForm.read(rows)) : Optional.empty();
            }
        }
    }

    /** Open requests about any of these golden records, as they are or as they were seen. */
    List<ChangeRequest> openAbout(List<UUID> goldens) throws SQLException {
        List<ChangeRequest> found = new ArrayList<>();
        if (goldens.isEmpty()) {
            return found;
        }
        try (PreparedStatement query = connection.prepareStatement(ChangeForm.SELECT + """
                where c.entity = ? and c.state = 'open' and (c.golden_id = any(?) or c.with_id = any(?)
                    or c.golden_seen = any(?) or c.with_seen = any(?)) order by c.id
                """)) {
            Array ids = connection.createArrayOf("uuid", goldens.toArray());
            query.setString(1, entity);
            for (int i = 2; i <= 5; i++) {
                query.setArray(i, ids);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(ChangeForm.read(rows));
                }
            }
        }
        return found;
    }

    /** Numbers of those of these records that are live. */
    List<Integer> ordinals(List<RecordKey> keys) throws SQLException {
        List<Integer> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select r.ordinal from source_record r join unnest(?::text[], ?::text[]) named (source, key)
                    on r.source = named.source and r.key = named.key
                where r.entity = ? and r.state = 1 order by r.ordinal
                """)) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "text", keys.stream().map(RecordKey::source).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text", keys.stream().map(RecordKey::key).toArray()));
            query.setString(3, entity);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getInt(1));
                }
            }
        }
        return found;
    }

    /** It stands on other golden records than before. */
    void move(UUID id, UUID golden, @Nullable UUID with) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update change_request set golden_id = ?, with_id = ? where id = ?")) {
            update.setObject(1, golden);
            update.setObject(2, with);
            update.setObject(3, id);
            update.executeUpdate();
        }
        questions.move(id, golden, with);
    }

    /** Open requests to choose among values on which the sources do not disagree any more. */
    void unasked(Instant now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select c.id from change_request c join review q on q.id = c.answers
                where c.entity = ? and c.state = 'open' and c.act = 'choose' and q.state <> 'open'
                """)) {
            query.setString(1, entity);
            supersede(query, Cause.UNASKED, now);
        }
    }

    /** Open requests for the undo of a decision that was undone. */
    void undone(UUID decision, Instant now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select id from change_request
                where entity = ? and state = 'open' and act = 'undo' and wanted ->> 'decision' = ?
                """)) {
            query.setString(1, entity);
            query.setString(2, decision.toString());
            supersede(query, Cause.UNDONE, now);
        }
    }

    /** Nothing of it is left. */
    void supersede(UUID id, Cause cause, Instant now) throws SQLException {
        close(id, new End(State.SUPERSEDED, null, null, null), now);
        try (PreparedStatement update =
                connection.prepareStatement("update change_request set cause = ? where id = ?")) {
            update.setString(1, cause.code());
            update.setObject(2, id);
            update.executeUpdate();
        }
    }

    private void supersede(PreparedStatement query, Cause cause, Instant now) throws SQLException {
        List<UUID> gone = new ArrayList<>();
        try (ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                gone.add(rows.getObject(1, UUID.class));
            }
        }
        for (UUID id : gone) {
            supersede(id, cause, now);
        }
    }

    /** A question whose answer became a request comes last for who answered. */
    void skip(UUID review, String actor) throws SQLException {
        String sql = """
                update review set skipped_by = array_append(skipped_by, ?),
                    claimed_until = case when claimed_by = ? then null else claimed_until end,
                    claimed_by = nullif(claimed_by, ?)
                where id = ?
                """;
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, account(actor));
            update.setString(2, account(actor));
            update.setString(3, account(actor));
            update.setObject(4, review);
            update.executeUpdate();
        }
    }

    /** The present title of a golden record, or nothing. */
    String title(@Nullable UUID golden) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select title from golden_record where entity = ? and golden_id = ?")) {
            query.setString(1, entity);
            query.setObject(2, golden);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }

    /** The golden record that holds the first live record of a decision, or that an edit is about, or null. */
    @Nullable UUID about(UUID decision) throws SQLException {
        String sql = """
                select golden_id from pin where ? in (id, act, ended_by)
                union all
                (select r.golden_id from decision d join source_record r
                    on r.entity = d.entity and r.ordinal = any(d.left_records || d.right_records)
                where d.id = ? and d.entity = ? and r.golden_id is not null and r.state = 1 order by r.ordinal limit 1)
                limit 1
                """;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, decision);
            query.setObject(2, decision);
            query.setString(3, entity);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getObject(1, UUID.class) : null;
            }
        }
    }
}
