package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.publish.Delivery;
import io.karat.publish.DeliveryLog;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The log of deliveries. A subscriber sees its own. */
@ShowsValues
@Path("/api/v1/deliveries")
@RolesAllowed({Roles.VIEWER, Roles.SUBSCRIBER})
@Tag(name = "Publication")
class DeliveriesResource {

    static final int LARGEST_PAGE = 1000;

    private final DeliveryLog log;
    private final Access access;

    DeliveriesResource(DeliveryLog log, Access access) {
        this.log = log;
        this.access = access;
    }

    @GET
    @Operation(
            summary = "Deliveries, the newest first",
            description =
                    "state: pending, delivered, dead, parked, discarded. Go on with before = the last id of the page.")
    public Page list(
            @QueryParam("subscription") @Nullable UUID subscription,
            @QueryParam("state") @Nullable String state,
            @QueryParam("goldenId") @Nullable UUID goldenId,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(LARGEST_PAGE) int limit) {
        UUID whose = access.subscription().orElse(subscription);
        if (subscription != null && !subscription.equals(whose)) {
            access.requireSubscription(subscription);
        }
        return new Page(log.list(new DeliveryLog.Filter(whose, state, goldenId, before), limit));
    }

    @GET
    @Path("{id}")
    @Operation(summary = "One delivery with all its attempts")
    public Delivery.Log one(long id) {
        Delivery.Log found = log.find(id).orElseThrow(() -> new NotFoundException("There is no such delivery"));
        if (access.subscription().isPresent()) {
            access.requireSubscription(found.delivery().subscription());
        }
        return found;
    }

    record Page(List<Delivery> deliveries) {}
}
