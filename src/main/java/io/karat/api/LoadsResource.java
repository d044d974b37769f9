package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.intake.Intake;
import io.karat.intake.Job;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Loads of more lines than one body holds: opened, sent in parts, started; from then on they are jobs like any other. */
@Path("/api/v1/loads")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.SOURCE})
@RunOnVirtualThread
@Tag(name = "Records")
class LoadsResource {

    private final Intake intake;
    private final EntityTypes types;
    private final Access access;

    LoadsResource(Intake intake, EntityTypes types, Access access) {
        this.intake = intake;
        this.types = types;
        this.access = access;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Opens a load", description = "Parts follow, in any order; then it has to be started.")
    @APIResponse(responseCode = "201", description = "Opened; see Location")
    public Response open(@RestQuery @Nullable String source, @RestQuery @Nullable String entity) {
        Intake.Origin origin =
                RecordsResource.origin(types, access, source == null ? "" : source, entity == null ? "" : entity);
        UUID id = intake.open(origin);
        return Response.created(URI.create("/api/v1/loads/" + id))
                .entity(require(id))
                .build();
    }

    @PUT
    @Path("{id}/{part}")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Takes a part of a load",
            description = "NDJSON lines {key, observedAt?, op?, data}. Parts are applied in the order of their numbers."
                    + " The answer comes when the part is durable; what comes again under the same number is dropped.")
    @APIResponse(responseCode = "204", description = "Kept")
    @APIResponse(responseCode = "404", description = "There is no such load, or it was started already")
    @APIResponse(responseCode = "413", description = "Too large; nothing was taken")
    public void part(UUID id, int part, @Nullable InputStream body) throws IOException {
        require(id);
        if (part < 0) {
            throw new NotFoundException("Parts are numbered from 0");
        }
        intake.part(id, part, body == null ? InputStream.nullInputStream() : body);
    }

    @POST
    @Path("{id}")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Starts a load once all its parts were taken")
    @APIResponse(responseCode = "202", description = "A job; see Location")
    @APIResponse(responseCode = "404", description = "There is no such load, or it was started already")
    public Response start(UUID id) {
        require(id);
        Job job = intake.ready(id);
        return Response.accepted(job)
                .location(URI.create("/api/v1/jobs/" + job.id()))
                .header("Retry-After", 1)
                .build();
    }

    private Job require(UUID id) {
        Job job = intake.receiving(id).orElseThrow(() -> new NotFoundException("There is no load that is still open"));
        access.requireSource(job.source());
        return job;
    }
}
