package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.ledger.Command;
import io.karat.review.Filter;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The queue of questions. */
@Path("/api/v1/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@RunOnVirtualThread
@Tag(name = "Reviews")
class ReviewsResource {

    private final Reviews reviews;
    private final ReviewDesk desk;
    private final EntityTypes types;
    private final Acts acts;

    ReviewsResource(Reviews reviews, ReviewDesk desk, EntityTypes types, Acts acts) {
        this.reviews = reviews;
        this.desk = desk;
        this.types = types;
        this.acts = acts;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Questions by priority",
            description = "Without state, those that wait: open and not snoozed. open counts up to 10000.")
    public ReviewPage list(
            @BeanParam ReviewWanted wanted,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("50") int limit) {
        Filter filter = desk.filter(wanted);
        Reviews.Page page;
        try {
            page = reviews.list(filter, cursor, limit);
        } catch (IllegalArgumentException _) {
            throw Refused.of(Response.Status.BAD_REQUEST, "cursor.unknown", "This is no cursor of ours");
        }
        Reviews.Counts counts = reviews.counts(filter, desk.account());
        return new ReviewPage(
                page.reviews().stream().map(desk::document).toList(),
                counts.open(),
                counts.heldByOthers(),
                page.cursor());
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One question, whatever became of it")
    public ReviewDocument find(UUID id) {
        return desk.document(desk.require(id));
    }

    @POST
    @Path("next")
    @Operation(summary = "Claims the next open question", description = "No two callers are given the same one.")
    @APIResponse(responseCode = "200", description = "The question; it is the caller's until claimedUntil")
    @APIResponse(responseCode = "204", description = "None is free; Karat-Held-By-Others counts those under a claim")
    public Response next(@BeanParam ReviewWanted wanted) {
        Filter filter = desk.filter(wanted);
        return reviews.next(filter, desk.reviewer())
                .map(review -> Response.ok(desk.document(review)).build())
                .orElseGet(() -> nothing(reviews.counts(filter, desk.account())));
    }

    private static Response nothing(Reviews.Counts counts) {
        return Response.noContent()
                .header("Karat-Held-By-Others", counts.heldByOthers())
                .header("Karat-Assigned-To-Others", counts.assignedToOthers())
                .build();
    }

    @POST
    @Path("{id}/claim")
    @Operation(summary = "Claims a question, or claims it for longer")
    public ReviewDocument claim(UUID id) {
        return desk.document(reviews.claim(id, desk.account()).orElseThrow(() -> desk.notYours(id)));
    }

    @POST
    @Path("{id}/take-over")
    @Operation(summary = "Claims a question even if another holds it", description = "The history tells whom from.")
    public ReviewDocument takeOver(UUID id) {
        return desk.document(reviews.takeOver(id, desk.account()).orElseThrow(() -> desk.notYours(id)));
    }

    @POST
    @Path("{id}/release")
    @Operation(summary = "Gives a question back; nothing happens where the caller does not hold it")
    public ReviewDocument release(UUID id) {
        desk.require(id);
        reviews.release(id, desk.account());
        return desk.document(desk.require(id));
    }

    @POST
    @Path("{id}/decision")
    @Operation(
            summary = "Answers a question",
            description =
                    "same, different or skip; of kind quality, accept or skip. evidence is the review's as it was seen: if the records changed since,"
                            + " nothing is decided and the answer is 409.")
    public Response decide(UUID id, @Valid @NotNull Answer answer) {
        Review review = desk.require(id);
        if (answer.decision().equals("skip")) {
            reviews.skip(id, desk.account());
            return Response.noContent().build();
        }
        desk.requireAddressed(review);
        if (review.kind() == Review.Kind.CHANGE) {
            throw Refused.of(
                    Response.Status.CONFLICT,
                    "decision.kind",
                    "A question of kind change asks for an approval: answer at /api/v1/changes/" + id + "/decision");
        }
        if (answer.decision().equals("accept")) {
            Command.Acknowledge accepted =
                    new Command.Acknowledge(id, evidence(answer.evidence()), answer.reason(), acts.actor());
            return acts.ask(review.entity(), accepted, Response.Status.CONFLICT);
        }
        return acts.ask(review.entity(), command(id, answer), Response.Status.CONFLICT);
    }

    @POST
    @Path("{id}/decision/preview")
    @Operation(summary = "What an answer, same or different, would come to now; changes nothing")
    public PreviewDocument previewDecision(UUID id, @Valid @NotNull Answer answer) {
        return acts.preview(types.require(desk.require(id).entity()), command(id, answer), Response.Status.CONFLICT);
    }

    private Command.Decide command(UUID id, Answer answer) {
        Command.Verdict verdict = switch (answer.decision()) {
            case "same" -> Command.Verdict.SAME;
            case "different" -> Command.Verdict.DIFFERENT;
            default ->
                throw Refused.of(
                        Response.Status.BAD_REQUEST,
                        "decision.unknown",
                        "A decision is same, different, accept or skip");
        };
        return new Command.Decide(id, verdict, evidence(answer.evidence()), answer.reason(), acts.actor());
    }

    /** A text, as a number of 64 bits loses digits in many callers' JSON. */
    private static long evidence(@Nullable String text) {
        try {
            return Long.parseLong(text == null ? "" : text);
        } catch (NumberFormatException _) {
            throw Refused.of(
                    Response.Status.BAD_REQUEST, "evidence.missing", "Send the evidence of the review as it was seen");
        }
    }

    /** @param evidence required for all but skip */
    record Answer(
            @NotBlank String decision,
            @Nullable String evidence,
            @Nullable String reason) {}

    /** @param cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReviewPage(
            List<ReviewDocument> reviews,
            long open,
            long heldByOthers,
            @Nullable String cursor) {}
}
