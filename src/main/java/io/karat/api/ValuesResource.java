package io.karat.api;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.Command;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Values of stewards that stand above the sources: set, released, and several at once. Each names the version it saw. */
@ShowsValues
@Path("/api/v1/golden/{entity}/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@RunOnVirtualThread
@APIResponse(responseCode = "200", description = "Done; decision is the id for its undo")
@APIResponse(responseCode = "202", description = "Needs the approval of another person; change is the request's id")
@APIResponse(responseCode = "409", description = "Contradicts a standing decision, or is in no state for this")
@APIResponse(responseCode = "412", description = ActsOnGolden.STALE_SAYS)
@APIResponse(responseCode = "428", description = "If-Match is missing")
@Tag(name = "Golden records")
class ValuesResource {

    private final ActsOnGolden acts;

    ValuesResource(ActsOnGolden acts) {
        this.acts = acts;
    }

    @POST
    @Path("pins")
    @Operation(summary = "Lets a value stand whatever sources say", description = "Until it expires or is taken back.")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public Response pin(
            String entity,
            UUID id,
            HttpHeaders headers,
            @RestQuery @DefaultValue("false") boolean propose,
            @Valid @NotNull Pinned wanted) {
        return acts.ask(entity, propose, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("pins/preview")
    @Operation(summary = "What pin would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public PreviewDocument previewPinned(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Pinned wanted) {
        return acts.preview(entity, command(id, Seen.version(headers), wanted));
    }

    @DELETE
    @Path("pins/{attribute}")
    @Operation(summary = "Takes a pin back")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public Response unpin(
            String entity,
            UUID id,
            String attribute,
            HttpHeaders headers,
            @RestQuery @DefaultValue("false") boolean propose) {
        return acts.ask(entity, propose, new Command.Unpin(id, Seen.version(headers), attribute, acts.actor()));
    }

    @POST
    @Path("edit")
    @Operation(
            summary = "Pins or releases values of several attributes at once",
            description = "An empty list releases. Where one of them needs approval, all wait for it.")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public Response edit(
            String entity,
            UUID id,
            HttpHeaders headers,
            @RestQuery @DefaultValue("false") boolean propose,
            @Valid @NotNull Edit wanted) {
        return acts.ask(entity, propose, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("edit/preview")
    @Operation(summary = "What edit would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public PreviewDocument previewEdit(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Edit wanted) {
        return acts.preview(entity, command(id, Seen.version(headers), wanted));
    }

    private Command.PinValue command(UUID id, int seen, Pinned wanted) {
        return new Command.PinValue(
                id, seen, wanted.attribute(), List.of(wanted.value()), wanted.reason(), wanted.expires(), acts.actor());
    }

    private Command.Edit command(UUID id, int seen, Edit wanted) {
        return new Command.Edit(
                id, seen, new TreeMap<>(wanted.values()), said(wanted.reason()), wanted.expires(), acts.actor());
    }

    private static @Nullable String said(@Nullable String reason) {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    /** @param values by attribute; an empty list releases */
    record Edit(
            @NotEmpty Map<String, @NotNull List<@NotBlank String>> values,
            @NotBlank String reason,
            @Nullable Instant expires) {}

    record Pinned(
            @NotBlank String attribute,
            @NotBlank String value,
            @NotBlank String reason,
            @Nullable Instant expires) {}
}
