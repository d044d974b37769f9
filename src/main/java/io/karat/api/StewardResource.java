package io.karat.api;

import io.karat.access.Roles;
import io.karat.ledger.Command;
import io.karat.model.RecordKey;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What stewards do to one golden record. Each names the version it saw. */
@Path("/api/v1/golden/{entity}/{id}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.STEWARD)
@RunOnVirtualThread
@APIResponse(responseCode = "200", description = "Done; decision is the id for its undo")
@APIResponse(responseCode = "409", description = "Contradicts a standing decision, or is in no state for this")
@APIResponse(responseCode = "412", description = "The golden record has another version now")
@APIResponse(responseCode = "428", description = "If-Match is missing")
@Tag(name = "Golden records")
class StewardResource {

    private static final String SEEN = "The ETag of the golden record as it was seen";
    private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})\"");

    private final Acts acts;
    private final EntityTypes types;

    StewardResource(Acts acts, EntityTypes types) {
        this.acts = acts;
        this.types = types;
    }

    @POST
    @Path("merge")
    @Operation(summary = "Declares another golden record the same")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public Acts.Done merge(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Merge wanted) {
        return act(entity, command(id, seen(headers), wanted));
    }

    @POST
    @Path("merge/preview")
    @Operation(summary = "What merge would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public PreviewDocument previewMerge(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Merge wanted) {
        return preview(entity, command(id, seen(headers), wanted));
    }

    @POST
    @Path("split")
    @Operation(summary = "Declares some of its records different from the rest")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public Acts.Done split(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Split wanted) {
        return act(entity, command(id, seen(headers), wanted));
    }

    @POST
    @Path("split/preview")
    @Operation(summary = "What split would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public PreviewDocument previewSplit(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Split wanted) {
        return preview(entity, command(id, seen(headers), wanted));
    }

    @POST
    @Path("move")
    @Operation(
            summary = "Declares some of its records the same as another golden record",
            description = "And different from the rest. Undone as one.")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public Acts.Done move(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Move wanted) {
        return act(entity, command(id, seen(headers), wanted));
    }

    @POST
    @Path("move/preview")
    @Operation(summary = "What move would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public PreviewDocument previewMove(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Move wanted) {
        return preview(entity, command(id, seen(headers), wanted));
    }

    @POST
    @Path("pins")
    @Operation(summary = "Lets a value stand whatever sources say", description = "Until it expires or is taken back.")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public Acts.Done pin(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Pinned wanted) {
        return act(entity, command(id, seen(headers), wanted));
    }

    @POST
    @Path("pins/preview")
    @Operation(summary = "What pin would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public PreviewDocument previewPinned(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Pinned wanted) {
        return preview(entity, command(id, seen(headers), wanted));
    }

    @DELETE
    @Path("pins/{attribute}")
    @Operation(summary = "Takes a pin back")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = SEEN)
    public Acts.Done unpin(String entity, UUID id, String attribute, HttpHeaders headers) {
        return act(entity, new Command.Unpin(id, seen(headers), attribute, acts.actor()));
    }

    private Acts.Done act(String entity, Command.OfSteward command) {
        return acts.ask(types.require(entity).name(), command, Response.Status.PRECONDITION_FAILED);
    }

    private PreviewDocument preview(String entity, Command.OfSteward command) {
        return acts.preview(types.require(entity), command, Response.Status.PRECONDITION_FAILED);
    }

    private Command.Merge command(UUID id, int seen, Merge wanted) {
        return new Command.Merge(id, seen, wanted.with(), said(wanted.reason()), acts.actor());
    }

    private Command.Split command(UUID id, int seen, Split wanted) {
        return new Command.Split(id, seen, keys(wanted.records()), said(wanted.reason()), acts.actor());
    }

    private Command.Transfer command(UUID id, int seen, Move wanted) {
        return new Command.Transfer(id, seen, keys(wanted.records()), wanted.to(), said(wanted.reason()), acts.actor());
    }

    private Command.PinValue command(UUID id, int seen, Pinned wanted) {
        return new Command.PinValue(
                id, seen, wanted.attribute(), List.of(wanted.value()), wanted.reason(), wanted.expires(), acts.actor());
    }

    private static List<RecordKey> keys(List<String> names) {
        return names.stream()
                .map(name -> GoldenResource.key(name)
                        .orElseThrow(() -> Refused.of(
                                Response.Status.BAD_REQUEST, "record.name", "A record is named as SOURCE/KEY")))
                .toList();
    }

    static int seen(HttpHeaders headers) {
        String value = headers.getHeaderString(HttpHeaders.IF_MATCH);
        if (value == null) {
            throw Refused.of(
                    Refused.PRECONDITION_REQUIRED,
                    "version.missing",
                    "Say which version you saw: If-Match with the ETag of the golden record");
        }
        Matcher tag = TAG.matcher(value.strip());
        if (!tag.matches()) {
            throw Refused.of(
                    Response.Status.PRECONDITION_FAILED,
                    "version.changed",
                    "If-Match has to be the one ETag that was seen; * says nothing about what you saw");
        }
        return Integer.parseInt(tag.group(1));
    }

    private static @Nullable String said(@Nullable String reason) {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    record Merge(@NotNull UUID with, @Nullable String reason) {}

    /** @param records as SOURCE/KEY */
    record Split(
            @NotEmpty List<@NotBlank String> records,
            @Nullable String reason) {}

    /** @param records as SOURCE/KEY */
    record Move(
            @NotEmpty List<@NotBlank String> records,
            @NotNull UUID to,
            @Nullable String reason) {}

    record Pinned(
            @NotBlank String attribute,
            @NotBlank String value,
            @NotBlank String reason,
            @Nullable Instant expires) {}
}
