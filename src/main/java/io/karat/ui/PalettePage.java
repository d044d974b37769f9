package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.HidesPersonal;
import io.karat.access.Roles;
import io.karat.golden.GoldenValues;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.ui.Difference.Piece;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The part of the command palette that the browser cannot know: golden records as one types. */
@HidesPersonal
@Path("/palette")
@RolesAllowed(Roles.VIEWER)
class PalettePage {

    private static final int FOUND = 7;
    private static final int TOLD = 3;
    private static final int LONGEST = 200;

    private final Frames frames;
    private final GoldenRecords golden;
    private final Access access;

    PalettePage(Frames frames, GoldenRecords golden, Access access) {
        this.access = access;
        this.frames = frames;
        this.golden = golden;
    }

    /** Golden records as options of a list box; none for no words. */
    @GET
    public Response find(@QueryParam("entity") @Nullable String entity, @QueryParam("q") @Nullable String q) {
        EntityType type = frames.current(entity);
        String words = Typed.text(q);
        List<Option> options =
                words.isEmpty() || words.length() > LONGEST || !access.sees(type) ? List.of() : options(type, words);
        return Html.page(Templates.paletteoptions(options)).build();
    }

    private List<Option> options(EntityType type, String words) {
        Highlight highlight = Highlight.of(words);
        return golden.search(type.name(), words, null, FOUND).hits().stream()
                .map(GoldenRecords.Hit::golden)
                .map(view -> option(type, view, highlight))
                .toList();
    }

    private static Option option(EntityType type, GoldenView view, Highlight highlight) {
        String about = type.attributes().stream()
                .map(Attribute::name)
                .filter(name -> !type.title().contains("{" + name + "}"))
                .map(name -> view.values().values().get(name))
                .filter(Objects::nonNull)
                .map((GoldenValues.Value value) -> value.values().getFirst())
                .limit(TOLD)
                .collect(Collectors.joining(" \u00B7 "));
        return new Option(
                "/golden/" + type.name() + "/" + view.id(),
                highlight.mark(view.title()),
                highlight.mark(about),
                Words.shortId(view.id()));
    }

    /** A golden record to go to. */
    record Option(String url, List<Piece> title, List<Piece> about, String shortId) {
        Option {
            title = List.copyOf(title);
            about = List.copyOf(about);
        }
    }
}
