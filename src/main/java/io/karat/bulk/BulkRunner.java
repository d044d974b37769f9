package io.karat.bulk;

import io.karat.boot.Rounds;
import io.karat.bulk.BulkDecision.Item;
import io.karat.bulk.BulkDecisions.Fate;
import io.karat.ledger.Command;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/**
 * Carries one verdict out on many questions, some at a time. A runner that dies leaves its lease behind; the next one finds
 * by the decisions themselves what was done, so nothing is decided twice.
 */
@ApplicationScoped
public class BulkRunner {

    private static final Logger LOG = Logger.getLogger(BulkRunner.class);

    /** Asked for together, so that the ledger has work while answers are noted; also what a stop waits for. */
    private static final int AT_A_TIME = 32;

    private final BulkDecisions jobs;
    private final Ledgers ledgers;
    private final UUID runner = UUID.randomUUID();
    private final Rounds<BulkDecision> rounds;

    BulkRunner(BulkDecisions jobs, Ledgers ledgers) {
        this.jobs = jobs;
        this.ledgers = ledgers;
        this.rounds = new Rounds<>("bulk-decisions", () -> jobs.lease(runner), this::run);
    }

    /** There is something to do. */
    public void wake() {
        rounds.wake();
    }

    @Scheduled(every = "3s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        wake();
    }

    void stop(@Observes ShutdownEvent event) {
        rounds.stop();
    }

    private void run(BulkDecision job) {
        try {
            jobs.reconcile(job.id());
            List<Item> next = jobs.next(job, AT_A_TIME);
            while (!next.isEmpty()) {
                if (rounds.stopping() || !jobs.renew(job.id(), runner)) {
                    return;
                }
                carryOut(job, next);
                next = jobs.next(job, AT_A_TIME);
            }
            jobs.finish(job.id(), runner, null);
        } catch (QueueFull _) {
            // Too much waits to be written: the lease runs out, and then it goes on.
            LOG.infof("the bulk decision %s waits for the ledger", job.id());
        } catch (RuntimeException | Error e) {
            if (!rounds.stopping()) {
                LOG.errorf(e, "the bulk decision %s was broken off", job.id());
                jobs.finish(job.id(), runner, "The hub failed at this; its log says why. It may be let go on.");
            }
        }
    }

    private record Asked(Item item, CompletableFuture<Outcome.OfSteward> outcome) {}

    private void carryOut(BulkDecision job, List<Item> items) {
        List<Asked> asked = new ArrayList<>();
        for (Item item : items) {
            if (!job.undoing() && jobs.escalatedAway(job.id(), item.review())) {
                jobs.note(
                        job.id(),
                        item.place(),
                        new Fate("failed", null, "review.escalated", "It was escalated to somebody else."));
            } else {
                asked.add(new Asked(item, ledgers.submit(item.entity(), command(job, item))));
            }
        }
        for (Asked one : asked) {
            jobs.note(job.id(), one.item().place(), fate(job, await(one.outcome())));
        }
    }

    private static Command.OfSteward command(BulkDecision job, Item item) {
        if (job.undoing()) {
            UUID decision = item.decision();
            if (decision == null) {
                throw new IllegalStateException("an item that is done has a decision");
            }
            return new Command.Undo(decision, "bulk decision " + job.id() + " undone", job.actor());
        }
        return switch (job.verdict()) {
            case SAME -> decide(job, item, Command.Verdict.SAME);
            case DIFFERENT -> decide(job, item, Command.Verdict.DIFFERENT);
            case ACCEPT -> new Command.Acknowledge(item.review(), item.evidence(), job.reason(), job.actor(), job.id());
        };
    }

    private static Command.Decide decide(BulkDecision job, Item item, Command.Verdict verdict) {
        return new Command.Decide(item.review(), verdict, item.evidence(), job.reason(), job.actor(), job.id());
    }

    private static Fate fate(BulkDecision job, Outcome.OfSteward outcome) {
        boolean undoing = job.undoing();
        return switch (outcome) {
            case Outcome.Done done -> new Fate(undoing ? "undone" : "done", done.decision(), null, null);
            case Outcome.Waits waits -> new Fate("kept", null, null, waits.message());
            case Outcome.Proposed _ -> new Fate("kept", null, null, "It waits for the approval of another person.");
            case Outcome.Changed changed -> refused(undoing, "version.changed", changed.message());
            case Outcome.Contradicts contradicts -> refused(undoing, "decision.contradicts", contradicts.message());
            // Somebody undid it by hand, or an earlier runner did: that is what was wanted.
            case Outcome.Refused(String code, String _)
            when undoing && code.equals("decision.unknown") -> new Fate("undone", null, null, null);
            case Outcome.Refused(String code, String _)
            when code.equals("second.own") -> new Fate("kept", null, null, "Your verdict is kept.");
            case Outcome.Refused(String code, String message) -> refused(undoing, code, message);
        };
    }

    /** What cannot be undone stays done, with the reason. */
    private static Fate refused(boolean undoing, String code, String message) {
        return new Fate(undoing ? "done" : "failed", null, code, message);
    }

    private static Outcome.OfSteward await(CompletableFuture<Outcome.OfSteward> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
