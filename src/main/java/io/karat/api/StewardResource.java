package io.karat.api;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.Command;
import io.karat.model.RecordKey;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What stewards do to the records of a golden record. Each names the version it saw. */
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
class StewardResource {

    private final ActsOnGolden acts;

    StewardResource(ActsOnGolden acts) {
        this.acts = acts;
    }

    @POST
    @Path("merge")
    @Operation(summary = "Declares another golden record the same")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    @Parameter(name = ActsOnGolden.KEY, in = ParameterIn.HEADER, description = ActsOnGolden.KEY_SAYS)
    public Response merge(
            String entity,
            UUID id,
            HttpHeaders headers,
            @RestQuery @DefaultValue("false") boolean propose,
            @Valid @NotNull Merge wanted) {
        return acts.ask(entity, headers, propose, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("merge/preview")
    @Operation(summary = "What merge would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public PreviewDocument previewMerge(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Merge wanted) {
        return acts.preview(entity, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("split")
    @Operation(summary = "Declares some of its records different from the rest")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    @Parameter(name = ActsOnGolden.KEY, in = ParameterIn.HEADER, description = ActsOnGolden.KEY_SAYS)
    public Response split(
            String entity,
            UUID id,
            HttpHeaders headers,
            @RestQuery @DefaultValue("false") boolean propose,
            @Valid @NotNull Split wanted) {
        return acts.ask(entity, headers, propose, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("split/preview")
    @Operation(summary = "What split would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public PreviewDocument previewSplit(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Split wanted) {
        return acts.preview(entity, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("move")
    @Operation(
            summary = "Declares some of its records the same as another golden record",
            description = "And different from the rest. Undone as one.")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    @Parameter(name = ActsOnGolden.KEY, in = ParameterIn.HEADER, description = ActsOnGolden.KEY_SAYS)
    public Response move(
            String entity,
            UUID id,
            HttpHeaders headers,
            @RestQuery @DefaultValue("false") boolean propose,
            @Valid @NotNull Move wanted) {
        return acts.ask(entity, headers, propose, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("move/preview")
    @Operation(summary = "What move would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public PreviewDocument previewMove(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Move wanted) {
        return acts.preview(entity, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("restore")
    @Operation(
            summary = "Brings back a golden record that ended with its last record",
            description = "Its deleted records are live again as they were last, until their sources say otherwise.")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, description = Foretold.SAYS)
    @Parameter(name = ActsOnGolden.KEY, in = ParameterIn.HEADER, description = ActsOnGolden.KEY_SAYS)
    public Response restore(
            String entity,
            UUID id,
            HttpHeaders headers,
            @RestQuery @DefaultValue("false") boolean propose,
            @Valid @NotNull Restored wanted) {
        return acts.askAsForetold(entity, headers, propose, command(id, wanted));
    }

    @POST
    @Path("restore/preview")
    @Operation(summary = "What restore would come to now; changes nothing")
    @APIResponse(responseCode = "200", description = Foretold.TAG_SAYS)
    public RestResponse<PreviewDocument> previewRestore(String entity, UUID id, @Valid @NotNull Restored wanted) {
        return acts.foretell(entity, List.of(id), command(id, wanted));
    }

    record Restored(@Nullable String reason) {}

    @POST
    @Path("remove")
    @Operation(
            summary = "Deletes a record that a steward entered",
            description = "With its last record, the golden record is retired.")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    @Parameter(name = ActsOnGolden.KEY, in = ParameterIn.HEADER, description = ActsOnGolden.KEY_SAYS)
    public Response remove(
            String entity,
            UUID id,
            HttpHeaders headers,
            @RestQuery @DefaultValue("false") boolean propose,
            @Valid @NotNull Remove wanted) {
        return acts.ask(entity, headers, propose, command(id, Seen.version(headers), wanted));
    }

    @POST
    @Path("remove/preview")
    @Operation(summary = "What remove would come to now; changes nothing")
    @Parameter(name = HttpHeaders.IF_MATCH, in = ParameterIn.HEADER, required = true, description = Seen.SAYS)
    public PreviewDocument previewRemove(String entity, UUID id, HttpHeaders headers, @Valid @NotNull Remove wanted) {
        return acts.preview(entity, command(id, Seen.version(headers), wanted));
    }

    private Command.Restore command(UUID id, Restored wanted) {
        return new Command.Restore(id, wanted.reason(), acts.actor());
    }

    private Command.Merge command(UUID id, int seen, Merge wanted) {
        return new Command.Merge(id, seen, wanted.with(), wanted.withVersion(), said(wanted.reason()), acts.actor());
    }

    private Command.Split command(UUID id, int seen, Split wanted) {
        return new Command.Split(id, seen, keys(wanted.records()), said(wanted.reason()), acts.actor());
    }

    private Command.Transfer command(UUID id, int seen, Move wanted) {
        return new Command.Transfer(
                id, seen, keys(wanted.records()), wanted.to(), wanted.toVersion(), said(wanted.reason()), acts.actor());
    }

    private Command.Remove command(UUID id, int seen, Remove wanted) {
        return new Command.Remove(id, seen, key(wanted.record()), said(wanted.reason()), acts.actor());
    }

    private static List<RecordKey> keys(List<String> names) {
        return names.stream().map(StewardResource::key).toList();
    }

    private static RecordKey key(String name) {
        return GoldenResource.key(name)
                .orElseThrow(() ->
                        Refused.of(Response.Status.BAD_REQUEST, "record.name", "A record is named as SOURCE/KEY"));
    }

    private static @Nullable String said(@Nullable String reason) {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    /** @param withVersion of the other one, as it was seen; without it, that may be another one by now */
    record Merge(
            @NotNull UUID with,
            @Nullable Integer withVersion,
            @Nullable String reason) {}

    /** @param records as SOURCE/KEY */
    record Split(
            @NotEmpty List<@NotBlank String> records,
            @Nullable String reason) {}

    /**
     * @param records as SOURCE/KEY
     * @param toVersion of the other one, as it was seen; without it, that may be another one by now
     */
    record Move(
            @NotEmpty List<@NotBlank String> records,
            @NotNull UUID to,
            @Nullable Integer toVersion,
            @Nullable String reason) {}

    /** @param record as SOURCE/KEY */
    record Remove(@NotBlank String record, @Nullable String reason) {}
}
