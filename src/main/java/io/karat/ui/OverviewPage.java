package io.karat.ui;

import io.karat.access.HidesPersonal;
import io.karat.access.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/** The first page. */
@HidesPersonal
@Path("/")
@RolesAllowed(Roles.VIEWER)
class OverviewPage {

    private final Frames frames;
    private final Standing standing;

    OverviewPage(Frames frames, Standing standing) {
        this.frames = frames;
        this.standing = standing;
    }

    @GET
    public Response show() {
        return Html.page(Templates.overview(
                        frames.frame("overview", Messages.text("common-overview")), standing.overview()))
                .build();
    }
}
