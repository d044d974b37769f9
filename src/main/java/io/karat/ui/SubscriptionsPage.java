package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.ledger.Models;
import io.karat.model.EntityType;
import io.karat.publish.Delivery;
import io.karat.publish.NewSubscription;
import io.karat.publish.Standing;
import io.karat.publish.Subscription;
import io.karat.publish.SubscriptionChange;
import io.karat.publish.Subscriptions;
import io.karat.ui.Desk.Notice;
import io.karat.ui.SourceSheet.NewSecret;
import io.karat.ui.SubscriptionSheet.Letter;
import io.karat.ui.SubscriptionSheet.Line;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who receives changes, and how far each is. */
@Path("/subscriptions")
@RolesAllowed(Roles.ADMIN)
class SubscriptionsPage {

    private static final int LETTERS = 50;

    private final Frames frames;
    private final Subscriptions subscriptions;
    private final Deliveries deliveries;
    private final Models models;
    private final Access access;

    SubscriptionsPage(Frames frames, Subscriptions subscriptions, Deliveries deliveries, Models models, Access access) {
        this.frames = frames;
        this.subscriptions = subscriptions;
        this.deliveries = deliveries;
        this.models = models;
        this.access = access;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Response show(@HeaderParam("HX-Request") @Nullable String part) {
        return part == null
                ? page(null, null)
                : Html.page(Templates.subscriptionlist(
                                frames.frame("subscriptions", Messages.text("common-subscriptions")),
                                sheet(null, null)))
                        .build();
    }

    @POST
    public Response create(
            @FormParam("name") @Nullable String name,
            @FormParam("entity") @Nullable String entity,
            @FormParam("url") @Nullable String url,
            @FormParam("from") @Nullable String from) {
        EntityType type = models.find(entity == null ? "" : entity)
                .orElseThrow(() -> new BadRequestException("there is no such entity type"));
        var wish = new NewSubscription(given(name), type.name(), given(url), from, access.actor());
        return after(subscriptions.create(wish));
    }

    @POST
    @Path("{id}/{action}")
    public Response act(UUID id, String action) {
        return switch (action) {
            case "pause" -> after(subscriptions.pause(id, access.actor()));
            case "resume" -> after(subscriptions.resume(id, access.actor()));
            case "rotate" -> after(subscriptions.rotate(id, access.actor()));
            case "replay" -> {
                deliveries.replayFailed(subscriptions.find(id).orElseThrow(NotFoundException::new));
                yield Html.to("/subscriptions");
            }
            default -> throw new NotFoundException();
        };
    }

    @POST
    @Path("letters/{letter}/{action}")
    public Response letter(long letter, String action) {
        boolean found = switch (action) {
            case "replay" -> deliveries.replay(letter);
            case "discard" -> deliveries.discard(letter);
            default -> false;
        };
        if (!found) {
            throw new NotFoundException();
        }
        return Html.to("/subscriptions");
    }

    private Response after(SubscriptionChange change) {
        return switch (change) {
            case SubscriptionChange.Done(Subscription subscription, String secret) ->
                secret == null
                        ? Html.to("/subscriptions")
                        : page(
                                null,
                                new NewSecret(
                                        Messages.text("admin-secret-of", subscription.name()),
                                        Messages.text("admin-secret-of-text"),
                                        secret));
            case SubscriptionChange.NoSuchSubscription() -> throw new NotFoundException();
            case SubscriptionChange.NameTaken() ->
                page(
                        new Notice(
                                "warn",
                                Messages.text("admin-subscription-exists"),
                                Messages.text("admin-choose-another-name")),
                        null);
            case SubscriptionChange.Refused(String why) ->
                page(
                        new Notice(
                                "warn",
                                Messages.text("admin-cannot-be-subscribed"),
                                Messages.translated(why) + ". " + Messages.text("admin-nothing-was-made")),
                        null);
        };
    }

    private Response page(@Nullable Notice notice, @Nullable NewSecret secret) {
        Frame frame = frames.frame("subscriptions", Messages.text("common-subscriptions"));
        return Html.page(Templates.subscriptions(frame, sheet(notice, secret))).build();
    }

    private SubscriptionSheet sheet(@Nullable Notice notice, @Nullable NewSecret secret) {
        return new SubscriptionSheet(
                deliveries.standings().stream().map(this::line).toList(),
                deliveries.dead(LETTERS).stream().map(SubscriptionsPage::letter).toList(),
                notice,
                secret);
    }

    private Line line(Standing standing) {
        Subscription subscription = standing.subscription();
        Double rate = standing.successRate();
        String error = subscription.lastError();
        boolean failing = subscription.failingSince() != null;
        return new Line(
                subscription.id().toString(),
                subscription.name(),
                models.find(subscription.entity()).map(EntityType::labelMany).orElse(subscription.entity()),
                subscription.url(),
                Messages.text("admin-subscription-" + subscription.state().label()),
                tone(subscription, failing),
                subscription.reason() == null
                        ? failing ? Messages.text("admin-failing") : ""
                        : Messages.translated(subscription.reason()),
                standing.lag() == 0
                        ? Messages.text("golden-up-to-date")
                        : Messages.count("admin-events-behind", standing.lag()),
                standing.lag() == 0 ? "" : age(standing.lagSeconds()),
                rate == null ? "" : String.format(Locales.locale(), "%.1f %%", rate * 100),
                Words.number(standing.pending() + standing.parked()),
                standing.deadLetters(),
                When.of(subscription.lastSuccessAt()),
                failing && error != null ? Messages.translated(error) : "");
    }

    private static String tone(Subscription subscription, boolean failing) {
        return switch (subscription.state()) {
            case ACTIVE -> failing ? "warn" : "good";
            case PAUSED -> "";
            case DISABLED -> "bad";
        };
    }

    private static String age(double seconds) {
        if (seconds < 90) {
            return Messages.count("admin-seconds", Math.round(seconds));
        }
        return seconds < 5_400
                ? Messages.count("admin-minutes", Math.round(seconds / 60))
                : Messages.count("common-hours", Math.round(seconds / 3_600));
    }

    private static Letter letter(Delivery delivery) {
        return new Letter(
                delivery.id(),
                delivery.subscriptionName(),
                "/golden/" + delivery.entity() + "/" + delivery.goldenId(),
                Words.shortId(delivery.goldenId()),
                delivery.version(),
                delivery.attempts(),
                Messages.translated(Words.orEmpty(delivery.error())),
                When.of(delivery.finishedAt() == null ? delivery.createdAt() : delivery.finishedAt()));
    }

    private static String given(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
