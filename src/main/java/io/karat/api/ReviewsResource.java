package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.AnswersGiven;
import io.karat.ledger.Command;
import io.karat.ledger.Outcome;
import io.karat.model.RecordKey;
import io.karat.review.Filter;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The queue of questions. */
@ShowsValues
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
    private final AnswersGiven given;

    ReviewsResource(Reviews reviews, ReviewDesk desk, EntityTypes types, Acts acts, AnswersGiven given) {
        this.reviews = reviews;
        this.desk = desk;
        this.types = types;
        this.acts = acts;
        this.given = given;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Questions by priority",
            description = "Without state, those that wait: open and not snoozed. open counts up to 10000, and more says"
                    + " that there are more; count=exact counts them all.")
    public ReviewPage list(
            @BeanParam ReviewWanted wanted,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("50") @Min(1) int limit,
            @RestQuery @Parameter(description = "exact, or nothing") @Nullable String count) {
        Filter filter = desk.filter(wanted);
        Reviews.Page page;
        try {
            page = reviews.list(filter, cursor, limit);
        } catch (IllegalArgumentException _) {
            throw Refused.unknownCursor();
        }
        Reviews.Counts counts =
                exact(count) ? reviews.exactCounts(filter, desk.account()) : reviews.counts(filter, desk.account());
        return new ReviewPage(
                page.reviews().stream().map(desk::document).toList(),
                counts.open(),
                counts.more(),
                reviews.below(filter),
                counts.heldByOthers(),
                page.cursor());
    }

    private static boolean exact(@Nullable String count) {
        if (count != null && !count.equals("exact")) {
            throw Refused.of(Response.Status.BAD_REQUEST, "count.unknown", "count is exact, or is left out");
        }
        return count != null;
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
                    "same, different or skip; of kind quality, accept or skip; of kind conflict, choose with the record"
                            + " whose value is right, enter with a value and a reason, or skip. evidence is the review's as it was seen: if the records changed since,"
                            + " nothing is decided and the answer is 409.")
    public Response decide(
            UUID id,
            @RestHeader("Idempotency-Key")
                    @Size(max = Command.Once.LONGEST_KEY) @Parameter(description = "Of this decision alone: sent again, it has the same answer and acts once")
                    @Nullable String key,
            @Valid @NotNull Answer answer) {
        Review review = desk.require(id);
        if (answer.decision().equals("skip")) {
            reviews.skip(id, desk.account());
            return Response.noContent().build();
        }
        if (review.kind() == Review.Kind.CHANGE) {
            throw Refused.of(
                    Response.Status.CONFLICT,
                    "decision.kind",
                    "A question of kind change asks for an approval: answer at /api/v1/changes/" + id + "/decision");
        }
        Command.OfSteward command = once(command(id, answer), key);
        Optional<Outcome.OfSteward> before = command instanceof Command.Once once ? given.find(once) : Optional.empty();
        if (before.isPresent()) {
            return Acts.answer(before.get(), Response.Status.CONFLICT);
        }
        desk.requireAddressed(review);
        return acts.ask(review.entity(), command, Response.Status.CONFLICT);
    }

    private static Command.OfSteward once(Command.Answer answer, @Nullable String key) {
        return key == null || key.isBlank() ? answer : new Command.Once(answer, key.strip());
    }

    @POST
    @Path("{id}/decision/preview")
    @Operation(summary = "What an answer would come to now; changes nothing")
    public PreviewDocument previewDecision(UUID id, @Valid @NotNull Answer answer) {
        return acts.preview(types.require(desk.require(id).entity()), command(id, answer), Response.Status.CONFLICT);
    }

    private Command.Answer command(UUID id, Answer answer) {
        String actor = acts.actor();
        String reason = answer.reason();
        return switch (answer.decision()) {
            case "same" -> new Command.Decide(id, Command.Verdict.SAME, evidence(answer), reason, actor);
            case "different" -> new Command.Decide(id, Command.Verdict.DIFFERENT, evidence(answer), reason, actor);
            case "accept" -> new Command.Acknowledge(id, evidence(answer), reason, actor);
            case "choose" -> new Command.Choose(id, record(answer.record()), evidence(answer), reason, actor);
            case "enter" ->
                new Command.Enter(
                        id,
                        said(answer.value(), "value", "the value that is right"),
                        evidence(answer),
                        said(reason, "reason", "why none of the sources is right"),
                        actor);
            default ->
                throw Refused.of(
                        Response.Status.BAD_REQUEST,
                        "decision.unknown",
                        "A decision is same, different, accept, choose, enter or skip");
        };
    }

    private static RecordKey record(@Nullable String text) {
        String[] parts = said(text, "record", "the record, as SOURCE/KEY, whose value is right")
                .split("/", 2);
        if (parts.length < 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw Refused.of(Response.Status.BAD_REQUEST, "record.unknown", "A record is named as SOURCE/KEY");
        }
        return new RecordKey(parts[0], parts[1]);
    }

    private static String said(@Nullable String text, String name, String what) {
        if (text == null || text.isBlank()) {
            throw Refused.of(Response.Status.BAD_REQUEST, name + ".missing", "Send " + name + ": " + what);
        }
        return text.strip();
    }

    /** A text, as a number of 64 bits loses digits in many callers' JSON. */
    private static long evidence(Answer answer) {
        String text = answer.evidence();
        try {
            return Long.parseLong(text == null ? "" : text);
        } catch (NumberFormatException _) {
            throw Refused.of(
                    Response.Status.BAD_REQUEST, "evidence.missing", "Send the evidence of the review as it was seen");
        }
    }

    /**
     * @param evidence required for all but skip
     * @param record of choose, as SOURCE/KEY
     * @param value of enter
     */
    record Answer(
            @NotBlank String decision,
            @Nullable String evidence,
            @Nullable String reason,
            @Nullable String record,
            @Nullable String value) {}

    /**
     * @param more there are more open ones than were counted
     * @param below how many more wait below the line of a budget, up to 10001
     * @param cursor of the next page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReviewPage(
            List<ReviewDocument> reviews,
            long open,
            boolean more,
            long below,
            long heldByOthers,
            @Nullable String cursor) {}
}
