package io.karat.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer. Bounded: what does not fit is refused at once, whole. Interactive work goes first; bulk work
 * keeps a quarter of every batch.
 */
final class Queue {

    private static final int BULK_SHARE = 4;

    /** Who waits for one answer will soon wait for another. */
    private static final long PRESSED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int interactiveLimit;
    private final int bulkLimit;
    private final Deque<Work> interactive = new ArrayDeque<>();
    private final Deque<Work> bulk = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private boolean closed;
    private long lastInteractive = System.nanoTime() - PRESSED_NANOS;

    /** A step of bulk work stands alone, so it takes turns with the batches of interactive work. */
    private boolean turnOfBulk;

    Queue(int interactiveLimit, int bulkLimit) {
        this.interactiveLimit = interactiveLimit;
        this.bulkLimit = bulkLimit;
    }

    void add(Collection<? extends Work> work, Lane lane) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the hub is stopping");
            }
            Deque<Work> deque = lane == Lane.INTERACTIVE ? interactive : bulk;
            int limit = lane == Lane.INTERACTIVE ? interactiveLimit : bulkLimit;
            if (!deque.isEmpty() && deque.size() + work.size() > limit) {
                throw new QueueFull(Duration.ofSeconds(1));
            }
            deque.addAll(work);
            if (lane == Lane.INTERACTIVE) {
                lastInteractive = System.nanoTime();
            }
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ahead of everything: the hub's own work. */
    void addFirst(Work work) {
        lock.lock();
        try {
            interactive.addFirst(work);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for work and takes a batch of it: one piece that must stand alone, or up to {@code limit} records.
     *
     * @return empty when nothing arrived in time; null when closed and drained
     */
    @Nullable List<Work> take(int limit, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (interactive.isEmpty() && bulk.isEmpty()) {
                if (closed) {
                    return null;
                }
                if (nanos <= 0) {
                    return List.of();
                }
                nanos = arrived.awaitNanos(nanos);
            }
            List<Work> batch = new ArrayList<>();
            boolean step = bulk.peekFirst() instanceof Work.Step<?>;
            if (step && (turnOfBulk || interactive.isEmpty())) {
                turnOfBulk = false;
                batch.add(bulk.removeFirst());
                return batch;
            }
            turnOfBulk = step;
            if (fill(batch, interactive, limit)) {
                int share = Math.max(limit - batch.size(), limit / BULK_SHARE);
                fill(batch, bulk, batch.size() + share);
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** False when the batch is complete as it is. */
    private static boolean fill(List<Work> batch, Deque<Work> from, int upTo) {
        while (!from.isEmpty() && batch.size() < upTo) {
            boolean alone = !(from.peekFirst() instanceof Work.Arrived);
            if (alone && !batch.isEmpty()) {
                return false;
            }
            batch.add(from.removeFirst());
            if (alone) {
                return false;
            }
        }
        return true;
    }

    /** Whether interactive work came lately. */
    boolean pressed() {
        lock.lock();
        try {
            return System.nanoTime() - lastInteractive < PRESSED_NANOS;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return interactive.size() + bulk.size();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
