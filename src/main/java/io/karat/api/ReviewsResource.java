package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.ledger.Command;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    private final SourceRecords records;
    private final EntityTypes types;
    private final Acts acts;

    ReviewsResource(Reviews reviews, SourceRecords records, EntityTypes types, Acts acts) {
        this.reviews = reviews;
        this.records = records;
        this.types = types;
        this.acts = acts;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Open questions by priority")
    public ReviewPage list(
            @RestQuery @Nullable String entity,
            @RestQuery @Nullable String kind,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("50") int limit) {
        Reviews.Filter filter = filter(entity, kind);
        Reviews.Page page;
        try {
            page = reviews.list(filter, cursor, limit);
        } catch (IllegalArgumentException _) {
            throw Refused.of(Response.Status.BAD_REQUEST, "cursor.unknown", "This is no cursor of ours");
        }
        Reviews.Counts counts = reviews.counts(filter, account());
        return new ReviewPage(
                page.reviews().stream().map(this::view).toList(), counts.open(), counts.heldByOthers(), page.cursor());
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One question, whatever became of it")
    public ReviewView find(UUID id) {
        return view(require(id));
    }

    @POST
    @Path("next")
    @Operation(summary = "Claims the next open question", description = "No two callers are given the same one.")
    @APIResponse(responseCode = "200", description = "The question; it is the caller's until claimedUntil")
    @APIResponse(responseCode = "204", description = "None is free; Karat-Held-By-Others counts those under a claim")
    public Response next(@RestQuery @Nullable String entity, @RestQuery @Nullable String kind) {
        Reviews.Filter filter = filter(entity, kind);
        return reviews.next(filter, account())
                .map(review -> Response.ok(view(review)).build())
                .orElseGet(() -> Response.noContent()
                        .header(
                                "Karat-Held-By-Others",
                                reviews.counts(filter, account()).heldByOthers())
                        .build());
    }

    @POST
    @Path("{id}/claim")
    @Operation(summary = "Claims a question, or claims it for longer")
    public ReviewView claim(UUID id) {
        Optional<Review> claimed = reviews.claim(id, account());
        if (claimed.isEmpty()) {
            throw notYours(require(id));
        }
        return view(claimed.get());
    }

    @POST
    @Path("{id}/decision")
    @Operation(
            summary = "Answers a question",
            description =
                    "same, different or skip; of kind quality, accept or skip. evidence is the review's as it was seen: if the records changed since,"
                            + " nothing is decided and the answer is 409.")
    public Response decide(UUID id, @Valid @NotNull Answer answer) {
        Review review = require(id);
        if (answer.decision().equals("skip")) {
            reviews.skip(id, account());
            return Response.noContent().build();
        }
        if (answer.decision().equals("accept")) {
            Command.Acknowledge accepted =
                    new Command.Acknowledge(id, evidence(answer.evidence()), answer.reason(), acts.actor());
            return Response.ok(acts.ask(review.entity(), accepted, Response.Status.CONFLICT))
                    .build();
        }
        return Response.ok(acts.ask(review.entity(), command(id, answer), Response.Status.CONFLICT))
                .build();
    }

    @POST
    @Path("{id}/decision/preview")
    @Operation(summary = "What an answer, same or different, would come to now; changes nothing")
    public PreviewDocument previewDecision(UUID id, @Valid @NotNull Answer answer) {
        return acts.preview(types.require(require(id).entity()), command(id, answer), Response.Status.CONFLICT);
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

    private Refused notYours(Review review) {
        return review.state() == Review.State.OPEN
                ? Refused.of(Response.Status.CONFLICT, "review.claimed", "Somebody else is working on this review")
                : Refused.of(
                        Response.Status.CONFLICT,
                        "review." + review.state().name().toLowerCase(Locale.ROOT),
                        "This review is not open any more");
    }

    private Review require(UUID id) {
        return reviews.find(id)
                .orElseThrow(() ->
                        Refused.of(Response.Status.NOT_FOUND, "review.unknown", "There is no review with this id"));
    }

    private Reviews.Filter filter(@Nullable String entity, @Nullable String kind) {
        String known = entity == null ? null : types.require(entity).name();
        return new Reviews.Filter(known, kind == null ? null : kind(kind), null, null, null);
    }

    private static Review.Kind kind(String text) {
        for (Review.Kind kind : Review.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                return kind;
            }
        }
        throw Refused.of(Response.Status.BAD_REQUEST, "kind.unknown", "A kind is match, guard, split or quality");
    }

    /** Claims are kept by account name; people's actors begin with {@code user:}. */
    private String account() {
        String actor = acts.actor();
        return actor.startsWith("user:") ? actor.substring("user:".length()) : actor;
    }

    private ReviewView view(Review review) {
        EntityType type = types.require(review.entity());
        return new ReviewView(
                review.id(),
                review.entity(),
                review.kind().name().toLowerCase(Locale.ROOT),
                side(type, review.leftGolden(), review.leftTitle(), review.leftRecords()),
                side(type, review.rightGolden(), review.rightTitle(), review.rightRecords()),
                review.probability(),
                Long.toString(review.evidence()),
                review.detail(),
                review.state().name().toLowerCase(Locale.ROOT),
                review.openedAt(),
                review.claimedBy(),
                review.claimedUntil(),
                review.decisionId());
    }

    private Side side(EntityType type, UUID golden, String title, List<Integer> ordinals) {
        return new Side(
                golden,
                title,
                records.find(type.name(), ordinals).stream()
                        .map(record ->
                                record.key().source() + "/" + record.key().key())
                        .toList());
    }

    /** @param evidence required for all but skip */
    record Answer(
            @NotBlank String decision,
            @Nullable String evidence,
            @Nullable String reason) {}

    /** @param records as SOURCE/KEY */
    record Side(UUID goldenId, String title, List<String> records) {}

    /** @param score probability of the groups being one */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReviewView(
            UUID id,
            String entity,
            String kind,
            Side left,
            Side right,
            double score,
            String evidence,
            @Nullable String detail,
            String state,
            Instant openedAt,
            @Nullable String claimedBy,
            @Nullable Instant claimedUntil,
            @Nullable UUID decisionId) {}

    /** @param cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReviewPage(
            List<ReviewView> reviews,
            long open,
            long heldByOthers,
            @Nullable String cursor) {}
}
