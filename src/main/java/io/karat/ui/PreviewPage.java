package io.karat.ui;

import io.karat.access.Roles;
import io.karat.access.ShowsValues;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Models;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordKey;
import io.karat.ui.Desk.Notice;
import io.karat.ui.PreviewSheet.Candidate;
import io.karat.ui.PreviewSheet.Choice;
import io.karat.ui.PreviewSheet.Field;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What merging, splitting, moving or undoing would come to; changes nothing. */
@ShowsValues
@Path("/golden/{entity}/{id}/preview")
@RolesAllowed(Roles.STEWARD)
class PreviewPage {

    private static final int CANDIDATES = 8;
    private static final int TOLD = 6;

    private final Frames frames;
    private final Previews previews;
    private final GoldenRecords golden;
    private final Models models;

    PreviewPage(Frames frames, Previews previews, GoldenRecords golden, Models models) {
        this.frames = frames;
        this.previews = previews;
        this.golden = golden;
        this.models = models;
    }

    /** @param with id or address of the other golden record, or words to find it by */
    @GET
    @Path("merge")
    public Response merge(
            String entity,
            UUID id,
            @QueryParam("with") @Nullable String with,
            @QueryParam("reason") @Nullable String reason) {
        Here here = here(entity, id);
        String text = Typed.text(with);
        UUID other = Typed.id(text);
        return page(
                here,
                other == null
                        ? here.choose(
                                "merge", Messages.text("golden-merge-with-which-one"), "with", text, List.of(), reason)
                        : here.foretell(new Intent.Merge(other), reason));
    }

    /** @param tokens of records, as {@code source/key} */
    @GET
    @Path("split")
    public Response split(
            String entity,
            UUID id,
            @QueryParam("record") @Nullable List<String> tokens,
            @QueryParam("reason") @Nullable String reason) {
        Here here = here(entity, id);
        List<RecordKey> records = Typed.records(tokens);
        return page(here, records.isEmpty() ? here.nothingChosen() : here.foretell(new Intent.Split(records), reason));
    }

    /** @param to id or address of the other golden record, or words to find it by */
    @GET
    @Path("move")
    public Response move(
            String entity,
            UUID id,
            @QueryParam("record") @Nullable List<String> tokens,
            @QueryParam("to") @Nullable String to,
            @QueryParam("reason") @Nullable String reason) {
        Here here = here(entity, id);
        List<RecordKey> records = Typed.records(tokens);
        if (records.isEmpty()) {
            return page(here, here.nothingChosen());
        }
        String text = Typed.text(to);
        UUID other = Typed.id(text);
        return page(
                here,
                other == null
                        ? here.choose(
                                "move",
                                Messages.text("golden-move-to-which-one"),
                                "to",
                                text,
                                new Intent.Split(records).fields(),
                                reason)
                        : here.foretell(new Intent.Move(records, other), reason));
    }

    /** Of a record that a steward entered. */
    @GET
    @Path("remove")
    public Response remove(String entity, UUID id, @QueryParam("record") @Nullable List<String> tokens) {
        Here here = here(entity, id);
        List<RecordKey> records = Typed.records(tokens);
        return page(
                here,
                records.size() == 1
                        ? here.foretell(new Intent.Remove(records.getFirst()), null)
                        : here.nothingChosen());
    }

    @GET
    @Path("undo/{decision}")
    public Response undo(String entity, UUID id, UUID decision) {
        Here here = here(entity, id);
        return page(here, here.foretell(new Intent.Undo(decision), null));
    }

    @GET
    @Path("restore")
    public Response restore(String entity, UUID id) {
        Here here = here(entity, id);
        return page(here, here.foretell(new Intent.Restore(), null));
    }

    private Here here(String entity, UUID id) {
        EntityType type = models.find(entity).orElseThrow(NotFoundException::new);
        return new Here(type, golden.find(entity, id).orElseThrow(NotFoundException::new));
    }

    private Response page(Here here, PreviewSheet sheet) {
        return Html.page(Templates.preview(frames.frame("golden", sheet.title(), here.type.name()), sheet))
                .build();
    }

    /** The golden record that the steward comes from. */
    private final class Here {
        private final EntityType type;
        private final GoldenView view;
        private final String path;

        Here(EntityType type, GoldenView view) {
            this.type = type;
            this.view = view;
            this.path = Previews.path(type, view.id());
        }

        PreviewSheet foretell(Intent intent, @Nullable String reason) {
            return previews.of(type, view, intent, Typed.text(reason));
        }

        PreviewSheet nothingChosen() {
            Notice notice = new Notice(
                    "warn",
                    Messages.text("golden-nothing-was-chosen"),
                    Messages.text("golden-nothing-was-chosen-text"));
            return sheet(Messages.text("golden-which-records"), notice, null);
        }

        PreviewSheet choose(
                String act, String question, String name, String text, List<Field> kept, @Nullable String reason) {
            List<Field> fields = new ArrayList<>(kept);
            fields.add(new Field("reason", Typed.text(reason)));
            String query = fields.stream()
                    .map(f -> f.name() + "=" + encoded(f.value()))
                    .collect(Collectors.joining("&"));
            List<Candidate> candidates = golden.search(type.name(), text, null, CANDIDATES + 1).hits().stream()
                    .map(GoldenRecords.Hit::golden)
                    .filter(hit -> !hit.id().equals(view.id()))
                    .limit(CANDIDATES)
                    .map(hit -> new Candidate(
                            hit.title(),
                            about(hit),
                            Words.shortId(hit.id()),
                            hit.members().length,
                            path + "/preview/" + act + "?" + query + "&" + name + "=" + hit.id()))
                    .toList();
            return sheet(question, null, new Choice(text, name, fields, candidates));
        }

        /** What tells it from others of the same name. */
        private String about(GoldenView hit) {
            return type.attributes().stream()
                    .map(Attribute::name)
                    .filter(name -> !type.title().contains("{" + name + "}"))
                    .flatMap(name -> Optional.ofNullable(hit.values().values().get(name)).stream())
                    .map(value -> value.values().getFirst())
                    .limit(TOLD)
                    .collect(Collectors.joining(" · "));
        }

        private PreviewSheet sheet(String question, @Nullable Notice notice, @Nullable Choice choice) {
            return PreviewSheet.of(path, view.title(), question)
                    .notice(notice)
                    .choice(choice)
                    .build();
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
