package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Roles;
import io.karat.ledger.Dimensions;
import io.karat.ledger.Dimensions.Asked;
import io.karat.ledger.Dimensions.Fault;
import io.karat.ledger.Dimensions.Of;
import io.karat.ledger.Quality;
import io.karat.ledger.QualitySurvey;
import io.karat.ledger.RecordView;
import io.karat.model.EntityType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Completeness, validity, uniqueness and timeliness of an entity type, and the records behind the first two. */
@Path("/api/v1/quality/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Data quality")
class DimensionsResource {

    private static final int LATEST = 366;

    private final Dimensions dimensions;
    private final QualitySurvey survey;
    private final EntityTypes types;

    DimensionsResource(Dimensions dimensions, QualitySurvey survey, EntityTypes types) {
        this.dimensions = dimensions;
        this.survey = survey;
        this.types = types;
    }

    @GET
    @Path("dimensions")
    @Operation(
            summary =
                    "Completeness, validity, uniqueness and timeliness: in all, by source, by attribute, of golden records",
            description =
                    "By the last survey, whose time is in at. Each measure says how many things it looked at (all),"
                            + " how many of them are as they should be (good), and the share; it is absent where there is nothing to"
                            + " measure. With a source, in all and by attribute are of its records.")
    public Measured dimensions(String entity, @RestQuery @Nullable String source) {
        EntityType type = types.require(entity);
        List<Dimensions.Day> days = dimensions.days(type, LATEST);
        Instant at = survey.taken(type.name()).orElse(null);
        if (days.isEmpty()) {
            return new Measured(at, Four.NONE, List.of(), List.of(), null);
        }
        Dimensions.Day last = days.getLast();
        return new Measured(
                at,
                Four.of(last.four(new Of(source, null))),
                last.sources().stream()
                        .filter(name -> source == null || name.equals(source))
                        .map(name -> new OfSource(name, Four.of(last.four(new Of(name, null)))))
                        .toList(),
                attributes(type, last, source),
                source == null
                        ? new OfGolden(
                                Four.of(last.four(new Of(Quality.GOLDEN, null))),
                                attributes(type, last, Quality.GOLDEN))
                        : null);
    }

    private static List<OfAttribute> attributes(EntityType type, Dimensions.Day day, @Nullable String source) {
        return type.attributes().stream()
                .map(attribute ->
                        new OfAttribute(attribute.name(), Four.of(day.four(new Of(source, attribute.name())))))
                .filter(of -> !of.dimensions().equals(Four.NONE))
                .toList();
    }

    @GET
    @Path("dimensions/trend")
    @Operation(
            summary = "The four dimensions at the last survey of each day, today's last",
            description = "Of the records of all sources, of one source or, with golden=true, of the golden records.")
    public List<OfDay> dimensionsTrend(
            String entity,
            @RestQuery @Nullable String source,
            @RestQuery @Nullable String attribute,
            @RestQuery @DefaultValue("false") boolean golden,
            @RestQuery @DefaultValue("30") @Min(1) int days) {
        EntityType type = types.require(entity);
        if (golden && source != null) {
            throw new BadRequestException("Either a source or golden: a golden record has no source");
        }
        if (attribute != null) {
            requireKnown(type, attribute);
        }
        Of of = new Of(golden ? Quality.GOLDEN : source, attribute);
        return dimensions.days(type, Math.min(days, QualityResource.LONGEST_TREND)).stream()
                .map(day -> new OfDay(day.day(), Four.of(day.four(of))))
                .toList();
    }

    @GET
    @Path("missing")
    @Operation(
            summary = "Records without a value of an attribute",
            description =
                    "Of the last survey's first thousand of each source those that have none still; with golden=true,"
                            + " golden records.")
    public Gaps missing(
            String entity,
            @RestQuery @Nullable String attribute,
            @RestQuery @Nullable String source,
            @RestQuery @DefaultValue("false") boolean golden,
            @RestQuery @DefaultValue("0") @Min(0) int after,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        EntityType type = types.require(entity);
        return gaps(type, asked(type, attribute, source, golden, Fault.MISSING), after, limit);
    }

