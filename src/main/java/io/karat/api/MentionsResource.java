package io.karat.api;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.review.Comments;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Where the caller was named. */
@ShowsValues
@Path("/api/v1/mentions")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Reviews")
class MentionsResource {

    private final Comments comments;
    private final ReviewDesk desk;

    MentionsResource(Comments comments, ReviewDesk desk) {
        this.comments = comments;
        this.desk = desk;
    }

    @GET
    @Operation(summary = "Comments that name the caller and were not read yet, the newest first")
    public Mentions mentions() {
        return new Mentions(comments.unread(desk.account()));
    }

    record Mentions(List<Comments.Mention> mentions) {}
}
