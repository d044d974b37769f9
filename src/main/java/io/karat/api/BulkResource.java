package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.intake.ColumnMap;
import io.karat.intake.ColumnMaps;
import io.karat.intake.Counts;
import io.karat.intake.Intake;
import io.karat.intake.Job;
import io.karat.intake.LineResult;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Many records of a source in one body. */
@Path("/api/v1/sources/{source}/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.ADMIN, Roles.SOURCE})
@RunOnVirtualThread
@Tag(name = "Records")
class BulkResource {

    static final String NDJSON = "application/x-ndjson";
    static final String CSV = "text/csv";

    private static final MediaType NDJSON_TYPE = MediaType.valueOf(NDJSON);
    private static final MediaType CSV_TYPE = MediaType.valueOf(CSV);
    private static final String EXAMPLE = """
            {"key": "1", "data": {"given_name": "Ada", "family_name": "Lovelace"}}
            {"key": "2", "op": "delete"}
            """;

    private final Intake intake;
    private final ColumnMaps maps;
    private final EntityTypes types;
    private final Access access;

    BulkResource(Intake intake, ColumnMaps maps, EntityTypes types, Access access) {
        this.intake = intake;
        this.maps = maps;
        this.types = types;
        this.access = access;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RequestBody(
            content = {
                @Content(
                        mediaType = NDJSON,
                        schema = @Schema(type = SchemaType.STRING),
                        examples = @ExampleObject(name = "people", value = EXAMPLE)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    @Operation(
            summary = "Takes many records",
            description = "NDJSON lines {key, observedAt?, op?, data}, or CSV with key=COLUMN, observedAt=COLUMN? and"
                    + " map=NAME? (without a map, columns are named as attributes). May be packed with gzip. A line"
                    + " that cannot be read is rejected by itself. With 'Prefer: wait' up to 10,000 lines are answered"
                    + " with their results; otherwise the body becomes a job.")
    @APIResponse(responseCode = "200", description = "Counts, and one result for each line in order")
    @APIResponse(responseCode = "202", description = "Kept as a job; see Location")
    @APIResponse(responseCode = "400", description = "The body as a whole cannot be read; nothing was taken")
    @APIResponse(responseCode = "413", description = "Too large; nothing was taken")
    @APIResponse(responseCode = "429", description = "The hub is busy; nothing was taken, see Retry-After")
    @Parameter(name = "key", in = ParameterIn.QUERY, description = "CSV: the column of the record's key")
    @Parameter(name = "observedAt", in = ParameterIn.QUERY, description = "CSV: the column of the time of the record")
    @Parameter(name = "map", in = ParameterIn.QUERY, description = "CSV: the name of a map, see /maps")
    public Response load(String source, String entity, UriInfo uri, HttpHeaders headers, @Nullable InputStream body)
            throws IOException {
        Intake.Origin origin = RecordsResource.origin(types, access, source, entity);
        Intake.Format format = format(uri.getQueryParameters(), headers.getMediaType());
        Intake.Bulk bulk = new Intake.Bulk(gzip(headers), prefersWait(headers));
        return switch (intake.load(origin, format, body == null ? InputStream.nullInputStream() : body, bulk)) {
            case Intake.Receipt.Results results -> {
                Response.ResponseBuilder answer = Response.ok(Results.of(results));
                yield answer.header("Preference-Applied", "wait").build();
            }
            case Intake.Receipt.Queued(Job job) ->
                Response.accepted(job)
                        .location(URI.create("/api/v1/jobs/" + job.id()))
                        .header("Retry-After", 1)
                        .build();
        };
    }

    private Intake.Format format(MultivaluedMap<String, String> query, @Nullable MediaType sent) {
        MediaType type = sent == null ? MediaType.APPLICATION_OCTET_STREAM_TYPE : sent;
        if (NDJSON_TYPE.isCompatible(type)) {
            return new Intake.Format.Ndjson();
        }
        if (!CSV_TYPE.isCompatible(type)) {
            throw Refused.of(
                    Response.Status.UNSUPPORTED_MEDIA_TYPE,
                    "unsupported-media-type",
                    "A body is " + NDJSON + " or " + CSV);
        }
        String key = query.getFirst("key");
        if (key == null || key.isEmpty()) {
            throw Refused.of(
                    Response.Status.BAD_REQUEST, "csv.key", "Say which column holds the record's key: ?key=COLUMN");
        }
        String name = query.getFirst("map");
        ColumnMap map = name == null
                ? null
                : maps.find(name)
                        .orElseThrow(() ->
                                Refused.of(Response.Status.NOT_FOUND, "map.unknown", "There is no map of this name"));
        return new Intake.Format.Csv(key, query.getFirst("observedAt"), map);
    }

    private static boolean gzip(HttpHeaders headers) {
        String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        if (encoding.equalsIgnoreCase("gzip")) {
            return true;
        }
        throw Refused.of(
                Response.Status.UNSUPPORTED_MEDIA_TYPE, "body.content-encoding", "A body may be packed with gzip only");
    }

    private static boolean prefersWait(HttpHeaders headers) {
        return headers.getRequestHeader("Prefer").stream()
                .flatMap(value -> Arrays.stream(value.toLowerCase(Locale.ROOT).split("[,;]")))
                .map(String::strip)
                .anyMatch(preference -> preference.equals("wait") || preference.startsWith("wait="));
    }

    /** @param ignoredColumns of a CSV file, that make no attribute */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Results(
            Counts counts,
            List<LineResult> results,
            @Nullable List<String> ignoredColumns) {

        static Results of(Intake.Receipt.Results taken) {
            return new Results(
                    taken.counts(), taken.results(), taken.ignoredColumns().isEmpty() ? null : taken.ignoredColumns());
        }
    }
}
