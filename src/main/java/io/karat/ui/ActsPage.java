package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.Command;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.ui.Desk.Notice;
import io.karat.ui.Previews.Since;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Carries out what was foretold to a steward, if nothing of what they saw changed; else foretells it anew. */
@ShowsValues
@Path("/golden/{entity}/{id}")
@RolesAllowed(Roles.STEWARD)
class ActsPage {

    private final Frames frames;
    private final Previews previews;
    private final Models models;
    private final Steward steward;
    private final HeldApart apart;

    ActsPage(Frames frames, Previews previews, Models models, Steward steward, HeldApart apart) {
        this.frames = frames;
        this.previews = previews;
        this.models = models;
        this.steward = steward;
        this.apart = apart;
    }

    /** As the form of a preview sends it. */
    static final class Confirmed {
        /** As {@code source/key}. */
        @FormParam("record")
        @Nullable List<String> records;

        /** The other golden record of a merge. */
        @FormParam("with")
        @Nullable UUID with;

        /** The other golden record of a move. */
        @FormParam("to")
        @Nullable UUID to;

        @FormParam("reason")
        @Nullable String reason;

        /** See {@link Opened}. */
        @FormParam("opened")
        @Nullable String opened;

        /** The attribute whose pin is released. */
        @FormParam("attribute")
        @Nullable String attribute;

        /** Of the form: another each time it is shown. */
        @FormParam("key")
        @Nullable String key;

        /** On what was seen alone, and once, however often the form is sent. */
        Command.OfSteward command(Intent intent, UUID golden, String actor) {
            Opened seen = Opened.of(opened);
            Command.OfSteward wanted = intent.command(new Intent.Seen(golden, seen), Typed.given(reason), actor);
            Command.OfSteward asSeen = wanted instanceof Command.OnSeen act && seen.moment() > 0
                    ? new Command.AsSeen(act, seen.golden(), seen.moment())
                    : wanted;
            return once(asSeen, key);
        }
    }

    /** Once where it came with a key that a form of ours makes. */
    static Command.OfSteward once(Command.OfSteward wanted, @Nullable String key) {
        String sent = Typed.text(key);
        return sent.isEmpty() || sent.length() > Command.Once.LONGEST_KEY ? wanted : new Command.Once(wanted, sent);
    }

    @POST
    @Path("merge")
    public Response merge(String entity, UUID id, @BeanParam Confirmed form) {
        return ask(entity, id, new Intent.Merge(Typed.required(form.with)), form);
    }

    @POST
    @Path("split")
    public Response split(String entity, UUID id, @BeanParam Confirmed form) {
        return ask(entity, id, new Intent.Split(Typed.records(form.records)), form);
    }

    @POST
    @Path("move")
    public Response move(String entity, UUID id, @BeanParam Confirmed form) {
        return ask(entity, id, new Intent.Move(Typed.records(form.records), Typed.required(form.to)), form);
    }

    @POST
    @Path("remove")
    public Response remove(String entity, UUID id, @BeanParam Confirmed form) {
        List<RecordKey> records = Typed.records(form.records);
        if (records.size() != 1) {
            throw new BadRequestException("say which record");
        }
        return ask(entity, id, new Intent.Remove(records.getFirst()), form);
    }

    @POST
    @Path("restore")
    public Response restore(String entity, UUID id, @BeanParam Confirmed form) {
        return ask(entity, id, new Intent.Restore(), form);
    }

    /** @param opened where no form was shown: what the page had shown that offered it */
    @POST
    @Path("undo/{decision}")
    public Response undo(
            String entity,
            UUID id,
            UUID decision,
            @QueryParam("opened") @Nullable String opened,
            @BeanParam Confirmed form) {
        form.opened = form.opened == null ? opened : form.opened;
        return ask(entity, id, new Intent.Undo(decision), form);
    }

    @POST
    @Path("unpin")
    public Response unpin(String entity, UUID id, @BeanParam Confirmed form) {
        String name = Typed.text(form.attribute);
        Attribute attribute = models.find(entity).orElseThrow(NotFoundException::new).attributes().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadRequestException("say which attribute"));
        return ask(entity, id, new Intent.Unpin(name, attribute.label()), form);
    }

    private Response ask(String entity, UUID id, Intent intent, Confirmed form) {
        EntityType type = models.find(entity).orElseThrow(NotFoundException::new);
        try {
            return switch (steward.ask(type.name(), form.command(intent, id, steward.actor()))) {
                case Outcome.Done done -> Html.to(GoldenPage.done(entity, id, intent.act(), done));
                case Outcome.Proposed proposed -> Html.to("/changes/" + proposed.request() + "?done=proposed");
                case Outcome.Changed changed -> again(type, id, intent, form, Problems.changed(changed));
                case Outcome.Contradicts contradicts ->
                    again(type, id, intent, form, apart.notice(entity, contradicts));
                case Outcome.Waits waits -> again(type, id, intent, form, Problems.waits(waits));
                case Outcome.Refused refused -> again(type, id, intent, form, Problems.refused(refused));
            };
        } catch (QueueFull full) {
            return again(type, id, intent, form, Problems.busy());
        }
    }

    /** What was typed and chosen is kept. */
    private Response again(EntityType type, UUID id, Intent intent, Confirmed form, Notice notice) {
        PreviewSheet sheet =
                previews.again(type, id, intent, Typed.text(form.reason), new Since(Opened.of(form.opened), notice));
        return Html.page(Templates.preview(frames.frame("golden", sheet.title(), type.name()), sheet))
                .build();
    }
}
