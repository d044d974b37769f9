package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.ChangeRequest;
import io.karat.ledger.ChangeRequests;
import io.karat.ledger.Command;
import io.karat.ledger.Models;
import io.karat.ledger.Opinion;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.karat.model.EntityType;
import io.karat.ui.Desk.Notice;
import io.karat.ui.Frame.EntityChoice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Requests for a change: the list, and one of them to approve, refuse or withdraw. */
@ShowsValues
@Path("/changes")
@RolesAllowed(Roles.STEWARD)
class ChangesPage {

    private static final int ROWS = 50;

    private final Frames frames;
    private final ChangeSheets sheets;
    private final ChangeRequests changes;
    private final Models models;
    private final Steward steward;
    private final HeldApart apart;

    ChangesPage(
            Frames frames,
            ChangeSheets sheets,
            ChangeRequests changes,
            Models models,
            Steward steward,
            HeldApart apart) {
        this.apart = apart;
        this.frames = frames;
        this.sheets = sheets;
        this.changes = changes;
        this.models = models;
        this.steward = steward;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    public Response list(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("tab") @Nullable String asked,
            @QueryParam("cursor") @Nullable String cursor) {
        EntityType type = frames.current(entity);
        String tab = "mine".equals(asked) ? "mine" : "all".equals(asked) ? "all" : "open";
        ChangeRequests.Page page = changes.list(
                new ChangeRequests.Filter(
                        type.name(),
                        tab.equals("open") ? ChangeRequest.State.OPEN : null,
                        tab.equals("mine") ? steward.actor() : null),
                Typed.id(Typed.text(cursor)),
                ROWS);
        ChangeSheet.Listing listing = new ChangeSheet.Listing(
                tab,
                page.requests().stream().map(sheets::entry).toList(),
                page.next() == null ? "" : "/changes?entity=" + type.name() + "&tab=" + tab + "&cursor=" + page.next(),
                page.requests().isEmpty() ? elsewhere(type) : List.of());
        return Html.page(Templates.changes(
                        frames.frame("reviews", Messages.text("common-changes"), type.name()), listing))
                .build();
    }

    private List<EntityChoice> elsewhere(EntityType but) {
        return models.all().stream()
                .filter(type -> !type.name().equals(but.name()))
                .filter(type -> !changes.list(
                                new ChangeRequests.Filter(type.name(), ChangeRequest.State.OPEN, null), null, 1)
                        .requests()
                        .isEmpty())
                .map(type -> new EntityChoice(type.name(), type.label(), type.labelMany()))
                .toList();
    }

    @GET
    @Path("{id}")
    @RolesAllowed(Roles.VIEWER)
    public Response one(UUID id, @QueryParam("done") @Nullable String done) {
        return page(find(id), null, words(done == null ? "" : done));
    }

    /** Of values, one field for each attribute; else a verdict. */
    @POST
    @Path("{id}/opinion")
    public Response judge(UUID id, MultivaluedMap<String, String> form) {
        ChangeRequest request = approvable(id);
        Map<String, List<String>> values = new HashMap<>();
        EntityType type = models.find(request.entity()).orElseThrow(NotFoundException::new);
        request.values(type).keySet().forEach(attribute -> {
            String typed = Typed.given(form.getFirst("value." + attribute));
            values.put(attribute, typed == null ? List.of() : List.of(typed));
        });
        String verdict = values.isEmpty() ? form.getFirst("verdict") : null;
        return ask(request, new Command.Judge(id, new Opinion(verdict, values), steward.actor()), "thought");
    }

    @POST
    @Path("{id}/approve")
    public Response approve(
            UUID id,
            @FormParam("evidence") @Nullable String evidence,
            @FormParam("attribute") @Nullable List<String> attributes,
            @FormParam("reason") @Nullable String reason,
            @FormParam("opened") @Nullable String opened) {
        ChangeRequest request = approvable(id);
        boolean some = request.wanted() instanceof Command.Edit;
        List<String> named = attributes == null ? List.of() : attributes;
        var command = new Command.Approve(
                id, Typed.text(evidence), some ? new HashSet<>(named) : null, Typed.given(reason), steward.actor());
        return ask(request, command, "approved", opened);
    }

    @POST
    @Path("{id}/refuse")
    public Response refuse(UUID id, @FormParam("reason") @Nullable String reason) {
        return ask(approvable(id), new Command.Refuse(id, Typed.given(reason), steward.actor()), "refused");
    }

    @POST
    @Path("{id}/withdraw")
    public Response withdraw(UUID id) {
        return ask(find(id), new Command.Withdraw(id, steward.actor()), "withdrawn");
    }

    private Response ask(ChangeRequest request, Command.OfSteward command, String done) {
        return ask(request, command, done, null);
    }

    /** @param opened see {@link Opened} */
    private Response ask(ChangeRequest request, Command.OfSteward command, String done, @Nullable String opened) {
        try {
            return switch (steward.ask(request.entity(), command)) {
                case Outcome.Done _, Outcome.Proposed _, Outcome.Waits _ ->
                    Html.to("/changes/" + request.id() + "?done=" + done);
                case Outcome.Changed changed ->
                    page(find(request.id()), Problems.changed(changed), "", Opened.of(opened));
                case Outcome.Contradicts contradicts ->
                    page(find(request.id()), apart.notice(request.entity(), contradicts), "");
                case Outcome.Refused refused -> page(find(request.id()), Problems.refused(refused), "");
            };
        } catch (QueueFull full) {
            return page(request, Problems.busy(), "");
        }
    }

    private ChangeRequest find(UUID id) {
        return changes.find(id).orElseThrow(NotFoundException::new);
    }

    private ChangeRequest approvable(UUID id) {
        ChangeRequest request = find(id);
        if (!steward.mayApprove(request.need().by())) {
            throw new ForbiddenException("needs the role " + request.need().by().code());
        }
        return request;
    }

    private Response page(ChangeRequest request, @Nullable Notice notice, String done) {
        return page(request, notice, done, null);
    }

    private Response page(ChangeRequest request, @Nullable Notice notice, String done, @Nullable Opened opened) {
        EntityType type = models.find(request.entity()).orElseThrow(NotFoundException::new);
        ChangeSheet sheet = sheets.sheet(type, request, notice, done, opened);
        return Html.page(Templates.change(frames.frame("reviews", sheet.head().question(), type.name()), sheet))
                .build();
    }

    private static String words(String done) {
        return switch (done) {
            case "proposed", "thought", "approved", "refused", "withdrawn" -> Messages.text("changes-done-" + done);
            default -> "";
        };
    }
}
