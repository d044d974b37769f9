package io.karat.publish;

import io.karat.publish.Settlement.Fate;
import io.karat.publish.Turn.Attempt;
import io.karat.publish.Turn.Due;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What is to be sent, in tables. A subscription moves through the feed by its position; every event up to there is delivered
 * or stands as a row. Events of one golden record go out in the order in which they became rows: a row waits for every
 * earlier unfinished one of its golden record.
 */
@Singleton
final class DeliveryQueue {

    /** A turn that has not renewed its lease for this long is taken to be dead. */
    static final Duration LEASE = Duration.ofSeconds(30);

    /** Most events of one round. */
    static final int ROUND = 64;

    /** Most rows that may wait for one subscription before it stops to move on. */
    private static final int LONGEST_QUEUE = 10_000;

    private static final String HEADS =
            " and not exists (select 1 from delivery e where e.subscription = d.subscription and e.golden_id = d.golden_id"
                    + " and e.id < d.id and (e.state = 'dead' or (e.state = 'pending' and %s)))";

    private final Database database;
    private final SecretBox box;

    DeliveryQueue(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    /** Subscriptions that have something to send now and that nobody is sending for. */
    List<UUID> ready(Instant now) {
        return database.list(
                "select s.id from subscription s left join ledger l on l.entity = s.entity where s.state = 'active'"
                        + " and (s.resume_at is null or s.resume_at <= ?)"
                        + " and (s.lease is null or s.lease_until < now())"
                        + " and (coalesce(l.seq, 0) > s.position or exists (select 1 from delivery d"
                        + " where d.subscription = s.id and d.state = 'pending' and d.due_at <= ?))",
                row -> Statements.uuid(row, "id"),
                now,
                now);
    }

    /** Empty when somebody else is sending, or nothing may be sent. */
    Optional<Turn> begin(UUID subscription) {
        UUID token = UUID.randomUUID();
        return database
                .list(
                        "update subscription set lease = ?, lease_until = now() + ? * interval '1 second'"
                                + " where id = ? and state = 'active' and (lease is null or lease_until < now())"
                                + " returning entity",
                        row -> new Turn(token, subscription, row.getString("entity")),
                        token,
                        LEASE.toSeconds(),
                        subscription)
                .stream()
                .findFirst();
    }

    /** Renews the lease and takes what is due, moving on in the feed as far as needed; empty when the turn is over. */
    Optional<Turn.Round> take(Turn turn, Instant now) {
        return database.transaction(connection -> {
            Optional<Held> held = Database.list(
                            connection,
                            "update subscription set lease_until = now() + ? * interval '1 second'"
                                    + " where id = ? and lease = ? and state = 'active'"
                                    + " and (resume_at is null or resume_at <= ?) returning *",
                            row -> held(row, turn, now),
                            LEASE.toSeconds(),
                            turn.subscription(),
                            turn.token(),
                            now)
                    .stream()
                    .findFirst();
            if (held.isEmpty()) {
                return Optional.empty();
            }
            List<Due> due = due(connection, turn, held.get(), now);
            return due.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Turn.Round(
                            held.get().url(), held.get().secrets(), held.get().health(), due));
        });
    }

    private List<Due> due(Connection connection, Turn turn, Held held, Instant now) throws SQLException {
        List<Due> due = waiting(connection, turn, held.health(), now);
        int most = held.health().down() ? 1 : ROUND;
        boolean wanting = due.size() < most;
        Held place = held;
        for (int moves = 0; wanting && moves < ROUND && mayMoveOn(connection, turn); moves++) {
            long moved = moveOn(connection, turn, place, now);
            if (moved == place.position()) {
                return due;
            }
            place = place.at(moved);
            due = waiting(connection, turn, held.health(), now);
            // What was taken may all stand behind an earlier event of its golden record.
            wanting = due.isEmpty();
        }
        return due;
    }

