package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.bulk.BulkDecision;
import io.karat.bulk.BulkDecisions;
import io.karat.bulk.BulkRunner;
import io.karat.intake.Watch;
import io.karat.ledger.Command;
import io.karat.review.Reviews;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** One verdict on many questions, as a job. */
@ShowsValues
@Path("/api/v1/bulk-decisions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@RunOnVirtualThread
@Tag(name = "Reviews")
class BulkDecisionsResource {

    private static final int SAMPLES = 3;
    private static final int FAILURES = 200;

    private final BulkDecisions jobs;
    private final BulkRunner runner;
    private final Reviews reviews;
    private final ReviewDesk desk;
    private final EntityTypes types;
    private final Acts acts;

    BulkDecisionsResource(
            BulkDecisions jobs, BulkRunner runner, Reviews reviews, ReviewDesk desk, EntityTypes types, Acts acts) {
        this.jobs = jobs;
        this.runner = runner;
        this.reviews = reviews;
        this.desk = desk;
        this.types = types;
        this.acts = acts;
    }

    @POST
    @Operation(
            summary = "Drafts one verdict on many questions; changes nothing",
            description = "Either reviews names them, or all is true and the filters of the queue in the address choose"
                    + " them. The draft freezes which questions, on which evidence. With an Idempotency-Key, sending it"
                    + " again gives the same draft.")
    public Response draft(
            @BeanParam ReviewWanted wanted,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @Valid @NotNull Wish wish) {
        BulkDecision.Verdict verdict = BulkDecision.Verdict.of(wish.decision())
                .orElseThrow(() -> Refused.of(
                        Response.Status.BAD_REQUEST, "decision.unknown", "A decision is same, different or accept"));
        List<UUID> named = wish.reviews() == null ? List.of() : wish.reviews();
        if (named.isEmpty() != wish.all()) {
            throw Refused.of(
                    Response.Status.BAD_REQUEST, "bulk.which", "Name some reviews, or say all for those of the filter");
        }
        BulkDecision drafted = jobs.draft(
                new BulkDecisions.Wish(verdict, wish.reason(), acts.actor(), desk.reviewer(), key),
                wish.all() ? reviews.chosen(desk.filter(wanted)) : reviews.chosen(named));
        return Response.status(Response.Status.CREATED)
                .entity(document(drafted, true))
                .build();
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "The latest jobs")
    public Latest latest() {
        return new Latest(jobs.latest(50));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "How far a job is, and what it could not do; with samples=true what it would come to now")
    public Document find(UUID id, @RestQuery boolean samples) {
        return document(require(id), samples);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "A job as it goes on",
            description =
                    "Server-sent events named job: the job now, then whenever it came further, until it has ended.")
    public Multi<OutboundSseEvent> follow(UUID id, @Context Sse sse) {
        require(id);
        return Progress.events("job", sse, Watch.of(() -> require(id), job -> !job.active()));
    }

    @POST
    @Path("{id}/start")
    @Operation(
            summary = "Lets a draft run",
            description = "From 20 questions on, confirm has to be their number. Sent again, it changes nothing.")
    public Document start(UUID id, @Valid @NotNull Confirmation confirmation) {
        BulkDecision job = mine(id);
        long total = job.counts().total();
        if (total >= BulkDecision.TYPED_FROM && (confirmation.confirm() == null || confirmation.confirm() != total)) {
            throw Refused.of(
                    Refused.UNPROCESSABLE, "bulk.confirm", "Send as confirm the number of questions it is about");
        }
        jobs.start(id, acts.actor());
        runner.wake();
        return document(require(id), false);
    }

    @POST
    @Path("{id}/cancel")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Stops a job; what it did stays done and can be undone")
    public Document cancel(UUID id) {
        mine(id);
        if (!jobs.cancel(id, acts.actor())) {
            throw Refused.of(Response.Status.CONFLICT, "bulk.ended", "The job has ended already");
        }
        return document(require(id), false);
    }

    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Lets a job go on that was stopped or failed")
    public Document goOn(UUID id) {
        mine(id);
        jobs.goOn(id, acts.actor());
        runner.wake();
        return document(require(id), false);
    }

    @POST
    @Path("{id}/undo")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Undoes all that a job decided, as a job")
    public Document undo(UUID id) {
        mine(id);
        if (!jobs.undo(id, acts.actor())) {
            throw Refused.of(
                    Response.Status.CONFLICT, "bulk.nothing", "It still runs, or nothing of what it decided stands");
        }
        runner.wake();
        return document(require(id), false);
    }

    private BulkDecision require(UUID id) {
        return jobs.find(id)
                .orElseThrow(
                        () -> Refused.of(Response.Status.NOT_FOUND, "bulk.unknown", "There is no job with this id"));
    }

    /** Its author's, or anybody's for an administrator. */
    private BulkDecision mine(UUID id) {
        BulkDecision job = require(id);
        if (!job.actor().equals(acts.actor()) && !desk.reviewer().roles().contains(Roles.ADMIN)) {
            throw Refused.of(Response.Status.FORBIDDEN, "bulk.foreign", "This job is somebody else's");
        }
        return job;
    }

    private Document document(BulkDecision job, boolean samples) {
        return new Document(
                job,
                jobs.kinds(job.id()),
                jobs.reasons(job.id()),
                jobs.items(job.id(), List.of("failed"), FAILURES),
                samples ? samples(job) : List.of());
    }

    /** The first ones that wait, carried out and taken back. */
    private List<Sample> samples(BulkDecision job) {
        List<Sample> samples = new ArrayList<>();
        for (BulkDecision.Item item : jobs.items(job.id(), List.of("waiting"), SAMPLES)) {
            try {
                PreviewDocument preview =
                        acts.preview(types.require(item.entity()), command(job, item), Response.Status.CONFLICT);
                samples.add(new Sample(item.review(), item.title(), preview, null));
            } catch (Refused refused) {
                samples.add(new Sample(item.review(), item.title(), null, refused.getMessage()));
            }
        }
        return samples;
    }

    private Command.OfSteward command(BulkDecision job, BulkDecision.Item item) {
        return switch (job.verdict()) {
            case SAME ->
                new Command.Decide(item.review(), Command.Verdict.SAME, item.evidence(), job.reason(), job.actor());
            case DIFFERENT ->
                new Command.Decide(
                        item.review(), Command.Verdict.DIFFERENT, item.evidence(), job.reason(), job.actor());
            case ACCEPT -> new Command.Acknowledge(item.review(), item.evidence(), job.reason(), job.actor());
        };
    }

    /** @param all those that the filters in the address choose */
    record Wish(
            @NotBlank String decision,
            @Nullable @Size(max = 1000) List<UUID> reviews,
            boolean all,
            @Nullable @Size(max = 500) String reason) {}

    record Confirmation(@Nullable Long confirm) {}

    record Latest(List<BulkDecision> jobs) {}

    /** @param samples what some of them would come to now */
    record Document(
            BulkDecision job,
            List<BulkDecisions.Kind> kinds,
            List<BulkDecisions.Reason> reasons,
            List<BulkDecision.Item> failures,
            List<Sample> samples) {}

    /** @param refused the code of the reason why it would not be done */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sample(
            UUID review,
            String title,
            @Nullable PreviewDocument preview,
            @Nullable String refused) {}
}
