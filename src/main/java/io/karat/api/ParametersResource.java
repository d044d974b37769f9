package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.ledger.ParameterVersions;
import io.karat.ledger.PlanEffect;
import io.karat.ledger.Plans;
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

    private final Plans plans;
    private final ParameterVersions versions;
    private final EntityTypes types;
    private final Access access;

    ParametersResource(Plans plans, ParameterVersions versions, EntityTypes types, Access access) {
        this.plans = plans;
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
            summary = "Learns a new version from the live records",
            description = "It is kept and not brought into force; the answer tells what that would change.")
    public ParameterVersions.Version train(String entity) throws InterruptedException {
        return plans.train(types.require(entity).name(), access.actor());
    }

    @POST
    @Path("{version}/activate")
    @Consumes(MediaType.WILDCARD)
    @Operation(
            summary = "Brings a version into force",
            description = "The golden records follow before the answer comes; version 0 is the built-in one.")
    @APIResponse(responseCode = "404", description = "There is no such version")
    public PlanEffect activate(String entity, int version) throws InterruptedException {
        EntityType type = types.require(entity);
        return plans.activate(type.name(), version, access.actor())
                .orElseThrow(() -> Refused.of(
                        Response.Status.NOT_FOUND, "parameters.unknown", "There is no such version of parameters"));
    }

    record Listed(List<ParameterVersions.Version> versions) {}
}
