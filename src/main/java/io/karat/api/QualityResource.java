package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.intake.Intake;
import io.karat.intake.LineResult;
import io.karat.ledger.Quality;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.quality.Check;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalDouble;
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
import org.jspecify.annotations.Nullable;

/** What the quality rules of an entity type found, and the records they hold back. */
@Path("/api/v1/quality/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Data quality")
class QualityResource {

    static final int LONGEST_TREND = 366;

    private final Quality quality;
    private final SourceRecords records;
    private final Intake intake;
    private final EntityTypes types;
    private final Acts acts;

    QualityResource(Quality quality, SourceRecords records, Intake intake, EntityTypes types, Acts acts) {
        this.quality = quality;
        this.records = records;
        this.intake = intake;
        this.types = types;
        this.acts = acts;
    }

    @GET
    @Operation(
            summary = "Scores by source, attribute and rule",
            description = "A score is the weight of the checks that were passed, divided by the weight of all that"
                    + " applied; warn weighs 1, review 2, quarantine 4, reject 8.")
    public Scores scores(String entity, @RestQuery @Nullable String source) {
        EntityType type = types.require(entity);
        List<Quality.SourceTally> sources = quality.sources(type.name()).stream()
                .filter(tally -> source == null || tally.source().equals(source))
                .toList();
        List<Quality.Tallied> sum = Quality.sum(sources);
        return new Scores(
                type.name(),
                number(Quality.score(sum)),
                sources.stream().mapToLong(Quality.SourceTally::records).sum(),
                sources.stream().mapToLong(Quality.SourceTally::quarantined).sum(),
                sources.stream().map(OfSource::of).toList(),
                OfAttribute.all(type, sum),
                sum.stream().map(OfRule::of).toList(),
                source == null ? OfGolden.of(type, quality.golden(type.name())) : null);
    }

    @GET
    @Path("trend")
    @Operation(
            summary = "The score at the end of each of the last days, today's last",
            description = "Of the records of all sources, of one source or, with golden=true, of the golden records.")
    public List<OfDay> trend(
            String entity,
            @RestQuery @Nullable String source,
            @RestQuery @Nullable String attribute,
            @RestQuery @DefaultValue("false") boolean golden,
            @RestQuery @DefaultValue("30") @Min(1) int days) {
        EntityType type = types.require(entity);
        if (golden && source != null) {
            throw new BadRequestException("Either a source or golden: a golden record has no source");
        }
        String whose = golden ? Quality.GOLDEN : source;
        return quality.trend(type.name(), whose, attribute, Math.min(days, LONGEST_TREND)).stream()
                .map(day -> new OfDay(day.day(), day.records(), number(day.score())))
                .toList();
    }

    @GET
    @Path("findings")
    @Operation(summary = "Records that fail a rule")
    public Findings findings(
            String entity,
            @RestQuery @Nullable String rule,
            @RestQuery @Nullable String attribute,
            @RestQuery @Nullable String source,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        EntityType type = types.require(entity);
        return Findings.of(
                quality.findings(type.name(), new Quality.Filter(rule, attribute, source), after(cursor), limit));
    }

    @GET
    @Path("quarantine")
    @Operation(summary = "Records that are held back until they are corrected")
    public Findings quarantine(
            String entity,
            @RestQuery @Nullable String source,
            @RestQuery @Nullable String cursor,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        EntityType type = types.require(entity);
        return Findings.of(quality.quarantine(type.name(), source, after(cursor), limit));
    }

