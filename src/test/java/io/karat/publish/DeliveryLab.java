package io.karat.publish;

import io.karat.testing.Databases;
import io.karat.testing.SettableClock;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Deliveries over a real database and real connections, by a clock that a test moves and in rounds that a test begins. */
final class DeliveryLab implements AutoCloseable {

    static final String ENTITY = "person";

    /** Begins now: who verifies a signature looks at its age by the real time. */
    final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));

    final Subscriptions subscriptions;
    final Replays replays;
    final DeliveryLog log;
    final Standings standings;

    private final Vertx vertx = Vertx.vertx();
    private final Database database =
            new Database(Databases.fresh("V1__ledger.sql", "V2__publish.sql", "V21__changed_by.sql"));
    private final DeliveryQueue queue;
    private final Sender sender;
    private final Map<UUID, Integer> versions = new HashMap<>();
    private Dispatcher dispatcher;

    DeliveryLab() {
        Keys keys = new Keys(Base64.getEncoder().encodeToString(new byte[32]));
        SecretBox box = new SecretBox(keys);
        Feed feed = new Feed(database, new Cursors(keys));
        queue = new DeliveryQueue(database, box);
        sender = new Sender(
                new Targets(Targets.Names::ofSystem, true),
                new WebhookClient(vertx, new HttpClientOptions(), Duration.ofSeconds(5)));
        subscriptions = new Subscriptions(database, feed, box, true, clock);
        replays = new Replays(database, feed, new Webhooks(queue, new Settings(), vertx), clock);
        log = new DeliveryLog(database);
        standings = new Standings(database, clock);
        dispatcher = dispatcher(_ -> {});
        database.change("insert into ledger (entity) values (?)", ENTITY);
    }

    private record Settings(PrivateTargets privateTargets, Duration timeout, int concurrency)
            implements WebhookSettings {
        Settings() {
            this(PrivateTargets.ALLOW, Duration.ofSeconds(5), 8);
        }
    }

    private Dispatcher dispatcher(Consumer<DeliveryStep> reached) {
        return new Dispatcher(queue, sender, clock, 8, reached);
    }

    /** The ledger commits one more version of a golden record; its {@code seq}. */
    long commit(UUID golden) {
        int version = versions.merge(golden, 1, Integer::sum);
        return database.transaction(connection -> {
            long seq = Database.list(
                            connection,
                            "update ledger set seq = seq + 1 where entity = ? returning seq",
                            row -> row.getLong("seq"),
                            ENTITY)
                    .getFirst();
            Database.change(
                    connection,
                    "insert into golden_version (entity, seq, golden_id, version, kind, cause, actor, rules_version, at)"
                            + " values (?, ?, ?, ?, ?, 'record', 'source:crm', 'r1', ?)",
                    ENTITY,
                    seq,
                    golden,
                    version,
                    version == 1 ? "created" : "updated",
                    clock.instant());
            Database.change(
                    connection,
                    "insert into golden_payload (entity, seq, values, provenance, members)"
                            + " values (?, ?, '{\"given_name\": [\"Ada\"]}', '{}', '{1}')",
                    ENTITY,
                    seq);
            return seq;
        });
    }

    /** Begins the turns of all subscriptions and waits for them to end. */
    void round() {
        await(begin());
    }

    List<Future<?>> begin() {
        return dispatcher.start();
    }

    /** A second hub over the same database. */
    Dispatcher otherHub() {
        return dispatcher(_ -> {});
    }

    static void await(List<Future<?>> turns) {
        for (Future<?> turn : turns) {
            try {
                turn.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** To the moment at which everything that waits is due and its endpoint may be asked again. */
    void untilDue(UUID subscription) {
        database.list(
                        "select coalesce(greatest(max(d.due_at), max(s.resume_at)), ?) as at from delivery d join subscription s"
                                + " on s.id = d.subscription where s.id = ? and d.state = 'pending'",
                        row -> Statements.instant(row, "at"),
                        clock.instant(),
                        subscription)
                .forEach(at -> clock.set(at.isAfter(clock.instant()) ? at : clock.instant()));
    }

    /** The hub ends at the n-th time that a step is reached, and starts again once nobody takes it to be alive. */
    void crashAt(DeliveryStep step, int time) {
        int[] seen = new int[1];
        dispatcher = dispatcher(reached -> {
            synchronized (seen) {
                if (reached == step && ++seen[0] >= time) {
                    throw new IllegalStateException("crash at " + step);
                }
            }
        });
        round();
        dispatcher = dispatcher(_ -> {});
        database.change("update subscription set lease_until = now() - interval '1 second' where lease is not null");
    }

    Standing standing(UUID subscription) {
        return standings.find(subscription).orElseThrow();
    }

    /** The oldest first. */
    List<Delivery> deliveries(UUID subscription) {
        return log.list(new DeliveryLog.Filter(subscription, null, null, null), 1000)
                .reversed();
    }

    @Override
    public void close() {
        try {
            dispatcher.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
