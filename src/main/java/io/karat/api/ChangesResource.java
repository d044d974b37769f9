package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.ChangeRequest;
import io.karat.ledger.ChangeRequests;
import io.karat.ledger.Command;
import io.karat.ledger.Comparisons;
import io.karat.ledger.Opinion;
import io.karat.ledger.Outcome;
import io.karat.model.EntityType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** What stewards asked for and another person has to approve. */
@ShowsValues
@Path("/api/v1/changes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@RunOnVirtualThread
@Tag(name = "Changes")
class ChangesResource {

    private final ChangeRequests changes;
    private final Comparisons comparisons;
    private final EntityTypes types;
    private final Acts acts;
    private final Access access;

    ChangesResource(ChangeRequests changes, Comparisons comparisons, EntityTypes types, Acts acts, Access access) {
        this.changes = changes;
        this.comparisons = comparisons;
        this.types = types;
        this.acts = acts;
        this.access = access;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Operation(
            summary = "Requests, newest first",
            description = "state: open, approved, refused, withdrawn, superseded (what it speaks of is gone).")
    public Changes list(
            @RestQuery @Nullable String entity,
            @RestQuery @Nullable String state,
            @RestQuery @DefaultValue("false") boolean mine,
            @RestQuery @Nullable UUID cursor,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        ChangeRequests.Page page = changes.list(
                new ChangeRequests.Filter(
                        entity == null ? null : types.require(entity).name(),
                        state == null ? null : state(state),
                        mine ? acts.actor() : null),
                cursor,
                limit);
        return new Changes(page.requests().stream().map(this::view).toList(), page.next());
    }

    private static ChangeRequest.State state(String text) {
        for (ChangeRequest.State state : ChangeRequest.State.values()) {
            if (state.code().equals(text)) {
                return state;
            }
        }
        throw Refused.of(
                Response.Status.BAD_REQUEST,
                "state.unknown",
                "A state is open, approved, refused, withdrawn or superseded");
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "One request: as it was when proposed, as proposed, and now")
    public ChangeDocument find(UUID id) {
        return view(require(id));
    }

    @POST
    @Path("{id}/preview")
    @Operation(summary = "What its approval would come to now; changes nothing")
    public PreviewDocument preview(UUID id) {
        ChangeRequest request = require(id);
        if (!changes.shownTo(request, acts.actor())) {
            throw Refused.of(
                    Response.Status.CONFLICT,
                    "opinion.missing",
                    "First say what you think yourself; then you see what was proposed");
        }
        return acts.preview(
                types.require(request.entity()), request.onNow(null).orElseThrow(), Response.Status.CONFLICT);
    }

    @POST
    @Path("{id}/opinion")
    @Operation(
            summary = "Says what one thinks of a blind request, before seeing what was proposed",
            description =
                    "verdict: same or different of groups of records, else yes or no; of values, values by attribute,"
                            + " with an empty list for letting the sources decide. It stays as it was said.")
    public ChangeDocument judge(UUID id, @Valid @NotNull Thought thought) {
        ChangeRequest request = require(id);
        access.requireApprover(request.need().by());
        Opinion opinion = new Opinion(thought.verdict(), thought.values() == null ? Map.of() : thought.values());
        acts.ask(request.entity(), new Command.Judge(id, opinion, acts.actor()), Response.Status.CONFLICT);
        return view(require(id));
    }

    @POST
    @Path("{id}/decision")
    @Operation(
            summary = "Approves or refuses a request",
            description =
                    "approve or refuse. evidence is the request's as it was seen. Of an edit, attributes names those"
                            + " that are approved; the others are refused. Nobody approves their own.")
    @APIResponse(responseCode = "200", description = "Done; what was approved is carried out")
    @APIResponse(
            responseCode = "409",
            description = "Not open, one's own, or changed since it was seen: then change shows it as it is now")
    public Response decide(UUID id, @Valid @NotNull Answer answer) {
        ChangeRequest request = require(id);
        access.requireApprover(request.need().by());
        Outcome.OfSteward outcome = acts.outcome(request.entity(), command(id, answer));
        if (outcome instanceof Outcome.Changed(String message)) {
            Problem problem = Problem.of(Response.Status.CONFLICT, "version.changed", message, List.of());
            return problem.answer()
                    .entity(new Stale(problem, view(require(id))))
                    .build();
        }
        return Acts.answer(outcome, Response.Status.CONFLICT);
    }

    private Command.OfSteward command(UUID id, Answer answer) {
        return switch (answer.decision()) {
            case "approve" -> {
                if (answer.evidence() == null) {
                    throw Refused.of(
                            Response.Status.BAD_REQUEST,
                            "evidence.missing",
                            "Send the evidence of the request as it was seen");
                }
                yield new Command.Approve(id, answer.evidence(), answer.attributes(), answer.reason(), acts.actor());
            }
            case "refuse" -> new Command.Refuse(id, answer.reason(), acts.actor());
            default ->
                throw Refused.of(Response.Status.BAD_REQUEST, "decision.unknown", "A decision is approve or refuse");
        };
    }

    @POST
    @Path("{id}/withdraw")
    @Operation(summary = "Takes back what one has proposed oneself")
    public ChangeDocument withdraw(UUID id) {
        ChangeRequest request = require(id);
        acts.ask(request.entity(), new Command.Withdraw(id, acts.actor()), Response.Status.CONFLICT);
        return view(require(id));
    }

    private ChangeRequest require(UUID id) {
        return changes.find(id)
                .orElseThrow(() ->
                        Refused.of(Response.Status.NOT_FOUND, "change.unknown", "There is no request with this id"));
    }

    private ChangeDocument view(ChangeRequest request) {
        EntityType type = types.require(request.entity());
        return ChangeDocument.of(
                type,
                request,
                comparisons.of(request),
                changes.shownTo(request, acts.actor()),
                changes.opinions(request.id()));
    }

    /** @param cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changes(List<ChangeDocument> changes, @Nullable UUID cursor) {}

    record Thought(@Nullable String verdict, @Nullable Map<String, @NotNull List<@NotNull String>> values) {}

    /** @param evidence required to approve */
    record Answer(
            @NotBlank String decision,
            @Nullable String evidence,
            @Nullable Set<String> attributes,
            @Nullable String reason) {}

    /** A problem with the new view. */
    record Stale(@JsonUnwrapped Problem problem, ChangeDocument change) {}
}
