package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.Command;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.QueueFull;
import io.karat.model.EntityType;
import io.karat.ui.Desk.Notice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Several values of a golden record, pinned or released at once, or proposed. */
@ShowsValues
@Path("/golden/{entity}/{id}/edit")
@RolesAllowed(Roles.STEWARD)
class EditPage {

    private final Frames frames;
    private final GoldenRecords golden;
    private final Models models;
    private final Steward steward;
    private final HeldApart apart;
    private final Looks looks;

    EditPage(Frames frames, GoldenRecords golden, Models models, Steward steward, HeldApart apart, Looks looks) {
        this.looks = looks;
        this.apart = apart;
        this.frames = frames;
        this.golden = golden;
        this.models = models;
        this.steward = steward;
    }

    @GET
    public Response form(String entity, UUID id) {
        EntityType type = type(entity);
        GoldenView view = find(type, id);
        return page(type, view, EditTyped.nothing(type, view), null);
    }

    /** Only what was changed in the form is wanted; other values stay what the sources say. */
    @POST
    public Response edit(String entity, UUID id, MultivaluedMap<String, String> form) {
        EntityType type = type(entity);
        GoldenView seen = golden.version(type.name(), id, version(form))
                .orElseThrow(() -> new BadRequestException("which version"));
        EditTyped typed = EditTyped.of(type, form);
        SortedMap<String, List<String>> values = typed.changes(type, seen);
        Lacking lacking = lacking(typed, values);
        if (lacking != null) {
            return page(type, seen, typed, Moved.NOTHING, lacking);
        }
        var edit = new Command.Edit(
                id, seen.version(), values, typed.reason(), typed.end().instant(), steward.actor());
        try {
            return switch (steward.ask(type.name(), form.containsKey("propose") ? new Command.Propose(edit) : edit)) {
                case Outcome.Done done ->
                    Html.to("/golden/" + type.name() + "/" + id + "?done=pin"
                            + (done.decision() == null ? "" : "&decision=" + done.decision()));
                case Outcome.Proposed proposed -> Html.to("/changes/" + proposed.request() + "?done=proposed");
                case Outcome.Waits waits -> page(type, seen, typed, Problems.waits(waits));
                case Outcome.Changed _ -> changed(type, seen, typed, standing(type, id));
                case Outcome.Contradicts contradicts -> page(type, seen, typed, apart.notice(type.name(), contradicts));
                case Outcome.Refused refused -> {
                    GoldenView now = standing(type, id);
                    yield now.id().equals(id)
                            ? page(type, seen, typed, refusal(refused))
                            : changed(type, seen, typed, now);
                }
            };
        } catch (QueueFull full) {
            return page(type, seen, typed, Problems.busy());
        }
    }

    /** What was typed is kept, on what it is now. */
    private Response changed(EntityType type, GoldenView seen, EditTyped typed, GoldenView now) {
        return page(
                type,
                now,
                typed.on(type, seen, now),
                Moved.of(type, seen, typed.changes(type, seen), now),
                new Lacking("", warning("common-changed-since-you-opened-it", "golden-what-you-typed-is-kept")));
    }

    /** @param field its name, or empty where it is none alone */
    private record Lacking(String field, @Nullable Notice notice) {}

    private static @Nullable Lacking lacking(EditTyped typed, SortedMap<String, List<String>> values) {
        if (values.isEmpty()) {
            return new Lacking("", warning("golden-nothing-was-changed", "golden-change-a-value"));
        }
        if (typed.reason().isEmpty()) {
            return new Lacking("reason", warning("golden-edit-needs-a-reason", "golden-others-will-ask"));
        }
        return typed.end().wrong(Instant.now()) ? new Lacking("expires", PinEnd.wrong()) : null;
    }

    private static Notice refusal(Outcome.Refused refused) {
        return refused.code().equals("pin.unknown")
                ? warning("golden-only-a-pinned-value", "golden-that-releases-it")
                : Problems.refused(refused);
    }

    private static Notice warning(String title, String text) {
        return new Notice("warn", Messages.text(title), Messages.text(text));
    }

    private static int version(MultivaluedMap<String, String> form) {
        String version = Typed.text(form.getFirst("version"));
        if (!version.matches("\\d{1,9}")) {
            throw new BadRequestException("which version");
        }
        return Integer.parseInt(version);
    }

    private EntityType type(String entity) {
        return models.find(entity).orElseThrow(NotFoundException::new);
    }

    private GoldenView find(EntityType type, UUID id) {
        return golden.find(type.name(), id).orElseThrow(NotFoundException::new);
    }

    private GoldenView standing(EntityType type, UUID id) {
        return looks.standing(type, id).orElseThrow(NotFoundException::new);
    }

    private Response page(EntityType type, GoldenView view, EditTyped typed, @Nullable Notice notice) {
        return page(type, view, typed, Moved.NOTHING, new Lacking("", notice));
    }

    private Response page(EntityType type, GoldenView view, EditTyped typed, Moved moved, Lacking lacking) {
        String back = "/golden/" + type.name() + "/" + view.id();
        List<EntrySheet.Field> fields = type.attributes().stream()
                .map(attribute -> new EntrySheet.Field(
                        "value." + attribute.name(),
                        attribute.label(),
                        String.join("\n", typed.data().get(attribute.name())),
                        attribute.many(),
                        type.approval().of(Set.of(attribute.name())).isPresent()))
                .toList();
        boolean guarded = fields.stream().anyMatch(EntrySheet.Field::guarded);
        EntrySheet sheet = new EntrySheet(
                back + "/edit",
                back,
                view.title(),
                Messages.text("golden-edit-values-of", view.title()),
                Messages.text("golden-what-you-change-is-pinned"),
                List.of(new PreviewSheet.Field("version", Integer.toString(view.version()))),
                fields,
                typed.reason(),
                true,
                typed.end().typed(),
                lacking.field(),
                Messages.text("golden-pin-the-changes"),
                guarded ? Messages.text("golden-all-changes-wait") : "",
                true,
                moved,
                lacking.notice());
        return Html.page(Templates.entry(frames.frame("golden", sheet.question(), type.name()), sheet))
                .build();
    }
}
