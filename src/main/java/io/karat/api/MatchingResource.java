package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.batch.PairSurvey;
import io.karat.intake.PlanKind;
import io.karat.intake.PlanRunner;
import io.karat.ledger.MatchingSurvey;
import io.karat.ledger.MatchingSurvey.Thresholds;
import io.karat.ledger.MatchingSurvey.Zone;
import io.karat.ledger.Surveys;
import io.karat.model.EntityType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** How pairs score, and what other thresholds would do; applies nothing. */
@ShowsValues
@Path("/api/v1/matching/{entity}")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.VIEWER)
@RunOnVirtualThread
@Tag(name = "Matching")
class MatchingResource {

    private final Surveys surveys;
    private final PlanRunner runner;
    private final EntityTypes types;
    private final Access access;

    MatchingResource(Surveys surveys, PlanRunner runner, EntityTypes types, Access access) {
        this.surveys = surveys;
        this.runner = runner;
        this.types = types;
        this.access = access;
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(Roles.STEWARD)
    @Operation(
            summary = "Has matching looked at",
            description =
                    "A job that scores all pairs that share a key and keeps how many score what. It changes nothing."
                            + " Asked again before its end, it is the same job.")
    @APIResponse(responseCode = "202", description = "Kept as a job; see Location")
    public Response look(String entity) {
        return Planned.answer(
                runner.start(PlanKind.SURVEY, types.require(entity).name(), null, access.actor()));
    }

    @GET
    @Operation(
            summary = "How matching stood when it was last looked at, and what other thresholds would do",
            description =
                    "With link and review: pairs that would come into another zone. Pairs are counted by their own"
                            + " score; golden records join by the mean of all their pairs.")
    @APIResponse(responseCode = "404", description = "Nobody had it looked at yet")
    public Document find(String entity, @RestQuery @Nullable Double link, @RestQuery @Nullable Double review) {
        EntityType type = types.require(entity);
        MatchingSurvey survey = surveys.last(type.name())
                .orElseThrow(() -> Refused.of(
                        Response.Status.NOT_FOUND,
                        "matching.unknown",
                        "Nobody had matching looked at yet; POST to this address has it done"));
        Thresholds now = new Thresholds(type.matching().link(), type.matching().review());
        return Document.of(survey, now, thresholds(link, review, now));
    }

    private static Thresholds thresholds(@Nullable Double link, @Nullable Double review, Thresholds now) {
        try {
            return new Thresholds(link == null ? now.link() : link, review == null ? now.review() : review);
        } catch (IllegalArgumentException _) {
            throw new BadRequestException("Thresholds need 0 < review <= link < 1");
        }
    }

    /**
     * @param pairs by score, bands without any left out
     * @param now what pairs are at the model's thresholds
     * @param then what they would be at those asked for
     */
    record Document(
            Instant at,
            int parameters,
            int records,
            int golden,
            int alone,
            int questions,
            List<Band> pairs,
            Pairs now,
            Pairs then,
            List<MatchingSurvey.Shift> shifts,
            List<MatchingSurvey.Rule> rules) {

        static Document of(MatchingSurvey survey, Thresholds now, Thresholds then) {
            return new Document(
                    survey.at(),
                    survey.parameters(),
                    survey.records(),
                    survey.golden(),
                    survey.alone(),
                    survey.questions(),
                    IntStream.range(0, survey.inside().length)
                            .filter(b -> survey.inside()[b] + survey.between()[b] > 0)
                            .mapToObj(b -> new Band(PairSurvey.from(b), survey.inside()[b], survey.between()[b]))
                            .toList(),
                    Pairs.of(survey, now),
                    Pairs.of(survey, then),
                    survey.shifts(now, then),
                    survey.rules());
        }
    }

    /** @param from natural log-odds */
    record Band(double from, long together, long apart) {}

    /** @param precision estimated, of the pairs that are joined alone; absent where there are none */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pairs(
            double link,
            double review,
            long joined,
            long asked,
            long apart,
            @Nullable Double precision) {

        static Pairs of(MatchingSurvey survey, Thresholds thresholds) {
            List<Long> pairs = Stream.of(Zone.values())
                    .map(zone -> survey.pairs(zone, thresholds))
                    .toList();
            double precision = survey.precision(thresholds);
            return new Pairs(
                    thresholds.link(),
                    thresholds.review(),
                    pairs.get(0),
                    pairs.get(1),
                    pairs.get(2),
                    Double.isNaN(precision) ? null : precision);
        }
    }
}
