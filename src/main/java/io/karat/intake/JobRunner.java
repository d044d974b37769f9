package io.karat.intake;

import io.karat.ledger.BulkLoad;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.Plans;
import io.karat.ledger.QueueFull;
import io.karat.model.EntityType;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Applies the lines of jobs, one job at a time and chunk after chunk, beside everything else the hub does. */
@ApplicationScoped
public class JobRunner {

    private static final Logger LOG = Logger.getLogger(JobRunner.class);

    private final Jobs jobs;
    private final Ledgers ledgers;
    private final Plans plans;
    private final Models models;
    private final UUID runner = UUID.randomUUID();
    private final Setbacks setbacks = new Setbacks();
    private final Semaphore turn = new Semaphore(1);
    private final Semaphore stop = new Semaphore(0);

    JobRunner(Jobs jobs, Ledgers ledgers, Plans plans, Models models) {
        this.jobs = jobs;
        this.ledgers = ledgers;
        this.plans = plans;
        this.models = models;
    }

    /** Looks for work now rather than within a few seconds. */
    @SuppressWarnings("ThreadPriorityCheck") // It decides who waits, never what comes out.
    void wake() {
        // Long work would keep the carrier of virtual threads from those who wait for an answer.
        Thread.ofPlatform().daemon().name("jobs").priority(Thread.MIN_PRIORITY).start(this::runAll);
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
            EntityType type = models.find(job.entity())
                    .orElseThrow(() -> new IllegalArgumentException("there is no entity type " + job.entity()));
            if (plans.worthwhile(job.entity(), job.lines())) {
                together(job, type);
            } else {
                oneByOne(job, type);
            }
            setbacks.forget(job.id());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (BodyRefused e) {
            jobs.finish(job.id(), runner, e.getMessage());
        } catch (IOException e) {
            LOG.errorf(
                    "the lines of job %s cannot be read: %s",
                    job.id(), e.getClass().getName());
            jobs.finish(job.id(), runner, "The lines cannot be read");
        } catch (IllegalArgumentException e) {
            LOG.errorf("job %s failed: %s", job.id(), e.getClass().getName());
            jobs.finish(job.id(), runner, "There is no entity type " + job.entity() + " any more");
        } catch (RuntimeException | Error e) {
            brokenOff(job, e);
        }
    }

    /** A job that is tried again waits until its lease has run out. */
    private void brokenOff(Job job, Throwable cause) {
        if (stopping()) {
            return;
        }
        LOG.errorf(cause, "job %s was broken off", job.id());
        setbacks.end(job.id(), cause).ifPresent(words -> jobs.finish(job.id(), runner, words));
    }

    /** A chunk whose commands were told to the ledger. */
    private record UnderWay(int chunk, BulkCommands commands, CompletableFuture<List<Outcome.OfSource>> outcomes) {}

    /** Lines are applied in their order; while the ledger works on a chunk the next one is made ready. */
    private void oneByOne(Job job, EntityType type) throws InterruptedException, IOException {
        Counts sum = job.counts();
        UnderWay before = null;
        for (Optional<Jobs.Chunk> chunk = jobs.nextChunk(job.id(), -1);
                chunk.isPresent();
                chunk = jobs.nextChunk(job.id(), chunk.get().number())) {
            if (stopping() || !jobs.renew(job.id(), runner)) {
                if (before != null) {
                    answer(job, before, sum);
                }
                return;
            }
            BulkCommands commands =
                    BulkCommands.of(job.source(), job.actor(), chunk.get().lines(type));
            UnderWay now = new UnderWay(chunk.get().number(), commands, submit(job, commands.commands()));
            if (before != null) {
                sum = answer(job, before, sum);
            }
            before = now;
        }
        if (before != null) {
            answer(job, before, sum);
        }
        jobs.finish(job.id(), runner, null);
    }

    private Counts answer(Job job, UnderWay done, Counts sum) {
        List<LineResult> results = done.commands().results(done.outcomes().join());
        Counts more = sum.plus(Counts.of(results));
        jobs.applied(job.id(), done.chunk(), results, more);
        return more;
    }

    /** All lines are landed, then decided together. */
    private void together(Job job, EntityType type) throws InterruptedException, IOException {
        try (Lease lease = new Lease(jobs, job.id(), runner);
                BulkLoad load = plans.load(job.entity(), job.source(), job.actor())) {
            LandedJob landed = new LandedJob(jobs, job, load, commands -> tell(job, commands));
            if (landed.land(type, () -> lease.held() && !stopping())) {
                landed.decide();
                landed.answer();
                load.settle();
                jobs.finish(job.id(), runner, null);
            }
        }
    }

    private List<Outcome.OfSource> tell(Job job, List<? extends Command.OfSource> commands)
            throws InterruptedException {
        return submit(job, commands).join();
    }

    private CompletableFuture<List<Outcome.OfSource>> submit(Job job, List<? extends Command.OfSource> commands)
            throws InterruptedException {
        while (!commands.isEmpty()) {
            try {
                return ledgers.submitAll(job.entity(), commands, Lane.BULK);
            } catch (QueueFull e) {
                pause(e.retryAfter());
                jobs.renew(job.id(), runner);
            }
        }
        return CompletableFuture.completedFuture(List.of());
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
