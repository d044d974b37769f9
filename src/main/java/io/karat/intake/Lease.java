package io.karat.intake;

import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps a job for a runner while work on it takes long. */
final class Lease implements AutoCloseable {

    private final Jobs jobs;
    private final UUID job;
    private final UUID runner;
    private final Semaphore done = new Semaphore(0);
    private volatile boolean held = true;

    Lease(Jobs jobs, UUID job, UUID runner) {
        this.jobs = jobs;
        this.job = job;
        this.runner = runner;
        Thread _ = Thread.ofVirtual().name("lease").start(this::keep);
    }

    private void keep() {
        try {
            while (held && !done.tryAcquire(Jobs.LEASE.toMillis() / 4, TimeUnit.MILLISECONDS)) {
                held = jobs.renew(job, runner);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the job was cancelled or somebody else has it. */
    boolean held() {
        return held;
    }

    @Override
    public void close() {
        done.release();
    }
}
