package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.review.Handling;
import io.karat.review.History;
import io.karat.review.Review;
import io.karat.review.Reviewer;
import io.karat.review.Verdicts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What is done with a question beside answering it, and what became of it so far. */
@ShowsValues
@Path("/api/v1/reviews/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@RunOnVirtualThread
@Tag(name = "Reviews")
class HandlingResource {

    private final Handling handling;
    private final History history;
    private final Verdicts verdicts;
    private final Accounts accounts;
    private final ReviewDesk desk;

    HandlingResource(Handling handling, History history, Verdicts verdicts, Accounts accounts, ReviewDesk desk) {
        this.handling = handling;
        this.history = history;
        this.verdicts = verdicts;
        this.accounts = accounts;
        this.desk = desk;
    }

    @GET
    @Path("history")
    @RolesAllowed(Roles.VIEWER)
    @Operation(summary = "Who did what with a question, and when its records changed under it; the oldest first")
    public Events history(UUID id) {
        Review review = desk.require(id);
        return new Events(
                history.of(id).stream().map(event -> happened(review, event)).toList());
    }

    @PUT
    @Path("assignee")
    @Operation(summary = "Assigns a question to a steward, who alone is offered it from then on")
    public ReviewDocument assign(UUID id, @Valid @NotNull Assignment to) {
        requireSteward(to.to());
        return done(id, handling.assign(id, to.to(), to.reason(), desk.account()));
    }

    @DELETE
    @Path("assignee")
    @Operation(summary = "Offers a question to all stewards again")
    public ReviewDocument unassign(UUID id) {
        return done(id, handling.unassign(id, desk.account()));
    }

    @PUT
    @Path("snooze")
    @Operation(
            summary = "Puts a question aside until a time",
            description = "It comes back by itself then, or as soon as its records change.")
    public ReviewDocument snooze(UUID id, @Valid @NotNull Snooze snooze) {
        return desk.document(handling.snooze(id, snooze.until(), snooze.reason(), desk.account())
                .orElseThrow(() -> desk.notYours(id)));
    }

    @DELETE
    @Path("snooze")
    @Operation(summary = "Brings a question back at once")
    public ReviewDocument wake(UUID id) {
        return done(id, handling.wake(id, desk.account()));
    }

    @PUT
    @Path("escalation")
    @Operation(
            summary = "Hands a question to somebody who decides it",
            description = "to is an account, or role:admin; from then on nobody else answers it.")
    public ReviewDocument escalate(UUID id, @Valid @NotNull Escalation escalation) {
        String to = escalation.to();
        if (!to.equals(Reviewer.role(Roles.ADMIN))) {
            requireSteward(to);
        }
        return desk.document(
                handling.escalate(id, to, escalation.reason(), desk.account()).orElseThrow(() -> desk.notYours(id)));
    }

    @DELETE
    @Path("escalation")
    @Operation(summary = "Gives an escalated question back to all stewards")
    public ReviewDocument calm(UUID id) {
        return done(id, handling.calm(id, desk.account()));
    }

    @GET
    @Path("verdicts")
    @Operation(
            summary = "What people said of a question that two of them decide",
            description = "While a second person is awaited, callers see only their own.")
    public Said verdicts(UUID id) {
        desk.require(id);
        return new Said(verdicts.of(id, desk.account()));
    }

    @DELETE
    @Path("verdict")
    @Operation(summary = "Takes one's own verdict back while it waits for a second one")
    public ReviewDocument takeBack(UUID id) {
        desk.require(id);
        if (!verdicts.takeBack(id, desk.account())) {
            throw Refused.of(Response.Status.CONFLICT, "second.none", "No verdict of yours waits for a second one");
        }
        return desk.document(desk.require(id));
    }

    private void requireSteward(String account) {
        if (!account.equals(desk.account()) && !accounts.able(Role.STEWARD).contains(account)) {
            throw Refused.of(Refused.UNPROCESSABLE, "account.unknown", "There is no steward of this name");
        }
    }

    /** Where an open question stood like this already, that is what was asked for. */
    private ReviewDocument done(UUID id, Optional<Review> changed) {
        Review review = changed.orElseGet(() -> desk.require(id));
        if (review.state() != Review.State.OPEN) {
            throw desk.notYours(id);
        }
        return desk.document(review);
    }

    private Happened happened(Review review, History.Event event) {
        History.Shown shown = event.shown();
        return new Happened(
                event.at(),
                event.actor(),
                event.what(),
                event.whom(),
                event.until(),
                event.reason(),
                shown == null
                        ? null
                        : new Before(
                                desk.records(review.entity(), shown.left()),
                                desk.records(review.entity(), shown.right()),
                                shown.probability()));
    }

    record Assignment(
            @NotBlank String to, @Nullable @Size(max = 500) String reason) {}

    record Snooze(
            @NotNull @Future Instant until,
            @NotBlank @Size(max = 500) String reason) {}

    record Escalation(
            @NotBlank String to, @NotBlank @Size(max = 500) String reason) {}

    record Said(List<Verdicts.Verdict> verdicts) {}

    record Events(List<Happened> events) {}

    /**
     * One thing that happened.
     *
     * @param before what was asked until it changed or was superseded
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Happened(
            Instant at,
            String actor,
            String what,
            @Nullable String whom,
            @Nullable Instant until,
            @Nullable String reason,
            @Nullable Before before) {}

    /** @param left records as SOURCE/KEY */
    record Before(List<String> left, List<String> right, double score) {}
}
