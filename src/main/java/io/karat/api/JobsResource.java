package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.intake.Job;
import io.karat.intake.Jobs;
import io.karat.intake.Watch;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Loads and plans that run by themselves. */
@Path("/api/v1/jobs")
@RunOnVirtualThread
@Tag(name = "Administration")
class JobsResource {

    private static final int LARGEST_PAGE = 200;

    private final Jobs jobs;
    private final Access access;
    private final SecurityIdentity identity;

    JobsResource(Jobs jobs, Access access, SecurityIdentity identity) {
        this.jobs = jobs;
        this.access = access;
        this.identity = identity;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Jobs, newest first")
    public JobPage list(
            @RestQuery @Nullable String source,
            @RestQuery @Nullable UUID cursor,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        int size = Math.min(limit, LARGEST_PAGE);
        List<Job> found = jobs.list(source, cursor, size);
        return new JobPage(
                found, found.size() < size ? null : found.getLast().id().toString());
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.VIEWER, Roles.SOURCE})
    @Operation(summary = "A job with its counts so far")
    public Job find(UUID id) {
        return require(id);
    }

    @GET
    @Path("{id}/events")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RolesAllowed({Roles.VIEWER, Roles.SOURCE})
    @Operation(
            summary = "A job as it goes on",
            description =
                    "Server-sent events named job: the job now, then whenever it came further, until it has ended.")
    public Multi<OutboundSseEvent> follow(UUID id, @Context Sse sse) {
        require(id);
        return Progress.events("job", sse, Watch.of(() -> jobs.find(id).orElseThrow(), Job::finished));
    }

    @GET
    @Path("{id}/results")
    @Produces(BulkResource.NDJSON)
    @RolesAllowed({Roles.VIEWER, Roles.SOURCE})
    @Operation(
            summary = "Results of a job's lines, in order",
            description =
                    "One page of NDJSON. The header Karat-Cursor leads to the next one; it is absent when there are"
                            + " no more, and the same again while the job has not come further.")
    public Response results(UUID id, @RestQuery @DefaultValue("0") String cursor) {
        Job job = require(id);
        int chunk;
        try {
            chunk = Integer.parseUnsignedInt(cursor);
        } catch (NumberFormatException _) {
            throw Refused.unknownCursor();
        }
        Optional<String> results = jobs.results(id, chunk);
        Response.ResponseBuilder answer = Response.ok(results.orElse(""), BulkResource.NDJSON);
        if (results.isPresent()) {
            answer.header("Karat-Cursor", chunk + 1);
        } else if (!job.finished()) {
            answer.header("Karat-Cursor", chunk).header("Retry-After", 1);
        }
        return answer.build();
    }

    @POST
    @Path("{id}/cancel")
    @RolesAllowed({Roles.ADMIN, Roles.SOURCE})
    @Operation(
            summary = "Stops a job after the lines or the phase it is at",
            description = "What was applied stays applied. A plan can be stopped until golden records follow it.")
    public Job cancel(UUID id) {
        Job job = require(id);
        if (job.plan() == null) {
            access.requireSource(job.source());
        } else if (!identity.hasRole(Roles.ADMIN)) {
            throw new ForbiddenException("Only an administrator stops a plan");
        }
        if (!jobs.cancel(id, access.actor())) {
            throw new ClientErrorException(
                    require(id).finished()
                            ? "The job has ended already"
                            : "The golden records follow already: the job goes on to its end",
                    Response.Status.CONFLICT);
        }
        return require(id);
    }

    private Job require(UUID id) {
        Job job = jobs.find(id).orElseThrow(() -> new NotFoundException("There is no such job"));
        access.requireReadable(job.source());
        return job;
    }

    /** @param cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JobPage(List<Job> jobs, @Nullable String cursor) {}
}
