package io.karat.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Work that one thread does in order, behind the one that adds it. What remains when it is closed is dropped, as it is
 * when the hub is killed: everything that is put off here can be derived again.
 */
final class Backlog implements AutoCloseable {

    /** Records that may wait while others are asked to wait for {@link #room}. */
    private static final int ROOM = 8_000;

    /** Records that may wait at all. */
    private static final int MOST = 25 * ROOM;

    private record Item(int records, Runnable work) {}

    private final Deque<Item> waiting = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread worker;
    private int records;
    private long added;
    private long done;
    private boolean closed;
    private @Nullable RuntimeException failure;

    /** @param name of its thread */
    Backlog(String name) {
        this(name, Thread.NORM_PRIORITY);
    }

    /** @param priority of its thread, as of {@link Thread} */
    @SuppressWarnings("ThreadPriorityCheck") // It decides who waits, never what comes out.
    Backlog(String name, int priority) {
        worker = Thread.ofPlatform().name(name).priority(priority).start(this::run);
    }

    /**
     * Puts work off; waits only where there is far too much of it.
     *
     * @param weight records that it is about
     */
    void add(int weight, Runnable work) {
        lock.lock();
        try {
            while (records > MOST && !closed) {
                check();
                changed.awaitUninterruptibly();
            }
            check();
            waiting.add(new Item(weight, work));
            records += weight;
            added++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when everything that was added before is done. */
    void await() throws InterruptedException {
        lock.lock();
        try {
            long last = added;
            while (done < last && !closed) {
                check();
                changed.await();
            }
            check();
        } finally {
            lock.unlock();
        }
    }

    /** {@link #await}, whoever may interrupt: for what takes a moment. */
    void join() {
        lock.lock();
        try {
            long last = added;
            while (done < last && !closed) {
                check();
                changed.awaitUninterruptibly();
            }
            check();
        } finally {
            lock.unlock();
        }
    }

    /** Returns when not too much waits; for who adds much and can wait. */
    void room() throws InterruptedException {
        lock.lock();
        try {
            while (records > ROOM && !closed) {
                check();
                changed.await();
            }
            check();
        } finally {
            lock.unlock();
        }
    }

    private void check() {
        if (failure != null) {
            throw new IllegalStateException("the index could not follow; restart the hub", failure);
        }
    }

    private void run() {
        for (Item item = next(); item != null; item = next()) {
            RuntimeException thrown = null;
            try {
                item.work().run();
            } catch (RuntimeException e) {
                thrown = e;
            }
            done(item, thrown);
        }
    }

    private @Nullable Item next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                changed.awaitUninterruptibly();
            }
            return waiting.poll();
        } finally {
            lock.unlock();
        }
    }

    /** After a failure nothing more is done, but nobody is left waiting either. */
    private void done(Item item, @Nullable RuntimeException thrown) {
        lock.lock();
        try {
            done++;
            records -= item.records();
            if (thrown != null) {
                failure = thrown;
                waiting.clear();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
