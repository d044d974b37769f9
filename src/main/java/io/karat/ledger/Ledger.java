package io.karat.ledger;

import io.karat.ledger.Work.Act;
import io.karat.ledger.Work.Between;
import io.karat.ledger.Work.Demotion;
import io.karat.model.EntityType;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The single writer of one entity type. Commands are applied in order, in micro-batches, each one transaction; a caller's
 * future completes after the commit.
 *
 * <p>A batch that fails is halved until the one command that makes it fail stands alone; that one is set aside and its
 * caller told. While the database is away the writer waits for it; meanwhile the queue fills and refuses.
 */
final class Ledger implements Turns {

    private static final Logger LOG = Logger.getLogger(Ledger.class);
    private static final Duration BATCH_TIME = Duration.ofMillis(200);
    private static final Duration PRESSED_BATCH_TIME = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int SMALLEST_BATCH = 16;
    private static final int LARGEST_BATCH = 2_000;

    private static final int LARGEST_REVISIT = 100;

    private static final Duration AGAIN = Duration.ofMinutes(1);

    /** Commands from which on it pays to make them ready on all processors. */
    private static final int MANY = 200;

    private final EntityType type;
    private final Arrivals arrivals;
    private final Writer writer;
    private final Queue queue;
    private final Meters meters;
    private final Thread thread;
    private int limit = 128;
    private long lastRevisit = System.nanoTime();
    private volatile @Nullable String stopped;

