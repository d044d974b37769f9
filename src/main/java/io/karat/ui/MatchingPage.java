package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.intake.Job;
import io.karat.intake.PlanKind;
import io.karat.intake.PlanRunner;
import io.karat.intake.Watch;
import io.karat.ledger.MatchingSurvey;
import io.karat.ledger.MatchingSurvey.Thresholds;
import io.karat.ledger.Surveys;
import io.karat.model.EntityType;
import io.karat.ui.MatchingSheet.Running;
import io.karat.ui.MatchingSheet.Survey;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How pairs score, what becomes of them, and what would at other thresholds. Nothing is applied from here. */
@ShowsValues
@Path("/matching")
@RolesAllowed(Roles.VIEWER)
class MatchingPage {

    private final Frames frames;
    private final MatchingSheets sheets;
    private final Surveys surveys;
    private final PlanRunner runner;
    private final Access access;

    MatchingPage(Frames frames, MatchingSheets sheets, Surveys surveys, PlanRunner runner, Access access) {
        this.frames = frames;
        this.sheets = sheets;
        this.surveys = surveys;
        this.runner = runner;
        this.access = access;
    }

    /**
     * @param link probability to try, the model's where it is not given
     * @param review likewise
     * @param seen given where figures are shown, under which nothing is to be taken away
     */
    @GET
    public Response show(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("link") @Nullable String link,
            @QueryParam("review") @Nullable String review,
            @QueryParam("seen") @Nullable String seen,
            @HeaderParam("HX-Target") @Nullable String part) {
        EntityType type = frames.current(entity);
        MatchingSheet sheet = new MatchingSheet(
                type.name(),
                "matching-rules/" + type.name() + ".yaml",
                surveys.last(type.name())
                        .map(survey -> survey(type, survey, link, review))
                        .orElse(null),
                runner.open(PlanKind.SURVEY, type.name())
                        .map(MatchingPage::running)
                        .orElse(null));
        if ("study".equals(part) && sheet.survey() != null) {
            return Html.page(Templates.study(sheet)).build();
        }
        if ("underway".equals(part)) {
            return sheet.running() == null && seen == null
                    ? Response.noContent().header("HX-Refresh", "true").build()
                    : Html.page(Templates.underway(sheet)).build();
        }
        return Html.page(Templates.matching(
                        frames.frame("matching", Messages.text("common-matching"), type.name()), sheet))
                .build();
    }

    /** Says how far the look at it has come, until it is over. */
    @GET
    @Path("live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    public Multi<OutboundSseEvent> live(@QueryParam("entity") @Nullable String entity, @Context Sse sse) {
        String type = frames.current(entity).name();
        return Live.events(sse, Watch.of(() -> runner.open(PlanKind.SURVEY, type), Optional::isEmpty));
    }

    /** Has it looked at anew. */
    @POST
    @RolesAllowed(Roles.STEWARD)
    public Response look(@QueryParam("entity") @Nullable String entity) {
        EntityType type = frames.current(entity);
        runner.start(PlanKind.SURVEY, type.name(), null, access.actor());
        return Html.to("/matching?entity=" + type.name());
    }

    private Survey survey(EntityType type, MatchingSurvey survey, @Nullable String link, @Nullable String review) {
        Thresholds now = new Thresholds(type.matching().link(), type.matching().review());
        Optional<Thresholds> then = tried(link, review, now);
        String problem = then.isPresent() ? "" : Messages.text("matching-both-between");
        return sheets.survey(type, survey, now, then.orElse(now), problem);
    }

    private static Optional<Thresholds> tried(@Nullable String link, @Nullable String review, Thresholds now) {
        try {
            return Optional.of(new Thresholds(number(link, now.link()), number(review, now.review())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static double number(@Nullable String text, double otherwise) {
        String typed = Typed.text(text).replace(',', '.');
        return typed.isEmpty() ? otherwise : Double.parseDouble(typed);
    }

    private static Running running(Job job) {
        Job.Plan plan = job.plan();
        return plan == null || plan.phase() == null
                ? new Running(Messages.text("matching-waits-for-its-turn"), 0)
                : new Running(Words.phase(plan.phase()), Math.round(plan.share() * 100));
    }
}
