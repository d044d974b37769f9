package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.HidesPersonal;
import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.audit.Audit;
import io.karat.ledger.Command;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.karat.model.EntityType;
import io.karat.review.Remarks;
import io.karat.ui.Desk.Notice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One golden record: what it says, why, what it was, and what a steward can do about it. */
@ShowsValues
@Path("/golden/{entity}/{id}")
@RolesAllowed(Roles.STEWARD)
class GoldenPage {

    /** Characters of a day, as 2026-01-31. */
    private static final int DAY = 10;

    private final Frames frames;
    private final GoldenSheets sheets;
    private final GoldenRecords golden;
    private final Models models;
    private final Steward steward;
    private final Access access;
    private final Audit audit;
    private final Remarks remarks;
    private final HeldApart apart;
    private final Looks looks;

    GoldenPage(
            Frames frames,
            GoldenSheets sheets,
            GoldenRecords golden,
            Models models,
            Steward steward,
            Access access,
            Audit audit,
            Remarks remarks,
            HeldApart apart,
            Looks looks) {
        this.looks = looks;
        this.apart = apart;
        this.remarks = remarks;
        this.access = access;
        this.audit = audit;
        this.frames = frames;
        this.sheets = sheets;
        this.golden = golden;
        this.models = models;
        this.steward = steward;
    }

    @HidesPersonal
    @GET
    @RolesAllowed(Roles.VIEWER)
    public Response show(
            String entity,
            UUID id,
            @QueryParam("was") @Nullable String was,
            @QueryParam("done") @Nullable String done,
            @BeanParam Told told) {
        if (told.asOf != null && !told.asOf.isBlank()) {
            return past(entity, id, told.asOf);
        }
        GoldenView view = find(entity, id);
        if (told.validAt != null && !told.validAt.isBlank() && view.live()) {
            return valid(view, type(entity), told.validAt);
        }
        UUID decision = told.decision;
        if (!view.live() && view.heir() != null) {
            return Html.to("/golden/" + entity + "/" + view.heir() + "?was=" + id + told.done(done));
        }
        var said = new GoldenSheet.Done(
                done == null ? "" : words(done), decision == null ? "" : undo(type(entity), id, decision));
        return page(type(entity), view, was == null ? "" : was, null, said);
    }

    /** Where what was just done is undone at once, on what is shown now alone. */
    private String undo(EntityType type, UUID id, UUID decision) {
        Intent.Undo undo = new Intent.Undo(decision);
        return Previews.path(type, id) + "/" + undo.path() + "?opened="
                + URLEncoder.encode(looks.at(type, id, undo).sent(), StandardCharsets.UTF_8);
    }

    @POST
    @Path("comments")
    public Response say(String entity, UUID id, @FormParam("text") @Nullable String text) {
        GoldenView view = find(entity, id);
        String said = Typed.given(text);
        if (said == null || said.length() > Remarks.LONGEST) {
            return problem(
                    entity,
                    id,
                    new Notice(
                            "warn",
                            Messages.text("golden-nothing-was-kept"),
                            Messages.count("golden-comment-has", Remarks.LONGEST)));
        }
        remarks.add(type(entity).name(), view.id(), said, access.actor());
        return comments(entity, id);
    }

    @POST
    @Path("comments/{comment}/remove")
    public Response takeBack(String entity, UUID id, UUID comment) {
        remarks.remove(type(entity).name(), comment, access.actor());
        return comments(entity, id);
    }

    private static Response comments(String entity, UUID id) {
        return Html.to("/golden/" + entity + "/" + id + "?tab=comments#tabs");
    }

    /** Shows its personal data to somebody from whom they are hidden; who and why is kept. */
    @POST
    @Path("reveal")
    @HidesPersonal
    @RolesAllowed(Roles.VIEWER)
    public Response reveal(String entity, UUID id, @FormParam("reason") @Nullable String reason) {
        EntityType type = type(entity);
        access.requireReveal(type);
        GoldenView view = find(entity, id);
        String why = Typed.given(reason);
        if (why == null) {
            return problem(
                    entity,
                    id,
                    new Notice("warn", Messages.text("golden-say-why"), Messages.text("golden-reason-is-kept")));
        }
        audit.record(access.actor(), "data.revealed", type.name(), id, why);
        Notice kept = new Notice(
                "warn",
                Messages.text("golden-personal-data-are-shown"),
                Messages.text("golden-that-you-looked-is-kept"));
        return page(type, view, sheets.revealed(type, view, kept));
    }

    private Response valid(GoldenView view, EntityType type, String day) {
        Instant then = Typed.instant(day.length() == DAY ? day + "T00:00" : day);
        return then == null
                ? problem(
                        type.name(),
                        view.id(),
                        new Notice("warn", Messages.text("golden-no-day"), Messages.text("golden-write-a-day")))
                : page(type, view, sheets.valid(type, view, then));
    }

    private Response past(String entity, UUID id, String asOf) {
        Instant then = Typed.instant(asOf);
        if (then == null) {
            return problem(
                    entity,
                    id,
                    new Notice("warn", Messages.text("golden-no-time"), Messages.text("golden-write-a-time")));
        }
        EntityType type = type(entity);
        return golden.find(type.name(), id, then)
                .map(view -> page(type, view, sheets.past(type, view, then)))
                .orElseGet(() -> problem(
                        entity,
                        id,
                        new Notice(
                                "warn",
                                Messages.text("golden-did-not-exist-then"),
                                Messages.text("golden-this-is-what-it-is-now"))));
    }

