package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.access.Sources;
import io.karat.intake.Intake;
import io.karat.intake.LineResult;
import io.karat.ledger.Quality;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.standardise.Finding;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** One record of a source, by its natural key. */
@Path("/api/v1/sources/{source}/{entity}/{key}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Records")
class RecordsResource {

    private final Intake intake;
    private final SourceRecords records;
    private final EntityTypes types;
    private final Access access;
    private final Quality quality;

    RecordsResource(Intake intake, SourceRecords records, EntityTypes types, Access access, Quality quality) {
        this.intake = intake;
        this.records = records;
        this.types = types;
        this.access = access;
        this.quality = quality;
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Roles.ADMIN, Roles.SOURCE})
    @Operation(
            summary = "Replaces a record",
            description = "The whole record: an attribute that is absent, null or empty has no value. The answer comes"
                    + " when the change is durable. The same content again is unchanged; an observedAt before the one"
                    + " held is stale and changes nothing.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Object.class),
                            examples = @ExampleObject(name = "person", value = """
                                            {"observedAt": "2026-01-31T12:00:00Z",
                                             "data": {"given_name": "Ada", "family_name": "Lovelace",
                                                      "birth_date": "1815-12-10", "email": ["ada@example.com"]}}""")))
    @APIResponse(responseCode = "201", description = "The record is new")
    @APIResponse(responseCode = "200", description = "The record was known")
    @APIResponse(
            responseCode = "422",
            description = "The record cannot be kept",
            content =
                    @Content(
                            mediaType = Problem.MEDIA_TYPE,
                            examples = @ExampleObject(name = "unknown attribute", value = """
                                            {"type": "urn:karat:problem:attribute.unknown", "code": "attribute.unknown",
                                             "title": "Unprocessable Content", "status": 422,
                                             "detail": "The record was not taken: 'person' has no such attribute",
                                             "errors": [{"pointer": "/data/nickname", "code": "attribute.unknown",
                                                         "detail": "'person' has no such attribute"}],
                                             "traceId": "5b0e2d0c-7f6f-4e0e-9a3e-2f3a6d1c9b11"}""")))
    public Response put(String source, String entity, String key, @Nullable InputStream body) throws IOException {
        Intake.Origin origin = origin(source, entity);
        return answer(intake.put(origin, key, body == null ? InputStream.nullInputStream() : body));
    }

    @DELETE
    @RolesAllowed({Roles.ADMIN, Roles.SOURCE})
    @Operation(summary = "Deletes a record", description = "A later PUT re-creates it.")
    public Response delete(String source, String entity, String key, @RestQuery @Nullable String observedAt) {
        Intake.Origin origin = origin(source, entity);
        if (records.find(entity, new RecordKey(source, key)).isEmpty()) {
            throw unknown();
        }
        return answer(intake.delete(origin, key, observedAt));
    }

    @ShowsValues
    @GET
    @RolesAllowed({Roles.VIEWER, Roles.SOURCE})
    @Operation(summary = "What became of a record: its state, findings and golden record")
    public Fate fate(String source, String entity, String key) {
        EntityType type = types.require(entity);
        access.requireReadable(source);
        return records.find(type.name(), new RecordKey(source, key))
                .map(record -> Fate.of(type, record, quality))
                .orElseThrow(RecordsResource::unknown);
    }

    static Refused unknown() {
        return Refused.of(Response.Status.NOT_FOUND, "record.unknown", "This source has no record with this key");
    }

    private Intake.Origin origin(String source, String entity) {
        return origin(types, access, source, entity);
    }

    /** Who writes which records; refuses what the caller may not write. */
    static Intake.Origin origin(EntityTypes types, Access access, String source, String entity) {
        if (!Sources.isName(source)) {
            throw Refused.of(
                    Response.Status.BAD_REQUEST,
                    "source.name",
                    "The name of a source has up to 64 characters: lower-case letters and digits,"
                            + " and _ - after the first");
        }
        EntityType type = types.require(entity);
        access.requireSource(source);
        return new Intake.Origin(type, source, access.actor());
    }

    private static Response answer(Intake.Single outcome) {
        return switch (outcome) {
            case Intake.Single.Faulty faulty -> throw Refused.faulty(faulty.faults());
            case Intake.Single.Applied(LineResult result) -> {
                if (result.status().equals("rejected")) {
                    throw Refused.faulty(List.of(result.fault()));
                }
                Integer version = result.version();
                boolean created = result.status().equals("accepted") && version != null && version == 1;
                yield Response.status(created ? Response.Status.CREATED : Response.Status.OK)
                        .entity(result)
                        .build();
            }
        };
    }

    /**
     * What became of a record.
     *
     * @param state pending, live, deleted or quarantined
     * @param findings values that cannot be read, then rules that the record fails
     * @param quality its score, 0 to 1; absent where no rule applies
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Fate(
            String source,
            String entity,
            String key,
            String state,
            int version,
            @Nullable UUID goldenId,
            @Nullable Instant observedAt,
            Instant receivedAt,
            Map<String, Object> data,
            List<Found> findings,
            @Nullable Double quality) {

        static Fate of(EntityType type, RecordView record, Quality quality) {
            OptionalDouble score = quality.score(type.name(), record.marks());
            return new Fate(
                    record.key().source(),
                    type.name(),
                    record.key().key(),
                    record.state().name().toLowerCase(Locale.ROOT),
                    record.version(),
                    record.goldenId(),
                    record.observedAt(),
                    record.receivedAt(),
                    Data.of(type, record.data()),
                    Stream.concat(
                                    record.findings().stream().map(Found::of),
                                    quality.failures(type.name(), record.marks()).stream()
                                            .map(Found::of))
                            .toList(),
                    score.isPresent() ? score.getAsDouble() : null);
        }
    }

    /**
     * What is wrong with a record.
     *
     * @param attribute empty where it is about the whole record
     * @param code stable; of a quality rule, {@code quality.} and its id
     * @param severity of a quality rule
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Found(
            String attribute,
            String code,
            String message,
            @Nullable String rule,
            @Nullable String severity) {

        static Found of(Finding finding) {
            return new Found(finding.attribute(), finding.code(), finding.message(), null, null);
        }

        static Found of(Quality.Failure failure) {
            return new Found(
                    String.join(",", failure.attributes()),
                    "quality." + failure.rule(),
                    failure.message(),
                    failure.rule(),
                    failure.severity().code());
        }
    }
}