    @GET
    @Path("invalid")
    @Operation(
            summary = "Records with a value of an attribute that cannot be read or fails a rule",
            description =
                    "Of the last survey's first thousand of each source those that have one still, with the codes of"
                            + " findings and the ids of rules as why; with golden=true, golden records. Values are not told.")
    public Gaps invalid(
            String entity,
            @RestQuery @Nullable String attribute,
            @RestQuery @Nullable String source,
            @RestQuery @DefaultValue("false") boolean golden,
            @RestQuery @DefaultValue("0") @Min(0) int after,
            @RestQuery @DefaultValue("50") @Min(1) int limit) {
        EntityType type = types.require(entity);
        return gaps(type, asked(type, attribute, source, golden, Fault.INVALID), after, limit);
    }

    private static Asked asked(
            EntityType type, @Nullable String attribute, @Nullable String source, boolean golden, Fault fault) {
        if (attribute == null || attribute.isBlank()) {
            throw Refused.parameter("attribute", "must be given");
        }
        requireKnown(type, attribute);
        if (golden && source != null) {
            throw new BadRequestException("Either a source or golden: a golden record has no source");
        }
        return new Asked(attribute, golden ? Quality.GOLDEN : source, fault);
    }

    private static void requireKnown(EntityType type, String attribute) {
        if (type.attributes().stream().noneMatch(known -> known.name().equals(attribute))) {
            throw Refused.of(
                    Response.Status.NOT_FOUND, "attribute.unknown", "This entity type has no attribute of this name");
        }
    }

    private Gaps gaps(EntityType type, Asked asked, int after, int limit) {
        Dimensions.Listed<Dimensions.Gap> rows =
                dimensions.gaps(type, asked, after, Math.min(limit, Quality.LARGEST_PAGE));
        return new Gaps(rows.rows().stream().map(Gap::of).toList(), rows.next());
    }

    /** @param at when it was taken; absent before the first */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Measured(
            @Nullable Instant at,
            Four all,
            List<OfSource> sources,
            List<OfAttribute> attributes,
            @Nullable OfGolden golden) {}

    record OfSource(String source, Four dimensions) {}

    record OfAttribute(String attribute, Four dimensions) {}

    record OfGolden(Four dimensions, List<OfAttribute> attributes) {}

    record OfDay(LocalDate day, Four dimensions) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Four(
            @Nullable Measure completeness,
            @Nullable Measure validity,
            @Nullable Measure uniqueness,
            @Nullable Measure timeliness) {
        static final Four NONE = new Four(null, null, null, null);

        static Four of(Dimensions.Four four) {
            return new Four(
                    Measure.of(four.completeness()),
                    Measure.of(four.validity()),
                    Measure.of(four.uniqueness()),
                    Measure.of(four.timeliness()));
        }
    }

    /** @param share 0 to 1 */
    record Measure(double share, long all, long good) {
        static @Nullable Measure of(Dimensions.Measure measure) {
            return measure.share().isEmpty()
                    ? null
                    : new Measure(measure.share().getAsDouble(), measure.all(), measure.good());
        }
    }

    /** @param after of the next page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Gaps(List<Gap> records, @Nullable Integer after) {}

    /**
     * @param source of a record
     * @param why absent where the value is missing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Gap(
            @Nullable String source,
            @Nullable String key,
            String state,
            @Nullable UUID goldenId,
            @Nullable List<String> why) {
        static Gap of(Dimensions.Gap gap) {
            boolean golden = gap.source().equals(Quality.GOLDEN);
            return new Gap(
                    golden ? null : gap.source(),
                    golden ? null : gap.key(),
                    (gap.quarantined() ? RecordView.State.QUARANTINED : RecordView.State.LIVE)
                            .name()
                            .toLowerCase(Locale.ROOT),
                    gap.goldenId(),
                    gap.why().isEmpty() ? null : gap.why());
        }
    }
}