    /** What an address says beside the golden record. */
    static final class Told {
        /** Whose undo is offered. */
        @QueryParam("decision")
        @Nullable UUID decision;

        /** What was done, for the address of the heir. */
        String done(@Nullable String action) {
            return words(action == null ? "" : action).isEmpty()
                    ? ""
                    : "&done=" + action + (decision == null ? "" : "&decision=" + decision);
        }

        /** A day on which something else may be valid. */
        @QueryParam("validAt")
        @Nullable String validAt;

        /** A past instant. */
        @QueryParam("asOf")
        @Nullable String asOf;
    }

    @POST
    @Path("pin")
    public Response pin(
            String entity,
            UUID id,
            @FormParam("version") int version,
            @FormParam("attribute") @Nullable String attribute,
            @FormParam("value") @Nullable String value,
            @FormParam("reason") @Nullable String reason,
            @FormParam("expires") @Nullable String expires,
            @FormParam("key") @Nullable String key) {
        PinForm typed = PinForm.typed(attribute, value, reason, expires);
        String lacking = typed.lacking(Instant.now());
        if (!lacking.isEmpty()) {
            return page(entity, id, typed.refusedAt(lacking));
        }
        var command = new Command.PinValue(
                id,
                version,
                typed.attribute(),
                List.of(typed.value()),
                typed.reason(),
                typed.end().instant(),
                steward.actor());
        EntityType type = type(entity);
        try {
            return switch (steward.ask(type.name(), ActsPage.once(command, key))) {
                case Outcome.Done done -> Html.to(done(entity, id, "pin", done));
                case Outcome.Proposed proposed -> Html.to("/changes/" + proposed.request() + "?done=proposed");
                case Outcome.Changed _ -> changed(type, command, typed);
                case Outcome.Contradicts contradicts ->
                    page(entity, id, typed.refused(apart.notice(entity, contradicts)));
                case Outcome.Waits waits -> page(entity, id, typed.refused(Problems.waits(waits)));
                case Outcome.Refused refused ->
                    standing(type, id).id().equals(id)
                            ? page(entity, id, typed.refused(Problems.refused(refused)))
                            : changed(type, command, typed);
            };
        } catch (QueueFull full) {
            return page(entity, id, typed.refused(Problems.busy()));
        }
    }

    /** What was typed for a pin is kept, on what it is now: beside what was seen. */
    private Response changed(EntityType type, Command.PinValue pin, PinForm typed) {
        GoldenView now = standing(type, pin.golden());
        Moved moved = golden.version(type.name(), pin.golden(), pin.version())
                .map(seen -> Moved.of(type, seen, Map.of(pin.attribute(), pin.values()), now))
                .orElse(Moved.NOTHING);
        Notice notice = new Notice(
                "warn",
                Messages.text("common-changed-since-you-opened-it"),
                Messages.text("golden-pin-is-kept-as-typed"));
        return page(type.name(), now.id(), typed.refused(notice, moved));
    }

    private GoldenView standing(EntityType type, UUID id) {
        return looks.standing(type, id).orElseThrow(NotFoundException::new);
    }

    private Response page(String entity, UUID id, PinForm pin) {
        EntityType type = type(entity);
        GoldenSheet sheet = sheets.sheet(type, find(entity, id), "", null, GoldenSheet.Done.NOTHING);
        return page(type, sheet, pin);
    }

    /** The address that says what was done, and offers its undo. */
    static String done(String entity, UUID id, String action, Outcome.Done done) {
        return target(entity, id, done) + "?done=" + action + decision(action, done);
    }

    private static String target(String entity, UUID id, Outcome.Done done) {
        UUID survivor = done.golden().isEmpty() || done.golden().contains(id)
                ? id
                : done.golden().getFirst();
        return "/golden/" + entity + "/" + survivor;
    }

    private static String decision(String action, Outcome.Done done) {
        return done.decision() == null || action.equals("undo") ? "" : "&decision=" + done.decision();
    }

    private Response problem(String entity, UUID id, Notice notice) {
        return page(type(entity), find(entity, id), "", notice, GoldenSheet.Done.NOTHING);
    }

    private Response page(
            EntityType type, GoldenView view, String was, @Nullable Notice notice, GoldenSheet.Done done) {
        return page(type, view, sheets.sheet(type, view, was, notice, done));
    }

    private Response page(EntityType type, GoldenView view, GoldenSheet sheet) {
        return page(type, sheet, PinForm.closed());
    }

    private Response page(EntityType type, GoldenSheet sheet, PinForm pin) {
        return Html.page(Templates.golden(frames.frame("golden", sheet.head().title(), type.name()), sheet, pin))
                .build();
    }

    private GoldenView find(String entity, UUID id) {
        return golden.find(type(entity).name(), id).orElseThrow(NotFoundException::new);
    }

    private EntityType type(String entity) {
        return models.find(entity).orElseThrow(NotFoundException::new);
    }

    private static String words(String action) {
        return switch (action) {
            case "split", "move", "merge", "pin", "unpin", "create", "remove", "restore" ->
                Messages.text("golden-done-" + action);
            case "undo" -> Messages.text("common-undone");
            default -> "";
        };
    }
}
