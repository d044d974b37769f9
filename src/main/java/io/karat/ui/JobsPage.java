package io.karat.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.Sources;
import io.karat.intake.Counts;
import io.karat.intake.Job;
import io.karat.intake.Jobs;
import io.karat.intake.LineResult;
import io.karat.intake.Watch;
import io.karat.ledger.Models;
import io.karat.ledger.PlanEffect;
import io.karat.model.EntityType;
import io.karat.ui.JobSheet.Figure;
import io.karat.ui.JobSheet.Line;
import io.karat.ui.JobSheet.Refusal;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Loads and plans, and how far they are. */
@Path("/jobs")
@RolesAllowed(Roles.VIEWER)
class JobsPage {

    private static final int LINES = 30;
    private static final int REFUSALS = 100;
    private static final int SHARES = 1000;

    /** A plan is of all sources. */
    private static final int NO_SOURCE = -1;

    private final Frames frames;
    private final Jobs jobs;
    private final Sources sources;
    private final Models models;
    private final Access access;
    private final ObjectMapper json;

    JobsPage(Frames frames, Jobs jobs, Sources sources, Models models, Access access, ObjectMapper json) {
        this.frames = frames;
        this.jobs = jobs;
        this.sources = sources;
        this.models = models;
        this.access = access;
        this.json = json;
    }

    @GET
    public Response show(
            @QueryParam("before") @Nullable String asked, @HeaderParam("HX-Request") @Nullable String part) {
        UUID before = Typed.id(Typed.text(asked));
        List<Job> found = jobs.list(null, before, LINES + 1);
        List<Job> page = found.subList(0, Math.min(LINES, found.size()));
        SourceNames names = SourceNames.of(sources);
        Instant now = Instant.now();
        String next = found.size() > LINES ? "/jobs?before=" + page.getLast().id() : "";
        JobSheet sheet = new JobSheet(
                before == null ? "" : "?before=" + before,
                page.stream().map(job -> line(job, names, now)).toList(),
                page.stream().anyMatch(job -> !job.finished()),
                next);
        Frame frame = frames.frame("jobs", Messages.text("common-jobs"));
        return Html.page(part == null ? Templates.jobs(frame, sheet) : Templates.joblist(frame, sheet))
                .build();
    }

    /** Says when what {@link #show} shows has changed. */
    @GET
    @Path("live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    public Multi<OutboundSseEvent> live(@QueryParam("before") @Nullable String asked, @Context Sse sse) {
        UUID before = Typed.id(Typed.text(asked));
        return Live.events(sse, Watch.of(() -> jobs.list(null, before, LINES), _ -> false));
    }

