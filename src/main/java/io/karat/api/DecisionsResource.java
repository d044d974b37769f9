package io.karat.api;

import io.karat.access.Roles;
import io.karat.ledger.Command;
import io.karat.ledger.Decisions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What stewards decided. */
@Path("/api/v1/decisions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@RunOnVirtualThread
@Tag(name = "Reviews")
class DecisionsResource {

    private final Decisions decisions;
    private final Acts acts;

    DecisionsResource(Decisions decisions, Acts acts) {
        this.decisions = decisions;
        this.acts = acts;
    }

    @POST
    @Path("undo")
    @Operation(summary = "Releases a decision", description = "The golden records follow what the records say then.")
    public Acts.Done undo(UUID id, @Nullable Undo why) {
        String entity = decisions
                .entityOf(id)
                .orElseThrow(() ->
                        Refused.of(Response.Status.NOT_FOUND, "decision.unknown", "There is no decision with this id"));
        String reason = why == null ? null : why.reason();
        return acts.ask(entity, new Command.Undo(id, reason, acts.actor()), Response.Status.CONFLICT);
    }

    record Undo(@Nullable String reason) {}
}
