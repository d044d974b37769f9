package io.karat.api;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.publish.Snapshot;
import io.karat.publish.Snapshots;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All golden records at one moment, for those who begin to follow. */
@ShowsValues
@Path("/api/v1/snapshot/{entity}")
@RolesAllowed({Roles.VIEWER, Roles.SUBSCRIBER})
@Tag(name = "Publication")
class SnapshotResource {

    static final String CURSOR = "Karat-Cursor";
    static final String LINES = "application/x-ndjson";

    private final Snapshots snapshots;
    private final FeedAccess access;

    SnapshotResource(Snapshots snapshots, FeedAccess access) {
        this.snapshots = snapshots;
        this.access = access;
    }

    @GET
    @Produces(LINES)
    @Operation(
            summary = "All live golden records, one line of JSON each",
            description = "Follow the feed from the cursor in the header Karat-Cursor: it continues exactly here.")
    public Response read(String entity, @Context RoutingContext routing) {
        access.requireReadable(entity);
        Snapshot snapshot = snapshots
                .open(entity)
                .orElseThrow(() -> new ServiceUnavailableException("Too many snapshots are being read", 10L));
        // Also when the reader leaves before the first line.
        routing.addEndHandler(end -> snapshot.close());
        StreamingOutput lines = out -> {
            try (snapshot) {
                snapshot.write(out);
            }
        };
        return Response.ok(lines).header(CURSOR, snapshot.cursor()).build();
    }
}
