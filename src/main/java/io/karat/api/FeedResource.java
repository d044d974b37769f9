package io.karat.api;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.publish.CloudEvent;
import io.karat.publish.Feed;
import io.karat.publish.FeedReading;
import io.karat.publish.FeedStream;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Every version of every golden record, in order, for those who pull. */
@ShowsValues
@Path("/api/v1/feed/{entity}")
@RolesAllowed({Roles.VIEWER, Roles.SUBSCRIBER})
@Tag(name = "Publication")
class FeedResource {

    private final Feed feed;
    private final FeedStream stream;
    private final FeedAccess access;

    FeedResource(Feed feed, FeedStream stream, FeedAccess access) {
        this.feed = feed;
        this.stream = stream;
        this.access = access;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The next events after a cursor",
            description =
                    "CloudEvents in the order of seq, without gaps. Go on with the cursor of the answer, also when"
                            + " there are no events. 410 means that the hub went back to a backup: start again from a snapshot."
                            + " With Accept: text/event-stream the feed comes as it grows; the id of each message is its cursor.")
    public FeedReading.Page read(
            String entity,
            @Parameter(description = "Where to go on; absent: from the first event") @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(Feed.LARGEST_PAGE) int limit) {
        access.requireReadable(entity);
        return page(entity, cursor, limit);
    }

    @GET
    @Produces("text/event-stream;qs=0.5")
    @Blocking
    @Operation(hidden = true)
    public Multi<OutboundSseEvent> follow(
            String entity,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context Sse sse) {
        access.requireReadable(entity);
        String from = last == null || last.isEmpty() ? cursor : last;
        FeedReading.Page first = page(entity, from, 1);
        Multi<FeedReading.Page> rest = stream.follow(entity, first.cursor());
        return Multi.createBy()
                .concatenating()
                .streams(Multi.createFrom().item(first), rest)
                .onItem()
                .transformToIterable(page -> messages(page, sse));
    }

    private FeedReading.Page page(String entity, @Nullable String cursor, int limit) {
        return switch (feed.read(entity, cursor, limit)) {
            case FeedReading.Page page -> page;
            case FeedReading.Unreadable() ->
                throw Refused.of(Response.Status.BAD_REQUEST, "cursor.unknown", "This cursor is not one of this feed");
            case FeedReading.Gone() ->
                throw new ClientErrorException(
                        "The place of this cursor is not in the feed any more; start again from a snapshot",
                        Response.Status.GONE);
        };
    }

    private List<OutboundSseEvent> messages(FeedReading.Page page, Sse sse) {
        if (page.events().isEmpty()) {
            return List.of(sse.newEventBuilder().comment("alive").build());
        }
        return page.events().stream().map(event -> message(event, sse)).toList();
    }

    private OutboundSseEvent message(CloudEvent event, Sse sse) {
        return sse.newEventBuilder()
                .id(feed.cursorAfter(event))
                .name(event.type())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(event)
                .build();
    }
}