    /** One that is down is probed with the event that was tried least, so that one bad event does not hold up the others. */
    private static List<Due> waiting(Connection connection, Turn turn, EndpointHealth health, Instant now)
            throws SQLException {
        String select = "select d.id, d.attempts, d.replay, " + GoldenEvent.COLUMNS + " from delivery d join "
                + GoldenEvent.TABLES.replaceFirst(
                        "golden_version v", "golden_version v on v.entity = ? and v.seq = d.seq")
                + " where d.subscription = ? and d.state = 'pending' and d.due_at <= ?";
        return health.down()
                ? Database.list(
                        connection,
                        select + HEADS.formatted("true") + " order by d.attempts, d.id limit 1",
                        DeliveryQueue::due,
                        turn.entity(),
                        turn.subscription(),
                        now)
                : Database.list(
                        connection,
                        select + HEADS.formatted("e.due_at > ?") + " order by d.id limit " + ROUND,
                        DeliveryQueue::due,
                        turn.entity(),
                        turn.subscription(),
                        now,
                        now);
    }

    /**
     * One that is down is probed with new events while those that failed wait: after hours of outage it is found to be back
     * in minutes, and not when the long waits are over.
     */
    private static boolean mayMoveOn(Connection connection, Turn turn) throws SQLException {
        return Database.list(
                                connection,
                                "select 1 from delivery where subscription = ? and state = 'pending' limit ?",
                                row -> 1,
                                turn.subscription(),
                                LONGEST_QUEUE)
                        .size()
                < LONGEST_QUEUE;
    }

    /**
     * An event whose golden record has a dead letter is parked behind it.
     *
     * @return the new position; the old one at the end of the feed
     */
    private static long moveOn(Connection connection, Turn turn, Held held, Instant now) throws SQLException {
        List<Long> taken = Database.list(
                connection,
                "insert into delivery (subscription, seq, golden_id, version, state, replay, due_at, created_at)"
                        + " select ?, v.seq, v.golden_id, v.version, case when exists (select 1 from delivery e"
                        + " where e.subscription = ? and e.golden_id = v.golden_id and e.state in ('dead', 'parked'))"
                        + " then 'parked' else 'pending' end, v.seq <= ?, ?, ?"
                        + " from golden_version v where v.entity = ? and v.seq > ? order by v.seq limit ? returning seq",
                row -> row.getLong("seq"),
                turn.subscription(),
                turn.subscription(),
                held.replayUntil(),
                now,
                now,
                turn.entity(),
                held.position(),
                held.health().down() ? 1 : ROUND);
        long position = taken.stream().mapToLong(Long::longValue).max().orElse(held.position());
        if (!taken.isEmpty()) {
            Database.change(
                    connection, "update subscription set position = ? where id = ?", position, turn.subscription());
        }
        return position;
    }

    /** False when the turn was over before: nothing is kept, and what was sent will be sent again. */
    boolean settle(Turn turn, Settlement settlement, Instant now) {
        return database.transaction(connection -> {
            int held = Database.change(
                    connection,
                    "update subscription set failures = ?, failing_since = ?, resume_at = ?,"
                            + " state = case when ?::text is null then state else 'disabled' end,"
                            + " reason = coalesce(?, reason) where id = ? and lease = ?",
                    settlement.health().failures(),
                    settlement.health().failingSince(),
                    settlement.health().resumeAt(),
                    settlement.disabled(),
                    settlement.disabled(),
                    turn.subscription(),
                    turn.token());
            if (held == 0) {
                return false;
            }
            for (Fate fate : settlement.fates()) {
                keep(connection, fate, now);
            }
            keepLast(connection, turn, settlement.fates());
            if (settlement.recovered()) {
                Database.change(
                        connection,
                        "update delivery set due_at = ? where subscription = ? and state = 'pending' and due_at > ?"
                                + " and (status is null or status >= 500)",
                        now,
                        turn.subscription(),
                        now);
            }
            return true;
        });
    }

