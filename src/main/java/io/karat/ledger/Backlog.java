package io.karat.ledger;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Work that one thread does in order, behind the one that adds it. Bounded: who adds too much waits. What remains when it
 * is closed is dropped, as it is when the hub is killed: everything that is put off here can be derived again.
 */
final class Backlog implements AutoCloseable {

    private static final int LIMIT = 20_000;

    private record Item(@Nullable Runnable work, CompletableFuture<Void> done) {}

    private final BlockingQueue<Item> waiting = new ArrayBlockingQueue<>(LIMIT);
    private final CompletableFuture<Void> nobody = new CompletableFuture<>();
    private final Thread worker = Thread.ofPlatform().name("backlog").start(this::run);
    private volatile boolean closed;
    private volatile @Nullable RuntimeException failure;

    void add(Runnable work) {
        check();
        try {
            waiting.put(new Item(work, nobody));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while indexing was behind", e);
        }
    }

    /** Returns when everything that was added before is done. */
    void await() throws InterruptedException {
        Item mark = new Item(null, new CompletableFuture<>());
        waiting.put(mark);
        mark.done().join();
        check();
    }

    private void check() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw new IllegalStateException("the index could not follow; restart the hub", failed);
        }
    }

    private void run() {
        try {
            while (!closed) {
                Item item = waiting.take();
                Runnable work = item.work();
                if (work == null) {
                    item.done().complete(null);
                } else if (failure == null) {
                    attempt(work);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a failure nothing more is done, but nobody is left waiting either. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        closed = true;
        waiting.clear();
        waiting.offer(new Item(null, nobody));
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
