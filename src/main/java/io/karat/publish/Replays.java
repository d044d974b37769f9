package io.karat.publish;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Sends again what was sent before, or gives it up. Replays carry the id of the event and are marked by a header; an event
 * of a golden record still waits for every earlier row of that golden record.
 */
@Singleton
public final class Replays {

    /** Most events of one replay of a range. */
    public static final int LARGEST_RANGE = 10_000;

    private final Database database;
    private final Feed feed;
    private final Webhooks webhooks;
    private final InstantSource clock;

    @Inject
    Replays(Database database, Feed feed, Webhooks webhooks) {
        this(database, feed, webhooks, InstantSource.system());
    }

    Replays(Database database, Feed feed, Webhooks webhooks, InstantSource clock) {
        this.database = database;
        this.feed = feed;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    /** Goes back to the place of a cursor, and from there through everything again; empty when it is no such place. */
    public Optional<Long> from(Subscription subscription, String cursor) {
        return feed.seq(subscription.entity(), cursor).map(seq -> from(subscription, seq));
    }

    /** Goes back behind {@code seq}; the number of events that come again. */
    public long from(Subscription subscription, long seq) {
        long again = database.transaction(connection -> {
            long position = lock(connection, subscription.id());
            long back = Math.clamp(seq, 0, position);
            Database.change(
                    connection,
                    "update subscription set position = ?, started = least(started, ?),"
                            + " replay_until = greatest(replay_until, position) where id = ?",
                    back,
                    back,
                    subscription.id());
            return position - back;
        });
        webhooks.wake();
        return again;
    }

    /**
     * Sends the events of a range, both ends included, once more.
     *
     * @throws IllegalArgumentException when the range is empty or larger than {@link #LARGEST_RANGE}
     */
    public int range(Subscription subscription, long first, long last) {
        if (first < 1 || last < first || last - first >= LARGEST_RANGE) {
            throw new IllegalArgumentException("A range has 1 to " + LARGEST_RANGE + " events");
        }
        int added = database.transaction(connection -> {
            long position = lock(connection, subscription.id());
            return Database.change(
                    connection,
                    "insert into delivery (subscription, seq, golden_id, version, state, replay, due_at, created_at)"
                            + " select ?, v.seq, v.golden_id, v.version, case when exists (select 1 from delivery e"
                            + " where e.subscription = ? and e.golden_id = v.golden_id and e.state in ('dead', 'parked'))"
                            + " then 'parked' else 'pending' end, true, ?, ? from golden_version v"
                            + " where v.entity = ? and v.seq between ? and ? order by v.seq",
                    subscription.id(),
                    subscription.id(),
                    clock.instant(),
                    clock.instant(),
                    subscription.entity(),
                    first,
                    Math.min(last, position));
        });
        webhooks.wake();
        return added;
    }

    /** All dead letters of a subscription once more; their number. */
    public int failed(Subscription subscription) {
        List<Long> dead = database.list(
                "select id from delivery where subscription = ? and state = 'dead' order by id",
                row -> row.getLong("id"),
                subscription.id());
        return (int) dead.stream().filter(this::deadLetter).count();
    }

    /** A dead letter gets all its attempts again; what is parked behind it follows when it is delivered. */
    public boolean deadLetter(long delivery) {
        boolean found = database.change(
                        "update delivery set state = 'pending', attempts = 0, replay = true, due_at = ?,"
                                + " finished_at = null where id = ? and state = 'dead'",
                        clock.instant(),
                        delivery)
                == 1;
        webhooks.wake();
        return found;
    }

    /** A dead letter is given up; what is parked behind it goes on. */
    public boolean discard(long delivery) {
        boolean found = database.transaction(connection -> {
            int discarded = Database.change(
                    connection, "update delivery set state = 'discarded' where id = ? and state = 'dead'", delivery);
            if (discarded == 1) {
                DeliveryQueue.unpark(connection, delivery, clock.instant());
            }
            return discarded == 1;
        });
        webhooks.wake();
        return found;
    }

    private static long lock(Connection connection, UUID subscription) throws SQLException {
        return Database.list(
                        connection,
                        "select position from subscription where id = ? for update",
                        row -> row.getLong("position"),
                        subscription)
                .stream()
                .findFirst()
                .orElse(0L);
    }
}
