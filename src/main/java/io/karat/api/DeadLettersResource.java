package io.karat.api;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.publish.Delivery;
import io.karat.publish.DeliveryLog;
import io.karat.publish.Replays;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Deliveries whose attempts are spent. Later events of the same golden record are parked behind them. */
@ShowsValues
@Path("/api/v1/dead-letters")
@Tag(name = "Publication")
class DeadLettersResource {

    private final DeliveryLog log;
    private final Replays replays;

    DeadLettersResource(DeliveryLog log, Replays replays) {
        this.log = log;
        this.replays = replays;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Dead letters, the newest first", description = "Go on with before = the last id of the page.")
    public Page list(
            @QueryParam("subscription") @Nullable UUID subscription,
            @QueryParam("before") @Nullable Long before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(DeliveriesResource.LARGEST_PAGE) int limit) {
        return new Page(log.list(new DeliveryLog.Filter(subscription, "dead", null, before), limit));
    }

    @POST
    @Path("{id}/replay")
    @RolesAllowed(Roles.ADMIN)
    @Operation(
            summary = "Sends a dead letter again",
            description = "With all its attempts. When it is delivered, what is parked behind it follows.")
    public void replay(long id) {
        if (!replays.deadLetter(id)) {
            throw unknown();
        }
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Gives a dead letter up", description = "What is parked behind it goes on at once.")
    public void discard(long id) {
        if (!replays.discard(id)) {
            throw unknown();
        }
    }

    private static NotFoundException unknown() {
        return new NotFoundException("There is no such dead letter");
    }

    record Page(List<Delivery> deadLetters) {}
}
