package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.GoldenRecords;
import io.karat.model.EntityType;
import io.karat.review.Remarks;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people say about a golden record. */
@ShowsValues
@Path("/api/v1/golden/{entity}/{id}/comments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Golden records")
class RemarksResource {

    private final Remarks remarks;
    private final GoldenRecords goldens;
    private final EntityTypes types;
    private final Access access;

    RemarksResource(Remarks remarks, GoldenRecords goldens, EntityTypes types, Access access) {
        this.remarks = remarks;
        this.goldens = goldens;
        this.types = types;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "What was said about a golden record, the oldest first",
            description = "With what was said of those that were merged into it.")
    public Said of(String entity, UUID id) {
        require(entity, id);
        return new Said(remarks.of(entity, id));
    }

    @POST
    @RolesAllowed(Roles.STEWARD)
    @Operation(summary = "Says something about a golden record")
    public Response say(String entity, UUID id, @Valid @NotNull Words words) {
        require(entity, id);
        UUID remark = remarks.add(entity, id, words.text().strip(), access.actor());
        return Response.status(Response.Status.CREATED).entity(new Kept(remark)).build();
    }

    @DELETE
    @Path("{comment}")
    @RolesAllowed(Roles.STEWARD)
    @Operation(summary = "Takes a comment of one's own back")
    public Response remove(String entity, UUID id, UUID comment) {
        require(entity, id);
        if (!remarks.remove(entity, comment, access.actor())) {
            throw Refused.of(Response.Status.NOT_FOUND, "comment.unknown", "You have no such comment there");
        }
        return Response.noContent().build();
    }

    private void require(String entity, UUID id) {
        EntityType type = types.require(entity);
        if (goldens.find(type.name(), id).isEmpty()) {
            throw Refused.unknownGolden();
        }
    }

    record Words(@NotBlank @Size(max = Remarks.LONGEST) String text) {}

    record Said(List<Remarks.Remark> comments) {}

    record Kept(UUID id) {}
}
