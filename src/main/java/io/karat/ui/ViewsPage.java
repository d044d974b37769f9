package io.karat.ui;

import io.karat.access.CurrentAccount;
import io.karat.access.Roles;
import io.karat.review.Views;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Filters of the queue by name. */
@Path("/reviews/views")
@RolesAllowed(Roles.VIEWER)
class ViewsPage {

    private final Views views;
    private final CurrentAccount account;

    ViewsPage(Views views, CurrentAccount account) {
        this.views = views;
        this.account = account;
    }

    /** The address to hand on: it leads to what the view shows now. */
    @GET
    @Path("{view}")
    public Response open(UUID view) {
        Views.View found = views.find(view, account.getName()).orElseThrow(NotFoundException::new);
        return Html.to("/reviews" + (found.query().isEmpty() ? "" : "?" + found.query()));
    }

    /** Keeps what the queue shows now. */
    @POST
    public Response keep(
            @BeanParam Asked asked,
            @FormParam("name") @Nullable String name,
            @FormParam("shared") @Nullable String shared) {
        String given = Typed.text(name);
        String query = asked.filter().query();
        if (!given.isEmpty()) {
            views.keep(
                    given.substring(0, Math.min(given.length(), Views.LONGEST_NAME)),
                    query.isEmpty() ? "" : query.substring(1),
                    shared != null,
                    account.getName());
        }
        return Html.to("/reviews" + query);
    }

    @POST
    @Path("{view}/forget")
    public Response forget(UUID view, @BeanParam Asked asked) {
        views.forget(view, account.getName());
        return Html.to("/reviews" + asked.filter().query());
    }
}