    Ledger(Writer writer, Queue queue, Clock clock, Meters meters) {
        this.type = writer.setting().type();
        this.arrivals =
                new Arrivals(writer.setting().standardiser(), writer.setting().inspector(), clock);
        this.meters = meters;
        this.writer = writer;
        this.queue = queue;
        this.thread = Thread.ofPlatform().name("ledger-" + type.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Takes nothing more, finishes what waits, and closes. */
    void stop() throws InterruptedException {
        queue.close();
        thread.join();
    }

    /** Why it no longer writes, or null while it does. */
    @Nullable String stopped() {
        return stopped;
    }

    int waiting() {
        return queue.size();
    }

    /** For those who watch: outcomes of records that a plan brought in. */
    void count(List<Outcome.OfSource> outcomes) {
        meters.count(outcomes);
    }

    Arrivals arrivals() {
        return arrivals;
    }

    Writer writer() {
        return writer;
    }

    List<CompletableFuture<Outcome.OfSource>> submit(Collection<? extends Command.OfSource> commands, Lane lane) {
        Stream<? extends Command.OfSource> stream =
                commands.size() < MANY ? commands.stream() : commands.parallelStream();
        List<Work.Arrived> work = stream.map(
                        command -> new Work.Arrived(arrivals.of(command), new CompletableFuture<>()))
                .toList();
        add(work, lane);
        return work.stream().map(Work.Arrived::future).toList();
    }

    CompletableFuture<Outcome.OfSteward> submit(Command.OfSteward command) {
        Act act = new Act(command, new CompletableFuture<>());
        add(List.of(act), Lane.INTERACTIVE);
        return act.future();
    }

    CompletableFuture<Preview> preview(Command.OfSteward command) {
        Work.Look look = new Work.Look(command, new CompletableFuture<>());
        add(List.of(look), Lane.INTERACTIVE);
        return look.future();
    }

    /** Runs between two batches, on the writer's thread. */
    CompletableFuture<Void> between(Runnable action) {
        Between work = new Between(action, new CompletableFuture<>());
        add(List.of(work), Lane.INTERACTIVE);
        return work.future();
    }

    /** Goes with the bulk work: what somebody waits for comes first. */
    @Override
    public <T> T take(Turn<T> turn) throws InterruptedException {
        Work.Step<T> step = new Work.Step<>(turn, new CompletableFuture<>());
        add(List.of(step), Lane.BULK);
        try {
            return step.future().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException("a step of a plan failed", e.getCause());
        }
    }

    @Override
    public boolean pressed() {
        return queue.pressed();
    }

    private static <T> void take(Work.Step<T> step, Writer writer) throws SQLException, InterruptedException {
        step.future().complete(step.turn().take(writer));
    }

    private void add(List<? extends Work> work, Lane lane) {
        String reason = stopped;
        if (reason != null) {
            throw new IllegalStateException(reason);
        }
        queue.add(work, lane);
    }

    private void run() {
        try {
            List<Work> batch = queue.take(limit, PATIENCE);
            while (batch != null) {
                if (batch.isEmpty()) {
                    writer.idle();
                } else {
                    long start = System.nanoTime();
                    apply(batch);
                    long nanos = System.nanoTime() - start;
                    meters.batches().record(nanos, TimeUnit.NANOSECONDS);
                    pace(batch.size(), nanos);
                }
                revisit();
                batch = queue.take(limit, PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = "the ledger was interrupted";
        } catch (LedgerRow.Fenced e) {
            stopped = "another hub has taken over the ledger of " + type.name();
            LOG.error(stopped);
        } catch (RuntimeException | Error e) {
            stopped = "the ledger of " + type.name() + " failed; see the log, then restart the hub";
            LOG.error(stopped, e);
        } finally {
            abandon();
            writer.close();
        }
    }

    /** What time alone changes, about once a second. */
    private void revisit() throws InterruptedException {
        if (System.nanoTime() - lastRevisit < PATIENCE.toNanos()) {
            return;
        }
        try {
            int found = writer.revisit(LARGEST_REVISIT);
            lastRevisit = found < LARGEST_REVISIT ? System.nanoTime() : lastRevisit;
        } catch (LedgerRow.Fenced e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            LOG.errorf(e, "golden records of %s could not follow the time; they will in a minute", type.name());
            lastRevisit = System.nanoTime() + AGAIN.toNanos();
        }
    }

    private void abandon() {
        String reason = stopped;
        if (reason != null) {
            queue.close();
            try {
                List<Work> rest = queue.take(Integer.MAX_VALUE, Duration.ZERO);
                while (rest != null) {
                    rest.forEach(w -> w.future().completeExceptionally(new IllegalStateException(reason)));
                    rest = queue.take(Integer.MAX_VALUE, Duration.ZERO);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The next batch is as large as can be done in the time a batch may last. */
    private void pace(int size, long nanos) {
        if (size >= SMALLEST_BATCH) {
            Duration time = queue.pressed() ? PRESSED_BATCH_TIME : BATCH_TIME;
            double fits = (double) size * time.toNanos() / Math.max(1, nanos);
            limit = (int) Math.clamp(Math.min(fits, limit * 2.0), SMALLEST_BATCH, LARGEST_BATCH);
        }
    }

    private void apply(List<Work> batch) throws InterruptedException {
        try {
            switch (batch.get(0)) {
                case Work.Arrived _ -> records(batch);
                case Act act -> act.future().complete(writer.act(act.command()));
                case Work.Look look -> look.future().complete(writer.preview(look.command()));
                case Demotion demotion -> {
                    writer.demote(demotion.attribute(), demotion.valueHash());
                    demotion.future().complete(null);
                }
                case Work.Step<?> step -> take(step, writer);
                case Between between -> {
                    between.action().run();
                    between.future().complete(null);
                }
            }
            writer.overheld()
                    .forEach((hash, attribute) ->
                            queue.addFirst(new Demotion(attribute, hash, new CompletableFuture<>())));
        } catch (SQLException e) {
            failed(batch, e);
        } catch (LedgerRow.Fenced e) {
            batch.forEach(w -> w.future().completeExceptionally(e));
            throw e;
        } catch (RuntimeException e) {
            failed(batch, e);
        }
    }

    private void records(List<Work> batch) throws SQLException, InterruptedException {
        List<Arrival> arrivals = new ArrayList<>(batch.size());
        List<CompletableFuture<Outcome.OfSource>> futures = new ArrayList<>(batch.size());
        for (Work work : batch) {
            if (work instanceof Work.Arrived(Arrival arrival, CompletableFuture<Outcome.OfSource> future)) {
                arrivals.add(arrival);
                futures.add(future);
            }
        }
        List<Outcome.OfSource> outcomes = writer.records(arrivals);
        meters.count(outcomes);
        for (int i = 0; i < outcomes.size(); i++) {
            futures.get(i).complete(outcomes.get(i));
        }
    }

    private void failed(List<Work> batch, Exception cause) throws InterruptedException {
        if (batch.size() > 1) {
            LOG.warnf("a batch of %d for %s failed (%s); trying its halves", batch.size(), type.name(), kind(cause));
            apply(batch.subList(0, batch.size() / 2));
            apply(batch.subList(batch.size() / 2, batch.size()));
            return;
        }
        LOG.errorf(cause, "a command for %s fails even alone (%s) and is set aside", type.name(), kind(cause));
        Work poison = batch.get(0);
        if (poison instanceof Work.Arrived(Arrival arrival, CompletableFuture<Outcome.OfSource> future)) {
            try {
                writer.setAside(arrival, kind(cause));
                future.complete(new Outcome.Quarantined(
                        "command.failed",
                        "The hub could not process this record and set it aside; see its log.",
                        null));
            } catch (SQLException e) {
                future.completeExceptionally(e);
            }
        } else {
            poison.future().completeExceptionally(cause);
        }
    }

    /** The kind of an error without its message, which may quote data. */
    private static String kind(Exception cause) {
        return cause instanceof SQLException sql
                ? "SQL state " + sql.getSQLState()
                : cause.getClass().getSimpleName();
    }
}
