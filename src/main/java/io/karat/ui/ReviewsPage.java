package io.karat.ui;

import io.karat.access.CurrentAccount;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.AnswersGiven;
import io.karat.ledger.Command;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.karat.review.Comments;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.karat.ui.DeskAnswers.Done;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
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
@ShowsValues
@Path("/reviews")
@RolesAllowed(Roles.STEWARD)
class ReviewsPage {

    private static final String HELD_BY = "Karat-Held-By";

    private final DeskAnswers answers;
    private final Desks desks;
    private final Reviews reviews;
    private final Comments comments;
    private final Steward steward;
    private final AnswersGiven given;
    private final CurrentAccount account;
    private final HeldApart apart;

    ReviewsPage(
            DeskAnswers answers,
            Desks desks,
            Reviews reviews,
            Comments comments,
            Steward steward,
            AnswersGiven given,
            CurrentAccount account,
            HeldApart apart) {
        this.apart = apart;
        this.answers = answers;
        this.desks = desks;
        this.reviews = reviews;
        this.comments = comments;
        this.steward = steward;
        this.given = given;
        this.account = account;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Response queue(@BeanParam Asked asked, @QueryParam("cursor") @Nullable String cursor) {
        return answers.page(desks.desk(asked.filter(), cursor, null, null));
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    public Response one(UUID id, @BeanParam Asked asked) {
        Review review = answers.require(id);
        if (review.kind() == Review.Kind.CHANGE) {
            return Html.to("/changes/" + id);
        }
        Response page = answers.page(desks.desk(asked.filter(), null, review, null));
        comments.read(id, account.getName());
        return page;
    }

    @POST
    @Path("next")
    public Response next(@BeanParam Asked asked) {
        return answers.goOn(asked, null, null);
    }

    @POST
    @Path("{id}/claim")
    public Response claim(UUID id, @BeanParam Asked asked) {
        Review review = answers.require(id);
        if (review.handling().snoozedUntil() != null || !answers.reviewer().mayAnswer(review)) {
            return answers.show(asked, review, null, null);
        }
        Optional<Review> claimed = reviews.claim(id, account.getName());
        return claimed.isPresent()
                ? answers.show(asked, claimed.get(), null, null)
                : answers.show(
                        asked, review, review.state() == Review.State.OPEN ? DeskAnswers.held(review) : null, null);
    }

    @POST
    @Path("{id}/take-over")
    public Response takeOver(UUID id, @BeanParam Asked asked) {
        Review review = answers.require(id);
        String from = review.claimedBy();
        reviews.takeOver(id, account.getName());
        return answers.show(
                asked,
                answers.require(id),
                null,
                new Done(
                        from == null ? Messages.text("desk-claimed") : Messages.text("desk-done-taken-over", from),
                        null));
    }

    @POST
    @Path("{id}/release")
    public Response release(UUID id, @BeanParam Asked asked) {
        reviews.release(id, account.getName());
        return answers.show(asked, answers.require(id), null, new Done(Messages.text("desk-done-given-back"), null));
    }

    /** The new end of the lease; 409 when it is lost, with the one who holds it now in a header. */
    @POST
    @Path("{id}/renew")
    @Produces(MediaType.TEXT_PLAIN)
    public Response renew(UUID id) {
        return reviews.renew(id, account.getName())
                .map(review -> Response.ok(When.of(review.claimedUntil()).iso()).build())
                .orElseGet(() -> Response.status(Response.Status.CONFLICT)
                        .header(HELD_BY, Words.orEmpty(answers.require(id).claimedBy()))
                        .build());
    }

    @POST
    @Path("{id}/decision")
    public Response decide(UUID id, @BeanParam Asked asked, @BeanParam Said said) {
        Review review = answers.require(id);
        if ("skip".equals(said.verdict)) {
            reviews.skip(id, account.getName());
            return answers.goOn(asked, null, new Done(Messages.text("desk-done-skipped", review.leftTitle()), null));
        }
        Command.Answer answer = said.command(review, steward.actor());
        Command.OfSteward command = said.once(answer);
        Optional<Outcome.OfSteward> before = command instanceof Command.Once once ? given.find(once) : Optional.empty();
        return before.isPresent()
                ? after(asked, review, said, answer, before.get())
                : decide(asked, review, said, answer, command);
    }

    private Response decide(Asked asked, Review review, Said said, Command.Answer answer, Command.OfSteward command) {
        UUID id = review.id();
        if (review.state() != Review.State.OPEN) {
            return answers.show(asked, review, null, null);
        }
        if (!answers.reviewer().mayAnswer(review)) {
            return answers.again(asked, id, DeskAnswers.escalated(review), said);
        }
        if (reviews.claim(id, account.getName()).isEmpty()) {
            return answers.show(asked, review, DeskAnswers.held(review), null);
        }
        if (said.lacks()) {
            return answers.again(
                    asked,
                    id,
                    new Desk.Notice(
                            "warn",
                            Messages.text("desk-say-what-is-right"),
                            Messages.text("desk-another-value-needs-a-reason")),
                    said);
        }
        try {
            return after(asked, review, said, answer, steward.ask(review.entity(), command));
        } catch (QueueFull full) {
            return answers.again(asked, id, Problems.busy(), said);
        }
    }

    private Response after(Asked asked, Review review, Said said, Command.Answer answer, Outcome.OfSteward outcome) {
        UUID id = review.id();
        String title = Messages.text(said(answer), review.leftTitle());
        return switch (outcome) {
            case Outcome.Done done -> answers.goOn(asked, null, new Done(title, undo(id, done)));
            case Outcome.Proposed _ ->
                answers.goOn(
                        asked, null, new Done(Messages.text("desk-done-waits-for-approval", review.leftTitle()), null));
            case Outcome.Waits waits ->
                answers.goOn(asked, Problems.waits(waits), new Done(title, "/reviews/" + id + "/take-back"));
            case Outcome.Changed changed -> answers.again(asked, id, Problems.changed(changed), said);
            case Outcome.Contradicts contradicts ->
                answers.again(asked, id, apart.notice(review.entity(), contradicts), said);
            case Outcome.Refused refused -> answers.again(asked, id, Problems.refused(refused), said);
        };
    }

    /** The key of what was done. */
    private static String said(Command.Answer answer) {
        return switch (answer) {
            case Command.Decide decide ->
                decide.verdict() == Command.Verdict.SAME ? "desk-done-same" : "desk-done-different";
            case Command.Choose _ -> "desk-done-chosen";
            case Command.Enter _ -> "desk-done-entered";
            case Command.Acknowledge _ -> "desk-done-accepted";
        };
    }

    @POST
    @Path("{id}/undo/{decision}")
    public Response undo(UUID id, UUID decision, @BeanParam Asked asked) {
        Review review = answers.require(id);
        try {
            return switch (steward.ask(review.entity(), new Command.Undo(decision, null, steward.actor()))) {
                case Outcome.Done undone -> {
                    Review again = reviews.claim(id, account.getName()).orElse(null);
                    var said = new Done(Messages.text("common-undone"), "");
                    yield again == null ? answers.goOn(asked, null, said) : answers.show(asked, again, null, said);
                }
                case Outcome.Proposed _ ->
                    answers.goOn(asked, null, new Done(Messages.text("desk-done-undo-waits"), null));
                case Outcome.Waits waits -> answers.goOn(asked, Problems.waits(waits), null);
                case Outcome.Changed changed -> answers.goOn(asked, Problems.changed(changed), null);
                case Outcome.Contradicts contradicts ->
                    answers.goOn(asked, apart.notice(review.entity(), contradicts), null);
                case Outcome.Refused refused -> answers.goOn(asked, Problems.refused(refused), null);
            };
        } catch (QueueFull full) {
            return answers.goOn(asked, Problems.busy(), null);
        }
    }

    private static @Nullable String undo(UUID review, Outcome.Done done) {
        return done.decision() == null ? null : "/reviews/" + review + "/undo/" + done.decision();
    }
}
