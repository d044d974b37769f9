package io.karat.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.Command;
import io.karat.ledger.Decisions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What stewards decided. */
@ShowsValues
@Path("/api/v1/decisions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@RunOnVirtualThread
@Tag(name = "Reviews")
class DecisionsResource {

    private static final int LONGEST = 1 << 16;

    private final Decisions decisions;
    private final ActsOnGolden acts;
    private final ObjectMapper json;

    DecisionsResource(Decisions decisions, ActsOnGolden acts, ObjectMapper json) {
        this.decisions = decisions;
        this.acts = acts;
        this.json = json;
    }

    @POST
    @Path("undo")
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Undo.class)))
    @Operation(
            summary = "Releases a decision, and those made in one act with it",
            description = "A reason may be given. The golden records follow what the records say then.")
    @APIResponse(responseCode = "200", description = "Undone")
    @APIResponse(responseCode = "202", description = "Needs the approval of another person; change is the request's id")
    @APIResponse(responseCode = "412", description = ActsOnGolden.STALE_SAYS)
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, description = Foretold.SAYS)
    @Parameter(name = ActsOnGolden.KEY, in = ParameterIn.HEADER, description = ActsOnGolden.KEY_SAYS)
    public Response undo(
            UUID id, HttpHeaders headers, @RestQuery @DefaultValue("false") boolean propose, @Nullable InputStream body)
            throws IOException {
        byte[] why = body == null ? new byte[0] : body.readNBytes(LONGEST);
        String reason = why.length == 0 ? null : reason(why);
        return acts.askAsForetold(entity(id), headers, propose, new Command.Undo(id, reason, acts.actor()));
    }

    @POST
    @Path("undo/preview")
    @Operation(summary = "What the undo would come to now; changes nothing")
    @APIResponse(responseCode = "200", description = Foretold.TAG_SAYS)
    public RestResponse<PreviewDocument> previewUndo(UUID id) {
        String entity = entity(id);
        return acts.foretell(entity, decisions.goldens(entity, id), new Command.Undo(id, null, acts.actor()));
    }

    private String entity(UUID decision) {
        return decisions
                .entityOf(decision)
                .orElseThrow(() ->
                        Refused.of(Response.Status.NOT_FOUND, "decision.unknown", "There is no decision with this id"));
    }

    private @Nullable String reason(byte[] why) throws IOException {
        try {
            return json.readValue(why, Undo.class).reason();
        } catch (JsonProcessingException e) {
            throw new WebApplicationException(e, Response.Status.BAD_REQUEST);
        }
    }

    record Undo(@Nullable String reason) {}
}
