package io.karat.ledger;

import io.karat.golden.Committed;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The transactions of one ledger, one after the other: each begins with the {@link LedgerRow} and works on a draft. After
 * the commit the draft becomes what stands, and what is derived follows; without one nothing is left of it. Used by one
 * thread.
 */
final class Transactions implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Transactions.class);

    /** What a disk makes durable for the index it does not do for the database meanwhile: not too often. */
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Batch.Setting setting;
    private final DataSource database;
    private final Clock clock;
    private final Consumer<Committed> commits;
    private final Derived derived;
    private final StaleSearch stale;
    private final LedgerRow row;
    private final Population population;
    private final Tally tally;
    private volatile long batch;
    private volatile long seq;
    private volatile int ordinals;
    private long lastFlush = System.nanoTime();

    /** What transactions need of the world: the database, the time, and who wants to hear of commits. */
    record World(DataSource database, Clock clock, Consumer<Committed> commits) {}

    Transactions(Batch.Setting setting, World world, Derived derived, Loaded loaded) {
        this.setting = setting;
        this.database = world.database();
        this.clock = world.clock();
        this.commits = world.commits();
        this.derived = derived;
        this.row = new LedgerRow(database, setting.type().name(), loaded.epoch());
        this.population = loaded.population();
        this.tally = loaded.tally();
        this.batch = loaded.batch();
        this.seq = loaded.seq();
        this.ordinals = loaded.ordinals();
        this.stale =
                new StaleSearch(database, setting.type(), setting.inspector().rulebook());
        derived.follow(stale, batch);
    }

    /** The last one that is durable. */
    long batch() {
        return batch;
    }

    /** The last version of a golden record that is durable. */
    long seq() {
        return seq;
    }

    /** Records that were ever given a number; from any thread. */
    int ordinals() {
        return ordinals;
    }

    /** The stages of one batch, inside its transaction. */
    interface Work<T> {
        T on(Batch batch) throws SQLException;
    }

    /**
     * The work, made durable; tried again while the database is away.
     *
     * @param then told what was committed, before anybody else is
     */
    <T> T commit(Work<T> work, Consumer<Batch> then) throws SQLException, InterruptedException {
        return again(() -> attempt(work, then));
    }

    private <T> T attempt(Work<T> work, Consumer<Batch> then) throws SQLException {
        UUID id = setting.ids().get();
        Draft draft = new Draft(population);
        boolean done = false;
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Batch b = begin(connection, draft, id);
                T result = work.on(b);
                row.commit(b.writes(), id, b.counters());
                done = true;
                committed(b, then);
                return result;
            } finally {
                if (!done) {
                    LedgerRow.rollback(connection);
                }
            }
        } finally {
            if (!done) {
                derived.takeBack(draft);
            }
        }
    }

    private void committed(Batch b, Consumer<Batch> then) {
        derived.follow(b, stale);
        b.draft().apply(tally);
        batch = b.counters().batch();
        seq = b.counters().seq();
        ordinals = b.counters().nextOrdinal();
        setting.recent().forget(b.draft().landed());
        setting.recent().learn(b.contributed());
        then.accept(b);
        if (!b.changes().isEmpty()) {
            commits.accept(new Committed(setting.type().name(), b.counters().seq()));
        }
        if (System.nanoTime() - lastFlush > FLUSH_NANOS) {
            flush();
        }
    }

    /** What is made of work that was taken back, by the same connection. */
    interface Afterwards<T, R> {
        R of(T result, Connection connection) throws SQLException;
    }

    /** What the work would come to: it is done and taken back. */
    <T, R> R rehearse(Work<T> work, Afterwards<T, R> then) throws SQLException, InterruptedException {
        return again(() -> rehearsed(work, then));
    }

    private <T, R> R rehearsed(Work<T> work, Afterwards<T, R> then) throws SQLException {
        Draft draft = new Draft(population);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            T result;
            try {
                result = work.on(begin(connection, draft, setting.ids().get()));
            } finally {
                LedgerRow.rollback(connection);
            }
            R made = then.of(result, connection);
            connection.commit();
            return made;
        } finally {
            derived.takeBack(draft);
        }
    }

    private Batch begin(Connection connection, Draft draft, UUID id) throws SQLException {
        Counters counters = row.begin(connection, id);
        return new Batch(setting, connection, draft, counters, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    /** Something that may be tried again while the database is away. */
    interface Attempt<T> {
        T make() throws SQLException;
    }

    static <T> T again(Attempt<T> what) throws SQLException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return what.make();
            } catch (SQLException e) {
                if (!Outage.passes(e)) {
                    throw e;
                }
                LOG.warnf("the database does not answer (SQL state %s); trying again", e.getSQLState());
                TimeUnit.MILLISECONDS.sleep(Math.min(5_000, 50L << Math.min(attempt, 7)));
            }
        }
    }

    /** What is derived is made durable, on another thread. */
    void flush() {
        derived.flush(batch, seq, stale);
        lastFlush = System.nanoTime();
    }

    @Override
    public void close() {
        try {
            derived.flush(batch, seq, stale);
            derived.catchUp();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            derived.close();
        }
    }
}
