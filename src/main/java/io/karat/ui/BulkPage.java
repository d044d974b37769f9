package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.CurrentAccount;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.bulk.BulkDecision;
import io.karat.bulk.BulkDecisions;
import io.karat.bulk.BulkRunner;
import io.karat.intake.Watch;
import io.karat.ledger.Models;
import io.karat.review.Budgets;
import io.karat.review.Deadlines;
import io.karat.review.Reviewer;
import io.karat.review.Reviews;
import io.karat.ui.Desk.Notice;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One verdict on many questions: drafted, looked at, confirmed, watched, undone. */
@ShowsValues
@Path("/bulk")
@RolesAllowed(Roles.STEWARD)
class BulkPage {

    private static final int LONGEST = 500;

    private final Frames frames;
    private final BulkSheets sheets;
    private final BulkDecisions jobs;
    private final BulkRunner runner;
    private final Reviews reviews;
    private final Models models;
    private final CurrentAccount account;
    private final Access access;

    BulkPage(
            Frames frames,
            BulkSheets sheets,
            BulkDecisions jobs,
            BulkRunner runner,
            Reviews reviews,
            Models models,
            CurrentAccount account,
            Access access) {
        this.frames = frames;
        this.sheets = sheets;
        this.jobs = jobs;
        this.runner = runner;
        this.reviews = reviews;
        this.models = models;
        this.account = account;
        this.access = access;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Response index() {
        return Html.page(Templates.bulkindex(
                        frames.frame("reviews", Messages.text("desk-decisions-on-many")), sheets.index()))
                .build();
    }

    /**
     * @param ids of the chosen questions, with commas between them
     * @param all those that the filter in the address chooses
     */
    @POST
    public Response draft(
            @BeanParam Asked asked,
            @FormParam("verdict") @Nullable String verdict,
            @FormParam("ids") @Nullable String ids,
            @FormParam("all") @Nullable String all,
            @FormParam("why") @Nullable String why) {
        BulkDecision.Verdict said = BulkDecision.Verdict.of(Typed.text(verdict))
                .orElseThrow(() -> new BadRequestException("a verdict is same, different or accept"));
        String reason = Typed.given(why);
        List<Reviews.Chosen> chosen = all != null
                ? reviews.chosen(
                        asked.filter().filter(account.getName(), Deadlines.of(models.all()), Budgets.of(models.all())))
                : reviews.chosen(ids(Typed.text(ids)));
        BulkDecision job = jobs.draft(
                new BulkDecisions.Wish(
                        said,
                        reason == null ? null : reason.substring(0, Math.min(LONGEST, reason.length())),
                        access.actor(),
                        new Reviewer(account.getName(), access.roles()),
                        null),
                chosen);
        return Html.to("/bulk/" + job.id());
    }

    private static List<UUID> ids(String text) {
        return Stream.of(text.split(","))
                .map(Typed::id)
                .filter(Objects::nonNull)
                .toList();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    public Response one(UUID id, @HeaderParam("HX-Request") @Nullable String part) {
        return show(require(id), part, null);
    }

    /** Says when what {@link #one} shows has changed. */
    @GET
    @Path("{id}/live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    @RolesAllowed(Roles.VIEWER)
    public Multi<OutboundSseEvent> live(UUID id, @Context Sse sse) {
        require(id);
        return Live.events(sse, Watch.of(() -> require(id), job -> !job.active()));
    }

    @POST
    @Path("{id}/start")
    public Response start(UUID id, @FormParam("confirm") @Nullable String confirm) {
        BulkDecision job = mine(id);
        long total = job.counts().total();
        String typed = Typed.text(confirm).replaceAll("[ ,.'\u00a0\u202f]", "");
        if (total >= BulkDecision.TYPED_FROM && !typed.equals(Long.toString(total))) {
            return show(
                    job,
                    null,
                    new Notice(
                            "warn",
                            Messages.text("bulk-number-does-not-fit"),
                            Messages.text("bulk-number-does-not-fit-text", Long.toString(total))));
        }
        jobs.start(id, access.actor());
        runner.wake();
        return Html.to("/bulk/" + id);
    }

    @POST
    @Path("{id}/cancel")
    public Response cancel(UUID id) {
        mine(id);
        jobs.cancel(id, access.actor());
        return Html.to("/bulk/" + id);
    }

    @POST
    @Path("{id}/resume")
    public Response goOn(UUID id) {
        mine(id);
        jobs.goOn(id, access.actor());
        runner.wake();
        return Html.to("/bulk/" + id);
    }

    @POST
    @Path("{id}/undo")
    public Response undo(UUID id) {
        mine(id);
        jobs.undo(id, access.actor());
        runner.wake();
        return Html.to("/bulk/" + id);
    }

    private Response show(BulkDecision job, @Nullable String part, @Nullable Notice notice) {
        BulkSheet sheet = sheets.sheet(job);
        Frame frame = frames.frame("reviews", sheet.title());
        return Html.page(part != null ? Templates.bulkpart(frame, sheet) : Templates.bulk(frame, sheet, notice))
                .build();
    }

    private BulkDecision require(UUID id) {
        return jobs.find(id).orElseThrow(NotFoundException::new);
    }

    private BulkDecision mine(UUID id) {
        BulkDecision job = require(id);
        if (!sheets.own(job)) {
            throw new ForbiddenException("this job is somebody else's");
        }
        return job;
    }
}
