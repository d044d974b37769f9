package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.CurrentAccount;
import io.karat.bulk.BulkDecision;
import io.karat.bulk.BulkDecisions;
import io.karat.ledger.Command;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.Preview;
import io.karat.ledger.QueueFull;
import io.karat.model.EntityType;
import io.karat.ui.BulkSheet.Failure;
import io.karat.ui.BulkSheet.Figure;
import io.karat.ui.BulkSheet.Line;
import io.karat.ui.BulkSheet.Sample;
import jakarta.enterprise.context.RequestScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Lays out what one verdict on many questions is about. */
@RequestScoped
class BulkSheets {

    private static final int SAMPLES = 3;
    private static final int FAILURES = 200;
    private static final int LINES = 50;

    private final BulkDecisions jobs;
    private final Steward steward;
    private final Models models;
    private final CurrentAccount account;
    private final Access access;

    BulkSheets(BulkDecisions jobs, Steward steward, Models models, CurrentAccount account, Access access) {
        this.jobs = jobs;
        this.steward = steward;
        this.models = models;
        this.account = account;
        this.access = access;
    }

    BulkSheet.Index index() {
        return new BulkSheet.Index(
                jobs.latest(LINES).stream().map(BulkSheets::line).toList());
    }

    private static Line line(BulkDecision job) {
        return new Line(
                "/bulk/" + job.id(),
                title(job),
                Words.actor(job.actor()),
                When.of(job.createdAt()),
                state(job),
                tone(job),
                Words.number(job.counts().done()) + " of "
                        + Words.number(job.counts().total()));
    }

    boolean own(BulkDecision job) {
        return job.actor().equals(access.actor()) || account.isAdmin();
    }

    BulkSheet sheet(BulkDecision job) {
        BulkDecision.Counts counts = job.counts();
        return new BulkSheet(
                job.id().toString(),
                title(job),
                verdict(job),
                Words.orEmpty(job.reason()),
                Words.actor(job.actor()),
                When.of(job.createdAt()),
                state(job),
                tone(job),
                job.drafted(),
                job.active(),
                job.canBeUndone(),
                job.canGoOn(),
                own(job),
                counts.total() >= BulkDecision.TYPED_FROM,
                counts.total(),
                done(job),
                job.active()
                        ? jobs.begun(job)
                                .map(begun -> Words.left(begun, Instant.now(), done(job), counts.total()))
                                .orElse("")
                        : "",
                figures(counts),
                jobs.kinds(job.id()).stream()
                        .map(kind ->
                                new Figure(many(kind.entity()) + ", " + kind(kind.kind()), Words.number(kind.count())))
                        .toList(),
                jobs.reasons(job.id()).stream()
                        .map(reason -> new Figure(why(reason.code()), Words.number(reason.count())))
                        .toList(),
                job.drafted() ? samples(job) : List.of(),
                jobs.items(job.id(), List.of("failed"), FAILURES).stream()
                        .map(item ->
                                new Failure("/reviews/" + item.review(), item.title(), Words.orEmpty(item.message())))
                        .toList(),
                Words.orEmpty(job.error()));
    }

    private static long done(BulkDecision job) {
        BulkDecision.Counts counts = job.counts();
        return job.undoing() ? counts.undone() : counts.total() - counts.waiting();
    }

    private static String title(BulkDecision job) {
        return verdict(job) + ", for " + Words.count(job.counts().total(), "question", "questions");
    }

    private static String verdict(BulkDecision job) {
        return switch (job.verdict()) {
            case SAME -> "Same";
            case DIFFERENT -> "Different";
            case ACCEPT -> "Accepted as it is";
        };
    }

    private static String state(BulkDecision job) {
        return switch (job.state()) {
            case "drafted" -> "draft, nothing has changed";
            case "ready", "running" -> job.undoing() ? "being undone" : "running";
            case "done" -> job.undoing() ? "undone" : "done";
            default -> job.state();
        };
    }

    private static String tone(BulkDecision job) {
        return switch (job.state()) {
            case "ready", "running" -> "info";
            case "done" -> "good";
            case "failed" -> "bad";
            default -> "";
        };
    }

    private static List<Figure> figures(BulkDecision.Counts counts) {
        List<Figure> figures = new ArrayList<>();
        add(figures, "waiting", counts.waiting());
        add(figures, "done", counts.done());
        add(figures, "kept for a second person", counts.kept());
        add(figures, "failed", counts.failed());
        add(figures, "undone", counts.undone());
        add(figures, "left out", counts.leftOut());
        return figures;
    }

    private static void add(List<Figure> figures, String label, long number) {
        if (number > 0) {
            figures.add(new Figure(label, Words.number(number)));
        }
    }

    private String many(String entity) {
        return models.find(entity).map(EntityType::labelMany).orElse(entity);
    }

    private static String kind(String kind) {
        return switch (kind) {
            case "match" -> "same or not";
            case "guard" -> "held back";
            case "split" -> "come apart";
            default -> kind;
        };
    }

    private static String why(String code) {
        return switch (code) {
            case "review.claimed" -> "somebody else is at it";
            case "review.escalated" -> "escalated to somebody else";
            case "review.ended", "review.decided", "review.withdrawn" -> "not open any more";
            case "decision.kind" -> "the verdict does not fit the kind of question";
            case "second.own" -> "you gave a verdict, and a second person decides";
            case "version.changed" -> "the records changed since the draft";
            case "decision.contradicts" -> "contradicts a standing decision";
            default -> code;
        };
    }

    /** The first ones that wait, carried out and taken back. */
    private List<Sample> samples(BulkDecision job) {
        return jobs.items(job.id(), List.of("waiting"), SAMPLES).stream()
                .map(item -> new Sample("/reviews/" + item.review(), item.title(), effect(job, item)))
                .toList();
    }

    private List<String> effect(BulkDecision job, BulkDecision.Item item) {
        try {
            Preview preview = steward.preview(item.entity(), command(job, item));
            return switch (preview.outcome()) {
                case Outcome.Done _
                when preview.golden().isEmpty() -> List.of("No golden record changes; the answer stands from then on.");
                case Outcome.Done _ ->
                    preview.golden().stream().map(BulkSheets::effect).toList();
                case Outcome.Waits waits -> List.of(waits.message());
                case Outcome.Proposed _ -> List.of("It would wait for the approval of another person.");
                case Outcome.Changed changed -> List.of(changed.message());
                case Outcome.Contradicts contradicts -> List.of(contradicts.message());
                case Outcome.Refused refused -> List.of(refused.message());
            };
        } catch (QueueFull _) {
            return List.of("The hub is busy: load the page again for a look at this one.");
        }
    }

    private static String effect(Preview.Result result) {
        String records = Words.count(result.records().size(), "record", "records");
        return switch (result.fate()) {
            case CHANGED -> result.title() + " stays, with " + records;
            case CREATED -> result.title() + " is made, with " + records;
            case REVIVED -> result.title() + " comes back, with " + records;
            case RETIRED -> result.title() + " is retired and leads to the other";
        };
    }

    private static Command.OfSteward command(BulkDecision job, BulkDecision.Item item) {
        return switch (job.verdict()) {
            case SAME ->
                new Command.Decide(item.review(), Command.Verdict.SAME, item.evidence(), job.reason(), job.actor());
            case DIFFERENT ->
                new Command.Decide(
                        item.review(), Command.Verdict.DIFFERENT, item.evidence(), job.reason(), job.actor());
            case ACCEPT -> new Command.Acknowledge(item.review(), item.evidence(), job.reason(), job.actor());
        };
    }
}
