package io.karat.intake;

import io.karat.boot.Rounds;
import io.karat.ledger.Commission;
import io.karat.ledger.ParameterVersions;
import io.karat.ledger.PlanEffect;
import io.karat.ledger.PlanProgress;
import io.karat.ledger.Plans;
import io.karat.ledger.Surveys;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans as jobs, one at a time, beside the loads. A plan that a hub left when it stopped is made again by the next
 * one; a version that was learnt for it is not learnt twice.
 */
@ApplicationScoped
public class PlanRunner {

    private static final Logger LOG = Logger.getLogger(PlanRunner.class);

    private final PlanStore store;
    private final Jobs jobs;
    private final Plans plans;
    private final Surveys surveys;
    private final UUID runner = UUID.randomUUID();
    private final Rounds<Job> rounds;

    PlanRunner(PlanStore store, Jobs jobs, Plans plans, Surveys surveys) {
        this.store = store;
        this.jobs = jobs;
        this.plans = plans;
        this.surveys = surveys;
        this.rounds = new Rounds<>("plans", () -> store.lease(runner), this::run);
    }

    /**
     * Has a plan made. Asked again before its end, it is the same job.
     *
     * @param version to be brought into force, else null
     * @return the job; of another version when that is being brought into force just now
     */
    public Job start(PlanKind kind, String entity, @Nullable Integer version, String actor) {
        Job job = store.open(kind, entity, version, actor);
        wake();
        return job;
    }

    /** The plan of a kind that is not at its end, if there is one. */
    public Optional<Job> open(PlanKind kind, String entity) {
        return store.open(kind, entity);
    }

    private void wake() {
        rounds.wake();
    }

    @Scheduled(every = "3s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        wake();
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.stop();
    }

    private void run(Job job) {
        try (Lease lease = new Lease(jobs, job.id(), runner)) {
            make(job, new Commission(job.id(), job.actor(), new Told(job.id(), lease)));
            jobs.finish(job.id(), runner, null);
        } catch (PlanProgress.PlanStopped _) {
            LOG.infof("plan %s was stopped", job.id());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IllegalArgumentException e) {
            jobs.finish(job.id(), runner, "There is no entity type " + job.entity() + " any more");
        } catch (RuntimeException | Error e) {
            if (!rounds.stopping()) {
                LOG.errorf(e, "plan %s failed", job.id());
                jobs.finish(job.id(), runner, Setbacks.words(e));
            }
        }
    }

    private void make(Job job, Commission commission) throws InterruptedException {
        switch (PlanKind.valueOf(job.kind().toUpperCase(Locale.ROOT))) {
            case TRAIN -> {
                ParameterVersions.Version version = plans.train(job.entity(), commission);
                PlanEffect effect = version.effect();
                if (effect != null) {
                    store.effect(job.id(), runner, effect, true);
                }
            }
            case ACTIVATE -> {
                Integer version = job.plan() == null ? null : job.plan().version();
                Optional<PlanEffect> effect = plans.activate(job.entity(), version == null ? 0 : version, commission);
                if (effect.isEmpty()) {
                    jobs.finish(job.id(), runner, "There is no such version of parameters");
                }
            }
            case RECONCILE -> plans.reconcile(job.entity(), commission);
            case SURVEY -> surveys.keep(job.entity(), plans.survey(job.entity(), commission));
        }
    }

    /** Keeps with the job how far its plan is, a few times a second. */
    private final class Told implements PlanProgress {

        private static final Duration PAUSE = Duration.ofMillis(250);

        private final UUID job;
        private final Lease lease;
        private String phase = "";
        private long last;
        private boolean certain;

        Told(UUID job, Lease lease) {
            this.job = job;
            this.lease = lease;
        }

        @Override
        public void at(String now, double share) {
            if (now.equals(phase) && System.nanoTime() - last < PAUSE.toNanos()) {
                return;
            }
            phase = now;
            last = System.nanoTime();
            goOn(lease.held() && store.at(job, runner, now, share));
        }

        @Override
        public void learnt(int version) {
            goOn(store.learnt(job, runner, version));
        }

        @Override
        public void adopting(PlanEffect effect) {
            goOn(store.effect(job, runner, effect, false));
            certain = true;
        }

        private void goOn(boolean wanted) {
            if (!certain && (!wanted || rounds.stopping())) {
                throw new PlanStopped();
            }
        }
    }
}
