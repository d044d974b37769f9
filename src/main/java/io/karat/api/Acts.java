package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Access;
import io.karat.ledger.Command;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.Preview;
import io.karat.model.EntityType;
import io.karat.publish.Subscription;
import io.karat.publish.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What stewards do, with its answers. */
@ApplicationScoped
class Acts {

    private final Ledgers ledgers;
    private final Access access;
    private final Subscriptions subscriptions;

    Acts(Ledgers ledgers, Access access, Subscriptions subscriptions) {
        this.ledgers = ledgers;
        this.access = access;
        this.subscriptions = subscriptions;
    }

    String actor() {
        return access.actor();
    }

    /**
     * 200 with {@link Done}, or 202 with {@link Waiting} where another person has to approve it first.
     *
     * @param changed the status where something changed since it was shown: 409, or 412 with If-Match
     */
    Response ask(String entity, Command.OfSteward command, Response.Status changed) {
        return answer(outcome(entity, command), changed);
    }

    Outcome.OfSteward outcome(String entity, Command.OfSteward command) {
        return await(ledgers.submit(entity, command));
    }

    static Response answer(Outcome.OfSteward outcome, Response.Status changed) {
        if (outcome instanceof Outcome.Proposed(UUID request, boolean anew)) {
            return Response.accepted(Waiting.of(request, anew))
                    .location(URI.create("/api/v1/changes/" + request))
                    .build();
        }
        return Response.ok(done(outcome, changed)).build();
    }

    /** What the act would come to; refused as the act itself would be. */
    PreviewDocument preview(EntityType type, Command.OfSteward command, Response.Status changed) {
        Preview preview = await(ledgers.preview(type.name(), command));
        done(preview.outcome(), changed);
        List<String> told = subscriptions.all().stream()
                .filter(s -> s.entity().equals(type.name()))
                .map(Subscription::name)
                .toList();
        return PreviewDocument.of(type, preview, told);
    }

    private static Done done(Outcome.OfSteward outcome, Response.Status changed) {
        return switch (outcome) {
            case Outcome.Done(UUID decision, List<UUID> golden) -> new Done(decision, golden, null);
            case Outcome.Waits(String message) -> new Done(null, List.of(), message);
            case Outcome.Proposed _ -> throw new IllegalStateException("a preview proposes nothing");
            case Outcome.Changed(String message) -> throw Refused.of(changed, "version.changed", message);
            case Outcome.Contradicts(List<UUID> decisions, String message) ->
                throw Refused.contradicts(decisions, message);
            case Outcome.Refused(String code, String message) ->
                throw Refused.of(
                        code.endsWith(".unknown") ? Response.Status.NOT_FOUND : Response.Status.CONFLICT,
                        code,
                        message);
        };
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Nothing is done yet: another person has to approve it. */
    record Waiting(UUID change, String status, String detail) {
        static Waiting of(UUID request, boolean anew) {
            return new Waiting(
                    request,
                    "proposed",
                    anew
                            ? "This needs the approval of another person. Nothing has changed yet."
                            : "The same has been proposed already, and waits for the approval of another person.");
        }
    }

    /**
     * @param decision its id, for undo
     * @param golden the golden records that changed, survivors first
     * @param waits what is needed before anything is carried out
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Done(
            @Nullable UUID decision,
            List<UUID> golden,
            @Nullable String waits) {}
}
