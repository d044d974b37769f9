package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.ledger.Quality;
import io.karat.ledger.QualitySurvey;
import io.karat.model.EntityType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Uniqueness and timeliness of an entity type, as the last survey found them, and the records behind them. */
@Path("/api/v1/quality/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Data quality")
class QualitySurveyResource {

    private final QualitySurvey survey;
    private final EntityTypes types;

    QualitySurveyResource(QualitySurvey survey, EntityTypes types) {
        this.survey = survey;
        this.types = types;
    }

    @GET
    @Path("survey")
    @Operation(
            summary = "Uniqueness and timeliness by source, and uniqueness of attributes that identify",
            description =
                    "By the last survey, whose time is in at. A source is unique as far as its records are its only"
                            + " ones of their golden records, an attribute as far as golden records do not share its values. A"
                            + " source is timely as far as it said its records, or said them again, within the period of the model;"
                            + " absent where the model has none.")
    public Surveyed survey(String entity) {
        EntityType type = types.require(entity);
        return new Surveyed(
                survey.taken(type.name()).orElse(null),
                survey.sources(type.name()).stream().map(SurveyedSource::of).toList(),
                survey.attributes(type.name()).stream()
                        .map(SurveyedAttribute::of)
                        .toList());
    }

    @GET
    @Path("survey/trend")
    @Operation(summary = "Uniqueness and timeliness of a source at the last survey of each day")
    public List<SurveyedDay> surveyTrend(
            String entity, @RestQuery @Nullable String source, @RestQuery @DefaultValue("30") @Min(1) int days) {
        EntityType type = types.require(entity);
        return survey
                .trend(type.name(), required("source", source), Math.min(days, QualityResource.LONGEST_TREND))
                .stream()
                .map(day -> new SurveyedDay(day.day(), day.records(), day.uniqueness(), day.timeliness()))
                .toList();
    }

    @GET
    @Path("late")
    @Operation(
            summary = "Records of a source that are late, the latest first",
            description = "Of the last survey's first thousand those that are late still.")
    public LateRecords late(
            String entity,
            @RestQuery @Nullable String source,
            @RestQuery @DefaultValue("0") @Min(0) int after,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        EntityType type = types.require(entity);
        int size = Math.min(limit, Quality.LARGEST_PAGE);
        List<QualitySurvey.Late> late = survey.late(type, required("source", source), after, size + 1);
        List<QualitySurvey.Late> page = late.subList(0, Math.min(size, late.size()));
        return new LateRecords(
                page.stream()
                        .map(record -> new LateRecord(record.key(), record.said(), record.golden()))
                        .toList(),
                late.size() > size ? page.getLast().place() : null);
    }

    @GET
    @Path("shared")
    @Operation(
            summary = "Golden records that share a value of an attribute that identifies, the most shared first",
            description = "Of the last survey, its first thousand. The values themselves are not told.")
    public SharedGolden shared(
            String entity,
            @RestQuery @Nullable String attribute,
            @RestQuery @DefaultValue("0") @Min(0) int after,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        EntityType type = types.require(entity);
        int size = Math.min(limit, Quality.LARGEST_PAGE);
        List<QualitySurvey.Shared> shared =
                survey.shared(type.name(), required("attribute", attribute), after, size + 1);
        List<QualitySurvey.Shared> page = shared.subList(0, Math.min(size, shared.size()));
        return new SharedGolden(
                page.stream()
                        .map(value -> new SharedValue(value.holders(), value.golden()))
                        .toList(),
                shared.size() > size ? page.getLast().place() : null);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw Refused.parameter(name, "must be given");
        }
        return value;
    }

    /** @param at when it was taken; absent before the first */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Surveyed(@Nullable Instant at, List<SurveyedSource> sources, List<SurveyedAttribute> attributes) {}

    /** @param late absent where nothing is asked of the source */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SurveyedSource(
            String source,
            long records,
            double uniqueness,
            long repeated,
            @Nullable Double timeliness,
            @Nullable Long late) {
        static SurveyedSource of(QualitySurvey.OfSource of) {
            return new SurveyedSource(
                    of.source(), of.records(), of.uniqueness(), of.repeated(), of.timeliness(), of.late());
        }
    }

    record SurveyedAttribute(String attribute, double uniqueness, long held, long shared) {
        static SurveyedAttribute of(QualitySurvey.OfAttribute of) {
            return new SurveyedAttribute(of.attribute(), of.uniqueness(), of.held(), of.shared());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SurveyedDay(
            LocalDate day,
            long records,
            double uniqueness,
            @Nullable Double timeliness) {}

    /** @param after of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LateRecords(List<LateRecord> records, @Nullable Integer after) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LateRecord(String key, Instant said, @Nullable UUID goldenId) {}

    /** @param after of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SharedGolden(List<SharedValue> values, @Nullable Integer after) {}

    record SharedValue(int holders, List<UUID> golden) {}
}
