package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.intake.Job;
import io.karat.intake.PlanKind;
import io.karat.intake.PlanRunner;
import io.karat.ledger.ParameterVersions;
import io.karat.model.EntityType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What scores depend on: learnt from the records, kept as versions, brought into force. */
@Path("/api/v1/parameters/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Tag(name = "Administration")
class ParametersResource {

    private final PlanRunner runner;
    private final ParameterVersions versions;
    private final EntityTypes types;
    private final Access access;

    ParametersResource(PlanRunner runner, ParameterVersions versions, EntityTypes types, Access access) {
        this.runner = runner;
        this.versions = versions;
        this.types = types;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "Parameter versions, newest first",
            description = "Version 0 is built in and not listed; it is in force while no other is active.")
    public Listed list(String entity) {
        return new Listed(versions.list(types.require(entity)));
    }

    @POST
    @Path("train")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Learns a new version from the live records and the stewards' decisions",
            description =
                    "A job, whose plan tells how far it is, the version, and what activating it would change. It is"
                            + " not brought into force. Asked again before its end, it is the same job.")
    @APIResponse(responseCode = "202", description = "Kept as a job; see Location")
    public Response train(String entity) {
        return Planned.answer(runner.start(PlanKind.TRAIN, types.require(entity).name(), null, access.actor()));
    }

    @POST
    @Path("{version}/activate")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Brings a version into force",
            description = "A job, at whose end the golden records have followed; version 0 is the built-in one. Asked"
                    + " again before its end, it is the same job.")
    @APIResponse(responseCode = "202", description = "Kept as a job; see Location")
    @APIResponse(responseCode = "404", description = "There is no such version")
    @APIResponse(responseCode = "409", description = "Another version is being brought into force just now")
    public Response activate(String entity, int version) {
        EntityType type = types.require(entity);
        if (versions.find(type, version).isEmpty()) {
            throw Refused.of(Response.Status.NOT_FOUND, "parameters.unknown", "There is no such version of parameters");
        }
        Job job = runner.start(PlanKind.ACTIVATE, type.name(), version, access.actor());
        if (job.plan() == null || !Integer.valueOf(version).equals(job.plan().version())) {
            throw Refused.of(
                    Response.Status.CONFLICT,
                    "parameters.busy",
                    "Another version is being brought into force by job " + job.id());
        }
        return Planned.answer(job);
    }

    record Listed(List<ParameterVersions.Version> versions) {}
}
