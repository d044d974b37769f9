package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.PinReport;
import io.karat.ledger.PinView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Values that stewards pinned, beside what sources say now. */
@ShowsValues
@Path("/api/v1/pins/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Golden records")
class PinsResource {

    private static final int LARGEST_PAGE = 200;

    private final PinReport pins;
    private final EntityTypes types;

    PinsResource(PinReport pins, EntityTypes types) {
        this.pins = pins;
        this.types = types;
    }

    @GET
    @Operation(
            summary = "Pinned values, newest first",
            description =
                    "sources is what would stand without the pin. standing: agree (the sources say the same by now),"
                            + " overruled (they say something else, as they did before), disagree (one said something else after it"
                            + " was pinned).")
    public Pins list(
            String entity,
            @RestQuery @Nullable String standing,
            @RestQuery @Nullable UUID cursor,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        PinReport.Page page = pins.list(
                types.require(entity).name(),
                standing == null ? null : standing(standing),
                cursor,
                Math.min(limit, LARGEST_PAGE));
        return new Pins(page.pins().stream().map(Pinned::of).toList(), page.next());
    }

    private static PinView.Standing standing(String text) {
        for (PinView.Standing standing : PinView.Standing.values()) {
            if (word(standing).equals(text)) {
                return standing;
            }
        }
        throw Refused.of(Response.Status.BAD_REQUEST, "standing.unknown", "A standing is agree, overruled or disagree");
    }

    private static String word(PinView.Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    /** @param cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pins(List<Pinned> pins, @Nullable UUID cursor) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pinned(
            UUID id,
            UUID golden,
            String title,
            String attribute,
            List<String> values,
            String standing,
            List<String> sources,
            @Nullable Instant changed,
            String reason,
            String author,
            Instant at,
            @Nullable Instant expires) {

        static Pinned of(PinView view) {
            return new Pinned(
                    view.id(),
                    view.golden(),
                    view.title(),
                    view.attribute(),
                    view.values(),
                    word(view.standing()),
                    view.sources(),
                    view.changed(),
                    view.reason(),
                    view.author(),
                    view.at(),
                    view.expires());
        }
    }
}