    private static void keep(Connection connection, Fate fate, Instant now) throws SQLException {
        Attempt attempt = fate.attempt();
        String update = "update delivery set attempts = attempts + 1, status = ?, error = ?, state = ?,"
                + " due_at = coalesce(?, due_at), finished_at = ? where id = ? and state = 'pending'";
        Integer status = attempt.answer() instanceof Answer.Answered answered ? answered.status() : null;
        String problem = attempt.answer().problem();
        long id = attempt.due().delivery();
        switch (fate) {
            case Fate.Delivered(Attempt a) -> {
                Database.change(connection, update, status, problem, "delivered", null, now, id);
                unpark(connection, id, now);
            }
            case Fate.Waits(Attempt a, Instant until) ->
                Database.change(connection, update, status, problem, "pending", until, null, id);
            case Fate.Dead(Attempt a) -> {
                Database.change(connection, update, status, problem, "dead", null, now, id);
                Database.change(
                        connection,
                        "update delivery p set state = 'parked' from delivery d where d.id = ?"
                                + " and p.subscription = d.subscription and p.golden_id = d.golden_id"
                                + " and p.state = 'pending'",
                        id);
            }
        }
        Database.change(
                connection,
                "insert into delivery_attempt (delivery, at, status, latency_ms, error, excerpt)"
                        + " select ?, ?, ?, ?, ?, ? where exists (select 1 from delivery where id = ?)",
                id,
                attempt.at(),
                status,
                attempt.answer().latencyMs(),
                problem,
                problem != null && attempt.answer() instanceof Answer.Answered answered ? answered.excerpt() : null,
                id);
    }

    /** What was parked behind a delivery goes on as soon as no dead one is left in its way. */
    static void unpark(Connection connection, long delivery, Instant now) throws SQLException {
        Database.change(
                connection,
                "update delivery p set state = 'pending', due_at = ? from delivery d where d.id = ?"
                        + " and p.subscription = d.subscription and p.golden_id = d.golden_id and p.state = 'parked'"
                        + " and not exists (select 1 from delivery e where e.subscription = d.subscription"
                        + " and e.golden_id = d.golden_id and e.state = 'dead')",
                now,
                delivery);
    }

    private static void keepLast(Connection connection, Turn turn, List<Fate> fates) throws SQLException {
        for (Fate fate : fates) {
            Attempt attempt = fate.attempt();
            String problem = attempt.answer().problem();
            if (problem == null) {
                Database.change(
                        connection,
                        "update subscription set last_success_at = ?,"
                                + " last_success_seq = greatest(last_success_seq, ?) where id = ?",
                        attempt.at(),
                        attempt.due().event().seq(),
                        turn.subscription());
            } else {
                Database.change(
                        connection,
                        "update subscription set last_error = ?, last_error_at = ? where id = ?",
                        problem,
                        attempt.at(),
                        turn.subscription());
            }
        }
    }

    void end(Turn turn) {
        database.change(
                "update subscription set lease = null, lease_until = null where id = ? and lease = ?",
                turn.subscription(),
                turn.token());
    }

    /** To whom, and how signed. */
    record Addressee(String entity, String url, List<String> secrets) {
        Addressee {
            secrets = List.copyOf(secrets);
        }

        @Override
        public String toString() {
            return "Addressee[" + entity + "]";
        }
    }

    Optional<Addressee> addressee(UUID subscription, Instant now) {
        return database
                .list(
                        "select * from subscription where id = ?",
                        row -> new Addressee(
                                row.getString("entity"), row.getString("url"), secrets(row, subscription, now)),
                        subscription)
                .stream()
                .findFirst();
    }

    private record Held(String url, List<String> secrets, EndpointHealth health, long position, long replayUntil) {
        Held at(long other) {
            return new Held(url, secrets, health, other, replayUntil);
        }
    }

    private Held held(ResultSet row, Turn turn, Instant now) throws SQLException {
        return new Held(
                row.getString("url"),
                secrets(row, turn.subscription(), now),
                health(row),
                row.getLong("position"),
                row.getLong("replay_until"));
    }

    private List<String> secrets(ResultSet row, UUID subscription, Instant now) throws SQLException {
        List<String> secrets = new ArrayList<>();
        secrets.add(box.open(subscription, row.getBytes("secret")));
        Instant former = Statements.instantOrNull(row, "former_until");
        if (former != null && former.isAfter(now)) {
            secrets.add(box.open(subscription, row.getBytes("former_secret")));
        }
        return secrets;
    }

    private static EndpointHealth health(ResultSet row) throws SQLException {
        return new EndpointHealth(
                row.getInt("failures"),
                Statements.instantOrNull(row, "failing_since"),
                Statements.instantOrNull(row, "resume_at"));
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(row.getLong("id"), row.getInt("attempts"), row.getBoolean("replay"), GoldenEvent.of(row));
    }
}
