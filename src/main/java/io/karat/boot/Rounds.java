package io.karat.boot;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Jobs that are leased and run one after the other, by one thread at a time: whoever wakes it, it goes on until there is none.
 *
 * @param <J> a job
 */
public final class Rounds<J> {

    private final String name;
    private final Supplier<Optional<J>> lease;
    private final Consumer<J> run;
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean stopping;

    /**
     * @param name of its threads
     * @param lease the next job, if there is one
     */
    public Rounds(String name, Supplier<Optional<J>> lease, Consumer<J> run) {
        this.name = name;
        this.lease = lease;
        this.run = run;
    }

    /** There may be something to do. */
    public void wake() {
        Thread.ofVirtual().name(name).start(this::runAll);
    }

    /** After the present one no other job is begun. */
    public void stop() {
        stopping = true;
    }

    public boolean stopping() {
        return stopping;
    }

    private void runAll() {
        while (!stopping && turn.tryAcquire()) {
            Optional<J> job;
            try {
                job = lease.get();
                job.ifPresent(run);
            } finally {
                turn.release();
            }
            if (job.isEmpty()) {
                return;
            }
        }
    }
}
