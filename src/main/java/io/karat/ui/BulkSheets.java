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
                Messages.text(
                        "common-done-of",
                        Words.number(job.counts().done()),
                        Words.number(job.counts().total())));
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
                        .map(kind -> new Figure(
                                many(kind.entity()) + ", " + Messages.textOr("common-kind-" + kind.kind(), kind.kind()),
                                Words.number(kind.count())))
                        .toList(),
                jobs.reasons(job.id()).stream()
                        .map(reason -> new Figure(why(reason.code()), Words.number(reason.count())))
                        .toList(),
                job.drafted() ? samples(job) : List.of(),
                jobs.items(job.id(), List.of("failed"), FAILURES).stream()
                        .map(item -> new Failure(
                                "/reviews/" + item.review(),
                                item.title(),
                                Messages.translated(Words.orEmpty(item.message()))))
                        .toList(),
                Messages.translated(Words.orEmpty(job.error())));
    }

    private static long done(BulkDecision job) {
        BulkDecision.Counts counts = job.counts();
        return job.undoing() ? counts.undone() : counts.total() - counts.waiting();
    }

    private static String title(BulkDecision job) {
        return Messages.text(
                "bulk-title",
                verdict(job),
                job.counts().total(),
                Words.number(job.counts().total()));
    }

    private static String verdict(BulkDecision job) {
        return switch (job.verdict()) {
            case SAME -> Messages.text("common-same");
            case DIFFERENT -> Messages.text("common-different");
            case ACCEPT -> Messages.text("bulk-accepted-as-it-is");
        };
    }

    private static String state(BulkDecision job) {
        return switch (job.state()) {
            case "drafted" -> Messages.text("bulk-state-drafted");
            case "ready", "running" -> Messages.text(job.undoing() ? "bulk-state-being-undone" : "bulk-state-running");
            case "done" -> Messages.text(job.undoing() ? "bulk-state-undone" : "bulk-state-done");
            default -> Messages.textOr("bulk-state-" + job.state(), job.state());
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
        add(figures, "bulk-figure-waiting", counts.waiting());
        add(figures, "bulk-figure-done", counts.done());
        add(figures, "bulk-figure-kept", counts.kept());
        add(figures, "bulk-figure-failed", counts.failed());
        add(figures, "bulk-figure-undone", counts.undone());
        add(figures, "bulk-figure-left-out", counts.leftOut());
        return figures;
    }

    private static void add(List<Figure> figures, String key, long number) {
        if (number > 0) {
            figures.add(new Figure(Messages.text(key), Words.number(number)));
        }
    }

    private String many(String entity) {
        return models.find(entity).map(EntityType::labelMany).orElse(entity);
    }

    private static String why(String code) {
        return switch (code) {
            case "review.ended", "review.decided", "review.withdrawn" -> Messages.text("bulk-why-not-open");
            default -> Messages.textOr("bulk-why-" + code.replace('.', '-'), code);
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
                when preview.golden().isEmpty() -> List.of(Messages.text("bulk-no-golden-record-changes"));
                case Outcome.Done _ ->
                    preview.golden().stream().map(BulkSheets::effect).toList();
                case Outcome.Waits waits -> List.of(Messages.translated(waits.message()));
                case Outcome.Proposed _ -> List.of(Messages.text("bulk-would-wait"));
                case Outcome.Changed changed -> List.of(Messages.translated(changed.message()));
                case Outcome.Contradicts contradicts -> List.of(Messages.translated(contradicts.message()));
                case Outcome.Refused refused -> List.of(Messages.translated(refused.message()));
            };
        } catch (QueueFull _) {
            return List.of(Messages.text("bulk-hub-is-busy"));
        }
    }

    private static String effect(Preview.Result result) {
        int records = result.records().size();
        return switch (result.fate()) {
            case CHANGED -> Messages.text("bulk-effect-changed", records, Words.number(records), result.title());
            case CREATED -> Messages.text("bulk-effect-created", records, Words.number(records), result.title());
            case REVIVED -> Messages.text("bulk-effect-revived", records, Words.number(records), result.title());
            case RETIRED -> Messages.text("bulk-effect-retired", result.title());
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
