package io.karat.api;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.publish.NewSubscription;
import io.karat.publish.Replays;
import io.karat.publish.Standings;
import io.karat.publish.Subscription;
import io.karat.publish.SubscriptionChange;
import io.karat.publish.Subscriptions;
import io.karat.publish.Webhooks;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who receives events by webhook. */
@Path("/api/v1/subscriptions")
@RolesAllowed(Roles.ADMIN)
@Tag(name = "Publication")
class SubscriptionsResource {

    private final Subscriptions subscriptions;
    private final Standings standings;
    private final Webhooks webhooks;
    private final Replays replays;
    private final Access access;

    SubscriptionsResource(
            Subscriptions subscriptions, Standings standings, Webhooks webhooks, Replays replays, Access access) {
        this.subscriptions = subscriptions;
        this.standings = standings;
        this.webhooks = webhooks;
        this.replays = replays;
        this.access = access;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "All subscriptions and how they are doing")
    public List<SubscriptionView> all() {
        return standings.all().stream().map(SubscriptionView::of).toList();
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.VIEWER, Roles.SUBSCRIBER})
    @Operation(summary = "One subscription and how it is doing")
    public SubscriptionView one(UUID id) {
        if (access.subscription().isPresent()) {
            access.requireSubscription(id);
        }
        return standings.find(id).map(SubscriptionView::of).orElseThrow(SubscriptionsResource::unknown);
    }

    @POST
    @Operation(
            summary = "Subscribes an address to an entity type",
            description =
                    "The secret is in this answer and nowhere else. from is now (the default), start, or a cursor.")
    public Response create(@Valid @NotNull Wish wish) {
        SubscriptionChange change = subscriptions.create(
                new NewSubscription(wish.name(), wish.entity(), wish.url(), wish.from(), access.actor()));
        return Response.status(Response.Status.CREATED).entity(view(change)).build();
    }

    @PATCH
    @Path("{id}")
    @Operation(
            summary = "Pauses or resumes, or changes the address",
            description =
                    "state: active or paused. A paused subscription loses nothing; a disabled one goes on where it"
                            + " stopped when it is made active.")
    public SubscriptionView change(UUID id, @NotNull Change wanted) {
        SubscriptionView view = null;
        if (wanted.url() != null) {
            view = view(subscriptions.redirect(id, wanted.url(), access.actor()));
        }
        if (wanted.state() != null) {
            view = view(
                    switch (wanted.state()) {
                        case "active" -> subscriptions.resume(id, access.actor());
                        case "paused" -> subscriptions.pause(id, access.actor());
                        default -> throw new BadRequestException("state is active or paused");
                    });
        }
        if (view == null) {
            throw new BadRequestException("Say what to change: state, url");
        }
        return view;
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Ends a subscription, its deliveries and its dead letters")
    public void delete(UUID id) {
        if (!subscriptions.delete(id, access.actor())) {
            throw unknown();
        }
    }

    @POST
    @Path("{id}/secret")
    @Operation(
            summary = "Makes a new secret",
            description =
                    "It is in this answer and nowhere else. For a day, deliveries carry a signature of the old one, too.")
    public SubscriptionView rotate(UUID id) {
        return view(subscriptions.rotate(id, access.actor()));
    }

    @POST
    @Path("{id}/ping")
    @Operation(summary = "Sends a test event now and says how it fared")
    public Webhooks.Pinged ping(UUID id) {
        return webhooks.ping(id, Instant.now()).orElseThrow(SubscriptionsResource::unknown);
    }

    @POST
    @Path("{id}/replay")
    @Operation(
            summary = "Sends events again",
            description =
                    "One of: cursor (from there on everything), first and last (the seq of a range of at most 10,000),"
                            + " failed: true (all dead letters). Replays carry the header webhook-replay: true.")
    public Replayed replay(UUID id, @NotNull Replay wanted) {
        Subscription subscription = subscriptions.find(id).orElseThrow(SubscriptionsResource::unknown);
        if (Boolean.TRUE.equals(wanted.failed())) {
            return new Replayed(replays.failed(subscription));
        }
        if (wanted.cursor() != null) {
            return new Replayed(replays.from(subscription, wanted.cursor())
                    .orElseThrow(() -> new BadRequestException("This cursor is not one of this feed")));
        }
        if (wanted.first() == null || wanted.last() == null) {
            throw new BadRequestException("Say what to send again: cursor, first and last, or failed");
        }
        try {
            return new Replayed(replays.range(subscription, wanted.first(), wanted.last()));
        } catch (IllegalArgumentException e) {
            throw new BadRequestException(e.getMessage(), e);
        }
    }

    private SubscriptionView view(SubscriptionChange change) {
        return switch (change) {
            case SubscriptionChange.Done(Subscription subscription, String secret) ->
                standings
                        .find(subscription.id())
                        .map(SubscriptionView::of)
                        .orElseThrow(SubscriptionsResource::unknown)
                        .with(secret);
            case SubscriptionChange.NoSuchSubscription() -> throw unknown();
            case SubscriptionChange.NameTaken() ->
                throw new ClientErrorException(
                        "There is a subscription of this name already", Response.Status.CONFLICT);
            case SubscriptionChange.Refused(String why) -> throw new BadRequestException(why);
        };
    }

    private static NotFoundException unknown() {
        return new NotFoundException("There is no such subscription");
    }

    record Wish(
            @NotBlank String name,
            @NotBlank String entity,
            @NotBlank String url,
            @Nullable String from) {}

    record Change(@Nullable String state, @Nullable String url) {}

    record Replay(
            @Nullable String cursor,
            @Nullable Long first,
            @Nullable Long last,
            @Nullable Boolean failed) {}

    record Replayed(long events) {}
}
