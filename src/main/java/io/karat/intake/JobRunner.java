package io.karat.intake;

import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Applies the lines of jobs, one job at a time and chunk after chunk, beside everything else the hub does. */
@ApplicationScoped
public class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final Ledgers ledgers;
    private final UUID runner = UUID.randomUUID();
    private final Semaphore turn = new Semaphore(1);
    private final Semaphore stop = new Semaphore(0);

    JobRunner(Jobs jobs, Ledgers ledgers) {
        this.jobs = jobs;
        this.ledgers = ledgers;
    }

    /** Looks for work now rather than within a few seconds. */
    void wake() {
        Thread.ofVirtual().name("jobs").start(this::runAll);
    }

    @Scheduled(every = "3s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        wake();
    }

    @Scheduled(every = "1h", delayed = "1m")
    void tidy() {
        jobs.forgetHalfReceived();
    }

    void stop(@Observes ShutdownEvent event) {
        stop.release();
    }

    private void runAll() {
        if (!turn.tryAcquire()) {
            return;
        }
        try {
            for (Optional<Job> job = jobs.lease(runner); job.isPresent() && !stopping(); job = jobs.lease(runner)) {
                run(job.get());
            }
        } finally {
            turn.release();
        }
    }

    private void run(Job job) {
        try {
            Counts sum = job.counts();
            for (Optional<Jobs.Chunk> chunk = jobs.nextChunk(job.id());
                    chunk.isPresent();
                    chunk = jobs.nextChunk(job.id())) {
                if (stopping() || !jobs.renew(job.id(), runner)) {
                    return;
                }
                List<LineResult> results = apply(job, chunk.get().lines());
                sum = sum.plus(Counts.of(results));
                jobs.applied(job.id(), chunk.get().number(), results, sum);
            }
            jobs.finish(job.id(), runner, null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IllegalArgumentException e) {
            LOG.errorf("job %s failed: %s", job.id(), e.getClass().getName());
            jobs.finish(job.id(), runner, "There is no entity type " + job.entity() + " any more");
        }
    }

    private List<LineResult> apply(Job job, List<Line> lines) throws InterruptedException {
        BulkCommands commands = BulkCommands.of(job.source(), job.actor(), lines);
        while (true) {
            try {
                List<Outcome.OfSource> outcomes = commands.commands().isEmpty()
                        ? List.of()
                        : ledgers.submitAll(job.entity(), commands.commands(), Lane.BULK)
                                .join();
                return commands.results(outcomes);
            } catch (QueueFull e) {
                pause(e.retryAfter());
                jobs.renew(job.id(), runner);
            }
        }
    }

    private void pause(Duration time) throws InterruptedException {
        if (stop.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS)) {
            stop.release();
        }
    }

    private boolean stopping() {
        return stop.availablePermits() > 0;
    }
}
