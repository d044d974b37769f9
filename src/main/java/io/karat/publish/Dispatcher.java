package io.karat.publish;

import io.karat.publish.Turn.Attempt;
import io.karat.publish.Turn.Due;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Sends what the queue holds. Each subscription that has something to send gets a turn of its own, on threads of its own:
 * one endpoint never waits for another. Within a round, golden records go out side by side and the events of one golden
 * record one after the other.
 */
final class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** No request is begun later in a round, so that a round ends well within its lease. */
    private static final Duration LONGEST_START = Duration.ofSeconds(10);

    /** This many failures in a row end a round early: the endpoint is down. */
    private static final int GIVE_UP = 3;

    private final DeliveryQueue queue;
    private final Sender sender;
    private final InstantSource clock;
    private final int concurrency;
    private final Consumer<DeliveryStep> reached;
    private final Map<UUID, Boolean> running = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param reached is told each step; what it throws ends the turn there, as a crash would */
    Dispatcher(
            DeliveryQueue queue, Sender sender, InstantSource clock, int concurrency, Consumer<DeliveryStep> reached) {
        this.queue = queue;
        this.sender = sender;
        this.clock = clock;
        this.concurrency = concurrency;
        this.reached = reached;
    }

    /** Gives every subscription that has something to send its turn, and does not wait for them. */
    List<Future<?>> start() {
        List<Future<?>> turns = new ArrayList<>();
        for (UUID subscription : queue.ready(clock.instant())) {
            if (running.putIfAbsent(subscription, true) == null) {
                turns.add(threads.submit(() -> {
                    try {
                        turn(subscription);
                    } catch (RuntimeException e) {
                        LOG.errorf(e, "The turn of subscription %s broke off; it is taken up again", subscription);
                    } finally {
                        running.remove(subscription);
                    }
                    return null;
                }));
            }
        }
        return turns;
    }

    private void turn(UUID subscription) throws InterruptedException {
        Optional<Turn> begun = queue.begin(subscription);
        if (begun.isEmpty()) {
            return;
        }
        Turn turn = begun.get();
        reached.accept(DeliveryStep.LEASED);
        Optional<Turn.Round> round = queue.take(turn, clock.instant());
        while (round.isPresent()) {
            reached.accept(DeliveryStep.TAKEN);
            List<Attempt> attempts = send(turn, round.get());
            reached.accept(DeliveryStep.ANSWERED);
            Settlement settlement =
                    Settlement.of(round.get().health(), attempts, clock.instant(), new SplittableRandom());
            boolean kept = queue.settle(turn, settlement, clock.instant());
            reached.accept(DeliveryStep.SETTLED);
            round = kept && !Thread.currentThread().isInterrupted()
                    ? queue.take(turn, clock.instant())
                    : Optional.empty();
        }
        queue.end(turn);
        reached.accept(DeliveryStep.RELEASED);
    }

    private List<Attempt> send(Turn turn, Turn.Round round) throws InterruptedException {
        long latestStart = System.nanoTime() + LONGEST_START.toNanos();
        Sender.Batch batch = sender.open(round.url(), round.secrets());
        List<Attempt> attempts = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger failures = new AtomicInteger();
        Semaphore free = new Semaphore(concurrency);
        List<Future<?>> chains = new ArrayList<>();
        for (List<Due> chain : chains(round.due())) {
            chains.add(threads.submit(() -> {
                for (Due due : chain) {
                    free.acquire();
                    try {
                        if (failures.get() >= GIVE_UP || System.nanoTime() > latestStart) {
                            return null;
                        }
                        reached.accept(DeliveryStep.SENDING);
                        Answer answer = batch.send(due, clock.instant());
                        attempts.add(new Attempt(due, answer, clock.instant()));
                        if (answer.problem() != null) {
                            failures.incrementAndGet();
                            return null;
                        }
                        failures.set(0);
                    } finally {
                        free.release();
                    }
                }
                return null;
            }));
        }
        await(chains);
        return List.copyOf(attempts);
    }

    /** A chain that broke off for a reason of our own is a bug or a crash, never an answer. */
    private static void await(List<Future<?>> chains) throws InterruptedException {
        for (Future<?> chain : chains) {
            try {
                chain.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A delivery broke off", e.getCause());
            }
        }
    }

    private static Collection<List<Due>> chains(List<Due> due) {
        Map<UUID, List<Due>> chains = new LinkedHashMap<>();
        due.forEach(one -> chains.computeIfAbsent(one.event().goldenId(), id -> new ArrayList<>())
                .add(one));
        return chains.values();
    }

    /** Begins no turn any more, and waits a little for those that run to end after their round. */
    void stop(Duration longest) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
