package io.karat.ui;

import io.karat.access.CurrentAccount;
import io.karat.access.Roles;
import io.karat.ledger.Command;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.karat.ui.Desk.Notice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The desk where a steward decides. Without script every action leads back to a page; with it, the desk is swapped in
 * place.
 */
@Path("/reviews")
@RolesAllowed(Roles.STEWARD)
class ReviewsPage {

    private final Frames frames;
    private final Desks desks;
    private final Reviews reviews;
    private final Steward steward;
    private final CurrentAccount account;

    ReviewsPage(Frames frames, Desks desks, Reviews reviews, Steward steward, CurrentAccount account) {
        this.frames = frames;
        this.desks = desks;
        this.reviews = reviews;
        this.steward = steward;
        this.account = account;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Response queue(@BeanParam Asked asked, @QueryParam("cursor") @Nullable String cursor) {
        return page(desks.desk(asked.filter(), cursor, null, null));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    public Response one(UUID id, @BeanParam Asked asked) {
        Review review = reviews.find(id).orElseThrow(NotFoundException::new);
        return review.state() == Review.State.OPEN
                ? page(desks.desk(asked.filter(), null, review, null))
                : page(desks.desk(asked.filter(), null, null, closed(review)));
    }

    @POST
    @Path("next")
    public Response next(@BeanParam Asked asked) {
        return goOn(asked, null, null);
    }

    @POST
    @Path("{id}/claim")
    public Response claim(UUID id, @BeanParam Asked asked) {
        Optional<Review> claimed = reviews.claim(id, account.getName());
        if (claimed.isPresent()) {
            return show(asked, claimed.get(), null, null);
        }
        Review review = reviews.find(id).orElseThrow(NotFoundException::new);
        return review.state() == Review.State.OPEN
                ? show(asked, review, held(review), null)
                : show(asked, null, closed(review), null);
    }

    /** The new end of the lease; 409 when it is lost. */
    @POST
    @Path("{id}/renew")
    @Produces(MediaType.TEXT_PLAIN)
    public Response renew(UUID id) {
        return reviews.claim(id, account.getName())
                .map(review -> Response.ok(When.of(review.claimedUntil()).iso()).build())
                .orElseGet(() -> Response.status(Response.Status.CONFLICT).build());
    }

    @POST
    @Path("{id}/decision")
    public Response decide(
            UUID id,
            @BeanParam Asked asked,
            @FormParam("verdict") @Nullable String verdict,
            @FormParam("evidence") long evidence,
            @FormParam("reason") @Nullable String reason) {
        Review review = reviews.find(id).orElseThrow(NotFoundException::new);
        if ("skip".equals(verdict)) {
            reviews.skip(id, account.getName());
            return goOn(asked, null, new Done("Skipped: " + review.leftTitle(), null));
        }
        if (review.state() != Review.State.OPEN) {
            return goOn(asked, closed(review), null);
        }
        if (reviews.claim(id, account.getName()).isEmpty()) {
            return show(asked, review, held(review), null);
        }
        Command.OfSteward command = answer(review, verdict, evidence, reason);
        String title = said(command) + review.leftTitle();
        try {
            return switch (steward.ask(review.entity(), command)) {
                case Outcome.Done done -> goOn(asked, null, new Done(title, undo(id, done)));
                case Outcome.Changed changed -> again(asked, id, Problems.changed(changed));
                case Outcome.Contradicts contradicts -> again(asked, id, Problems.contradicts(contradicts));
                case Outcome.Refused refused -> again(asked, id, Problems.refused(refused));
            };
        } catch (QueueFull full) {
            return again(asked, id, Problems.busy());
        }
    }

    private Command.OfSteward answer(Review review, @Nullable String verdict, long evidence, @Nullable String text) {
        String reason = text == null || text.isBlank() ? null : text.strip();
        if ("accept".equals(verdict)) {
            return new Command.Acknowledge(review.id(), evidence, reason, steward.actor());
        }
        Command.Verdict said = "same".equals(verdict) ? Command.Verdict.SAME : Command.Verdict.DIFFERENT;
        return new Command.Decide(review.id(), said, evidence, reason, steward.actor());
    }

    private static String said(Command.OfSteward command) {
        return command instanceof Command.Decide decide
                ? decide.verdict() == Command.Verdict.SAME ? "Same: " : "Different: "
                : "Accepted as it is: ";
    }

    @POST
    @Path("{id}/undo/{decision}")
    public Response undo(UUID id, UUID decision, @BeanParam Asked asked) {
        Review review = reviews.find(id).orElseThrow(NotFoundException::new);
        try {
            return switch (steward.ask(review.entity(), new Command.Undo(decision, null, steward.actor()))) {
                case Outcome.Done undone -> {
                    Review again = reviews.claim(id, account.getName()).orElse(null);
                    var said = new Done("Undone. Subscribers are told of the change back.", null);
                    yield again == null ? goOn(asked, null, said) : show(asked, again, null, said);
                }
                case Outcome.Changed changed -> goOn(asked, Problems.changed(changed), null);
                case Outcome.Contradicts contradicts -> goOn(asked, Problems.contradicts(contradicts), null);
                case Outcome.Refused refused -> goOn(asked, Problems.refused(refused), null);
            };
        } catch (QueueFull full) {
            return goOn(asked, Problems.busy(), null);
        }
    }

    /** What was done, and the path that undoes it. */
    private record Done(String text, @Nullable String undo) {
        String event() {
            return "{\"karat:done\":{\"text\":" + Html.jsonString(text)
                    + (undo == null ? "" : ",\"undo\":" + Html.jsonString(undo)) + "}}";
        }
    }

    private static @Nullable String undo(UUID review, Outcome.Done done) {
        return done.decision() == null ? null : "/reviews/" + review + "/undo/" + done.decision();
    }

    private Response goOn(Asked asked, @Nullable Notice notice, @Nullable Done done) {
        Review next = reviews.next(asked.filter().filter(), account.getName()).orElse(null);
        return show(asked, next, notice, done);
    }

    private Response again(Asked asked, UUID id, Notice notice) {
        Review now = reviews.find(id)
                .filter(review -> review.state() == Review.State.OPEN)
                .orElse(null);
        return show(asked, now, notice, null);
    }

    private Response show(Asked asked, @Nullable Review review, @Nullable Notice notice, @Nullable Done done) {
        String path = (review == null ? "/reviews" : "/reviews/" + review.id())
                + asked.filter().query();
        Desk desk = desks.desk(asked.filter(), null, review, notice);
        if (asked.part == null) {
            return notice == null ? Html.to(path) : page(desk);
        }
        var answer = Html.page(Templates.desk(frames.frame("reviews", "Reviews", entity(desk)), desk))
                .header("HX-Replace-Url", path);
        return (done == null ? answer : answer.header("HX-Trigger", done.event())).build();
    }

    private static @Nullable String entity(Desk desk) {
        Desk.Item item = desk.item();
        String filtered = desk.queue().filter().entity();
        return item != null ? item.entity() : filtered.isEmpty() ? null : filtered;
    }

    private Response page(Desk desk) {
        Desk.Item item = desk.item();
        String title = item == null
                ? "Reviews"
                : item.single()
                        ? item.left().title()
                        : item.left().title() + " and " + item.right().title();
        return Html.page(Templates.reviews(frames.frame("reviews", title, entity(desk)), desk))
                .build();
    }

    private Notice held(Review review) {
        String holder = review.claimedBy() == null ? "Somebody else" : review.claimedBy();
        return new Notice(
                "warn",
                holder + " is looking at this one",
                "You can read it, and decide when the claim has ended. Take the next one meanwhile.");
    }

    private static Notice closed(Review review) {
        return review.state() == Review.State.DECIDED
                ? new Notice("good", "This one has been decided", "Its golden records show what came of it.")
                : new Notice(
                        "good", "This question has gone", "The records changed so that there is nothing left to ask.");
    }

    /** The queue's filter in the address, and whether only a part of the page is wanted. */
    static final class Asked {
        @QueryParam("entity")
        @Nullable String entity;

        @QueryParam("kind")
        @Nullable String kind;

        @QueryParam("band")
        @Nullable String band;

        @QueryParam("text")
        @Nullable String text;

        @HeaderParam("HX-Request")
        @Nullable String part;

        QueueFilter filter() {
            return QueueFilter.of(entity, kind, band, text);
        }
    }
}