    @PUT
    @Path("quarantine/{source}/{key}")
    @RolesAllowed(Roles.STEWARD)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Corrects a record in quarantine and submits it again",
            description =
                    "The whole record, as the source would send it. It is judged by the same rules; what the source"
                            + " sends later replaces it.")
    @Parameter(
            name = HttpHeaders.IF_MATCH,
            in = ParameterIn.HEADER,
            required = true,
            description = "The version of the record that was corrected, in quotes")
    @RequestBody(
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Object.class)))
    @APIResponse(responseCode = "200", description = "Accepted, or still in quarantine: the status says which")
    @APIResponse(responseCode = "412", description = "The record has another version now, or is not in quarantine")
    @APIResponse(responseCode = "422", description = "The record cannot be kept")
    @APIResponse(responseCode = "428", description = "If-Match is missing")
    public LineResult correct(String entity, String source, String key, HttpHeaders headers, @Nullable InputStream body)
            throws IOException {
        EntityType type = types.require(entity);
        int version = Seen.version(headers);
        if (records.find(type.name(), new RecordKey(source, key)).isEmpty()) {
            throw RecordsResource.unknown();
        }
        Intake.Single outcome = intake.correct(
                new Intake.Origin(type, source, acts.actor()),
                key,
                version,
                body == null ? InputStream.nullInputStream() : body);
        return switch (outcome) {
            case Intake.Single.Faulty faulty -> throw Refused.faulty(faulty.faults());
            case Intake.Single.Applied(LineResult result) -> {
                if (result.status().equals("rejected")) {
                    throw "record.changed".equals(result.code())
                            ? Refused.of(
                                    Response.Status.PRECONDITION_FAILED,
                                    "version.changed",
                                    result.fault().message())
                            : Refused.faulty(List.of(result.fault()));
                }
                yield result;
            }
        };
    }

    private static @Nullable Double number(OptionalDouble score) {
        return score.isPresent() ? score.getAsDouble() : null;
    }

    private static Quality.@Nullable After after(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return Quality.After.of(cursor);
        } catch (IllegalArgumentException _) {
            throw Refused.unknownCursor();
        }
    }

    private static @Nullable String cursor(Quality.@Nullable After after) {
        return after == null ? null : after.cursor();
    }

    /** @param score 0 to 1; absent where no rule applied */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Scores(
            String entity,
            @Nullable Double score,
            long records,
            long quarantined,
            List<OfSource> sources,
            List<OfAttribute> attributes,
            List<OfRule> rules,
            @Nullable OfGolden golden) {}

    /**
     * The live golden records.
     *
     * @param records to which a rule applies
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfGolden(@Nullable Double score, long records, List<OfAttribute> attributes, List<OfRule> rules) {
        static OfGolden of(EntityType type, Quality.SourceTally tally) {
            return new OfGolden(
                    number(Quality.score(tally.checks())),
                    tally.records(),
                    OfAttribute.all(type, tally.checks()),
                    tally.checks().stream().map(OfRule::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfSource(String source, @Nullable Double score, long records, long quarantined) {
        static OfSource of(Quality.SourceTally tally) {
            return new OfSource(
                    tally.source(), number(Quality.score(tally.checks())), tally.records(), tally.quarantined());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfAttribute(String attribute, @Nullable Double score, long applied, long failed) {
        static List<OfAttribute> all(EntityType type, List<Quality.Tallied> tallies) {
            return type.attributes().stream()
                    .map(attribute -> of(attribute.name(), tallies))
                    .filter(of -> of.score() != null)
                    .toList();
        }

        static OfAttribute of(String attribute, List<Quality.Tallied> all) {
            List<Quality.Tallied> own = all.stream()
                    .filter(tallied -> tallied.check().attributes().contains(attribute))
                    .toList();
            return new OfAttribute(
                    attribute,
                    number(Quality.score(own)),
                    own.stream().mapToLong(Quality.Tallied::applied).sum(),
                    own.stream().mapToLong(Quality.Tallied::failed).sum());
        }
    }

    /** A rule on an attribute, or on several at once. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfRule(
            String rule,
            List<String> attributes,
            String severity,
            String message,
            @Nullable Double score,
            long applied,
            long failed) {
        static OfRule of(Quality.Tallied tallied) {
            Check check = tallied.check();
            return new OfRule(
                    check.rule().id(),
                    check.attributes(),
                    check.rule().severity().code(),
                    check.rule().message(),
                    number(Quality.score(List.of(tallied))),
                    tallied.applied(),
                    tallied.failed());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OfDay(LocalDate day, long records, @Nullable Double score) {}

    /** @param cursor of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Findings(List<Found> records, @Nullable String cursor) {
        static Findings of(Quality.Page page) {
            return new Findings(page.records().stream().map(Found::of).toList(), QualityResource.cursor(page.next()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Found(
            String source,
            String key,
            int version,
            String state,
            @Nullable UUID goldenId,
            List<Failure> failures) {
        static Found of(Quality.Found found) {
            return new Found(
                    found.source(),
                    found.key(),
                    found.version(),
                    (found.quarantined() ? RecordView.State.QUARANTINED : RecordView.State.LIVE)
                            .name()
                            .toLowerCase(java.util.Locale.ROOT),
                    found.goldenId(),
                    found.failures().stream().map(Failure::of).toList());
        }
    }

    record Failure(String rule, List<String> attributes, String severity, String message) {
        static Failure of(Quality.Failure failure) {
            return new Failure(
                    failure.rule(), failure.attributes(), failure.severity().code(), failure.message());
        }
    }
}
