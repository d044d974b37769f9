package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.access.Sources;
import io.karat.ledger.Command;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.karat.model.Approval;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.ui.Desk.Notice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record that a steward enters. */
@ShowsValues
@Path("/golden/{entity}/new")
@RolesAllowed(Roles.STEWARD)
class EntryPage {

    private final Frames frames;
    private final Models models;
    private final Sources sources;
    private final Steward steward;
    private final HeldApart apart;

    EntryPage(Frames frames, Models models, Sources sources, Steward steward, HeldApart apart) {
        this.apart = apart;
        this.frames = frames;
        this.models = models;
        this.sources = sources;
        this.steward = steward;
    }

    @GET
    public Response form(String entity) {
        return page(type(entity), UUID.randomUUID().toString(), new MultivaluedHashMap<>(), null);
    }

    /** The key comes with the form, so that a form sent twice makes one record. */
    @POST
    public Response enter(String entity, MultivaluedMap<String, String> form) {
        EntityType type = type(entity);
        String key = Typed.text(form.getFirst("key"));
        RecordData data = Typed.data(type, form);
        if (data.isEmpty() || key.isEmpty()) {
            return page(
                    type,
                    key.isEmpty() ? UUID.randomUUID().toString() : key,
                    form,
                    new Notice("warn", Messages.text("golden-nothing-was-entered"), Messages.text("golden-fill-in")));
        }
        var create = new Command.Create(
                new RecordKey(Command.STEWARD, key), data, Typed.given(form.getFirst("reason")), steward.actor());
        sources.ensure(Command.STEWARD, steward.actor());
        try {
            return switch (steward.ask(
                    type.name(), form.containsKey("propose") ? new Command.Propose(create) : create)) {
                case Outcome.Done done ->
                    Html.to("/golden/" + type.name() + "/" + done.golden().getFirst() + "?done=create");
                case Outcome.Proposed proposed -> Html.to("/changes/" + proposed.request() + "?done=proposed");
                case Outcome.Waits waits -> page(type, key, form, Problems.waits(waits));
                case Outcome.Changed changed -> page(type, key, form, Problems.changed(changed));
                case Outcome.Contradicts contradicts -> page(type, key, form, apart.notice(type.name(), contradicts));
                case Outcome.Refused refused -> page(type, key, form, Problems.refused(refused));
            };
        } catch (QueueFull full) {
            return page(type, key, form, Problems.busy());
        }
    }

    private EntityType type(String entity) {
        return models.find(entity).orElseThrow(NotFoundException::new);
    }

    private Response page(EntityType type, String key, MultivaluedMap<String, String> form, @Nullable Notice notice) {
        String path = "/golden/" + type.name() + "/new";
        boolean needed = type.approval().of(Approval.Act.CREATE).isPresent();
        EntrySheet sheet = new EntrySheet(
                path,
                "/golden?entity=" + type.name(),
                type.labelMany(),
                Messages.text("golden-new-record-of", Words.inText(type.label())),
                Messages.text("golden-judged-like-every-record"),
                List.of(new PreviewSheet.Field("key", key)),
                type.attributes().stream().map(a -> field(a, form)).toList(),
                Typed.text(form.getFirst("reason")),
                false,
                null,
                "",
                Messages.text(needed ? "golden-propose" : "golden-create"),
                needed ? Messages.text("golden-another-person-has-to-approve") : "",
                !needed,
                Moved.NOTHING,
                notice);
        return Html.page(Templates.entry(frames.frame("golden", sheet.question(), type.name()), sheet))
                .build();
    }

    private static EntrySheet.Field field(Attribute attribute, MultivaluedMap<String, String> form) {
        return new EntrySheet.Field(
                "value." + attribute.name(),
                attribute.label(),
                Typed.text(form.getFirst("value." + attribute.name())),
                attribute.many(),
                false);
    }
}
