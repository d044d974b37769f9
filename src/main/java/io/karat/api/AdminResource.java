package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.intake.PlanKind;
import io.karat.intake.PlanRunner;
import io.karat.ledger.Checks;
import io.karat.ledger.Models;
import io.karat.ledger.Reindex;
import io.karat.model.EntityType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What keeps a hub sound. */
@Path("/api/v1/admin")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMIN)
@RunOnVirtualThread
@Tag(name = "Administration")
class AdminResource {

    private final Checks checks;
    private final Reindex reindex;
    private final Models models;
    private final EntityTypes types;
    private final PlanRunner runner;
    private final Access access;

    AdminResource(Checks checks, Reindex reindex, Models models, EntityTypes types, PlanRunner runner, Access access) {
        this.checks = checks;
        this.reindex = reindex;
        this.models = models;
        this.types = types;
        this.runner = runner;
        this.access = access;
    }

    @POST
    @Path("check")
    @Operation(summary = "Checks what must always hold", description = "Empty violations mean that it does.")
    public Violations check(@RestQuery @Nullable String entity) {
        Collection<EntityType> checked = entity == null ? models.all() : List.of(types.require(entity));
        return new Violations(checked.stream()
                .flatMap(type -> checks.run(type.name()).stream())
                .toList());
    }

    @POST
    @Path("reconcile/{entity}")
    @Operation(
            summary = "Compares the golden records with what the bulk path finds, and has them follow it",
            description =
                    "A job. What a steward confirmed stays; where it differs there is a question. Asked again before"
                            + " its end, it is the same job.")
    public Response reconcile(String entity) {
        return Planned.answer(
                runner.start(PlanKind.RECONCILE, types.require(entity).name(), null, access.actor()));
    }

    @POST
    @Path("reindex/{entity}")
    @Operation(summary = "Rebuilds the index of an entity type while the hub works")
    public Response reindex(String entity) {
        return Response.accepted(reindex.start(types.require(entity).name())).build();
    }

    @GET
    @Path("reindex/{entity}")
    @Operation(summary = "How far the last rebuild is")
    public Reindex.Progress progress(String entity) {
        Reindex.Progress progress = reindex.progress(types.require(entity).name());
        if (progress == null) {
            throw new NotFoundException("No rebuild was asked for since the hub started");
        }
        return progress;
    }

    record Violations(List<Checks.Violation> violations) {}
}