    /** The first lines of a job that were rejected or quarantined. */
    @GET
    @Path("{id}/refusals")
    public Response refusals(UUID id) {
        if (jobs.find(id).isEmpty()) {
            throw new NotFoundException();
        }
        List<Refusal> refusals = new ArrayList<>();
        Optional<String> chunk = jobs.results(id, 0);
        for (int n = 1; chunk.isPresent() && refusals.size() < REFUSALS; n++) {
            chunk.get()
                    .lines()
                    .flatMap(this::refusal)
                    .limit(REFUSALS - refusals.size())
                    .forEach(refusals::add);
            chunk = jobs.results(id, n);
        }
        return Html.page(Templates.refusals(refusals)).build();
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed(Roles.ADMIN)
    public Response cancel(UUID id) {
        jobs.cancel(id, access.actor());
        return Html.to("/jobs");
    }

    private Stream<Refusal> refusal(String line) {
        try {
            LineResult result = json.readValue(line, LineResult.class);
            if (!result.status().equals("rejected") && !result.status().equals("quarantined")) {
                return Stream.empty();
            }
            String place = result.column() != null
                    ? Messages.text("admin-column", result.column())
                    : result.pointer() == null ? "" : result.pointer();
            return Stream.of(new Refusal(
                    result.line(),
                    result.key() == null ? "" : result.key(),
                    place,
                    Messages.translated(Words.orEmpty(result.message()))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the results of a job are not what the hub writes", e);
        }
    }

    private Line line(Job job, SourceNames names, Instant now) {
        if (job.plan() != null) {
            return line(job, job.plan(), now);
        }
        Counts counts = job.counts();
        return new Line(
                job.id().toString(),
                names.label(job.source()),
                names.colour(job.source()),
                models.find(job.entity()).map(EntityType::labelMany).orElse(job.entity()),
                Words.actor(job.actor()),
                state(job),
                tone(job),
                counts.lines(),
                Math.max(1, job.lines()),
                Messages.text("admin-lines-of", job.lines(), Words.number(job.lines()), Words.number(counts.lines())),
                job.state().equals("running") ? Words.left(job.createdAt(), now, counts.lines(), job.lines()) : "",
                When.of(job.createdAt()),
                figures(counts),
                counts.rejected() + counts.quarantined(),
                !job.finished(),
                note(job));
    }

    private Line line(Job job, Job.Plan plan, Instant now) {
        String phase = plan.phase();
        return new Line(
                job.id().toString(),
                plan(job.kind(), plan.version()),
                NO_SOURCE,
                models.find(job.entity()).map(EntityType::labelMany).orElse(job.entity()),
                Words.actor(job.actor()),
                state(job),
                tone(job),
                Math.round(plan.share() * SHARES),
                SHARES,
                job.finished() || phase == null
                        ? ""
                        : Words.phase(phase) + ", " + Math.round(plan.share() * 100) + " %",
                job.state().equals("running")
                        ? Words.left(job.createdAt(), now, Math.round(plan.share() * SHARES), SHARES)
                        : "",
                When.of(job.createdAt()),
                figures(plan),
                0,
                !job.finished() && plan.stoppable(),
                Messages.translated(Words.orEmpty(job.error())));
    }

    private static String plan(String kind, @Nullable Integer version) {
        String name = switch (kind) {
            case "train", "activate", "survey" -> Messages.text("admin-plan-" + kind);
            default -> Messages.text("admin-plan-reconcile");
        };
        return version == null ? name : Messages.text("admin-plan-version", name, version.toString());
    }

    private static List<Figure> figures(Job.Plan plan) {
        List<Figure> figures = new ArrayList<>();
        PlanEffect effect = plan.effect();
        if (effect != null) {
            figures.add(figure("merged", effect.merged()));
            figures.add(figure("split", effect.split()));
            figures.add(figure("questions", effect.questionsThen()));
        }
        return figures;
    }

    private static String state(Job job) {
        return Messages.textOr("admin-job-" + job.state(), job.state());
    }

    private static String tone(Job job) {
        return switch (job.state()) {
            case "done" -> job.counts().rejected() > 0 ? "warn" : "good";
            case "failed" -> "bad";
            case "cancelled" -> "";
            default -> "info";
        };
    }

    private static String note(Job job) {
        if (job.error() != null) {
            return Messages.translated(job.error());
        }
        return job.ignoredColumns().isEmpty()
                ? ""
                : Messages.text("admin-columns-ignored", String.join(", ", job.ignoredColumns()));
    }

    private static List<Figure> figures(Counts counts) {
        return Stream.of(
                        figure("created", counts.created()),
                        figure("joined", counts.linked()),
                        figure("updated", counts.updated()),
                        figure("reviews", counts.reviews()),
                        figure("unchanged", counts.unchanged()),
                        figure("stale", counts.stale()),
                        figure("quarantined", counts.quarantined()),
                        figure("rejected", counts.rejected()))
                .filter(figure -> !figure.number().equals("0"))
                .toList();
    }

    /** @param what has a message of its own */
    private static Figure figure(String what, long number) {
        return new Figure(Messages.text("admin-figure-" + what), Words.number(number));
    }
}
