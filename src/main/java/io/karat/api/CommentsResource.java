package io.karat.api;

import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.review.Comments;
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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What people say to each other about questions. */
@ShowsValues
@Path("/api/v1/reviews/{id}/comments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Reviews")
class CommentsResource {

    private final Comments comments;
    private final Accounts accounts;
    private final ReviewDesk desk;

    CommentsResource(Comments comments, Accounts accounts, ReviewDesk desk) {
        this.comments = comments;
        this.accounts = accounts;
        this.desk = desk;
    }

    @GET
    @Operation(summary = "What was said about a question, the oldest first")
    public Said of(UUID id) {
        desk.require(id);
        return new Said(comments.of(id));
    }

    @POST
    @RolesAllowed(Roles.STEWARD)
    @Operation(summary = "Says something about a question; somebody named as @ada is told")
    public Response say(UUID id, @Valid @NotNull Words words) {
        desk.require(id);
        Set<String> told = new HashSet<>(Comments.named(words.text()));
        told.retainAll(accounts.able(Role.VIEWER));
        told.remove(desk.account());
        UUID comment = comments.add(id, words.text().strip(), told, desk.account())
                .orElseThrow(() -> Refused.of(Response.Status.NOT_FOUND, "review.unknown", "It has gone meanwhile"));
        return Response.status(Response.Status.CREATED)
                .entity(new Kept(comment, told.stream().sorted().toList()))
                .build();
    }

    @DELETE
    @Path("{comment}")
    @RolesAllowed(Roles.STEWARD)
    @Operation(summary = "Takes a comment of one's own back")
    public Response remove(UUID id, UUID comment) {
        if (!comments.remove(id, comment, desk.account())) {
            throw Refused.of(Response.Status.NOT_FOUND, "comment.unknown", "You have no such comment there");
        }
        return Response.noContent().build();
    }

    @POST
    @Path("read")
    @Operation(summary = "The caller has read what was said about a question")
    public Response read(UUID id) {
        desk.require(id);
        comments.read(id, desk.account());
        return Response.noContent().build();
    }

    record Words(@NotBlank @Size(max = Comments.LONGEST) String text) {}

    record Said(List<Comments.Comment> comments) {}

    /** @param told accounts that were named and exist */
    record Kept(UUID id, List<String> told) {}
}
