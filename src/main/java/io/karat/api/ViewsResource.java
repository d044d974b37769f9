package io.karat.api;

import io.karat.access.Roles;
import io.karat.review.Views;
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

/** Filters of the queue by name. */
@Path("/api/v1/review-views")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Reviews")
class ViewsResource {

    private final Views views;
    private final ReviewDesk desk;

    ViewsResource(Views views, ReviewDesk desk) {
        this.views = views;
        this.desk = desk;
    }

    @GET
    @Operation(summary = "The caller's own views, then those that are shared")
    public Known all() {
        return new Known(views.of(desk.account()));
    }

    @POST
    @Operation(
            summary = "Keeps a filter by name",
            description = "query is what follows the question mark in the address of the queue. The same name again"
                    + " replaces the caller's earlier view.")
    public Response keep(@Valid @NotNull Named view) {
        String query = view.query().startsWith("?") ? view.query().substring(1) : view.query();
        return Response.status(Response.Status.CREATED)
                .entity(views.keep(view.name().strip(), query, view.shared(), desk.account()))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Forgets a view of one's own")
    public Response forget(UUID id) {
        if (!views.forget(id, desk.account())) {
            throw Refused.of(Response.Status.NOT_FOUND, "view.unknown", "You have no such view");
        }
        return Response.noContent().build();
    }

    /** @param shared all may use it */
    record Named(
            @NotBlank @Size(max = Views.LONGEST_NAME) String name,
            @NotNull @Size(max = Views.LONGEST_QUERY) String query,
            boolean shared) {}

    record Known(List<Views.View> views) {}
}
