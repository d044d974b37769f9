package io.karat.ui;

import io.karat.access.Access;
import io.karat.access.HidesPersonal;
import io.karat.access.Roles;
import io.karat.access.Sources;
import io.karat.golden.GoldenValues;
import io.karat.index.GoldenSearch;
import io.karat.index.GoldenSearch.Order;
import io.karat.index.GoldenSearch.Wanted;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Masked;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.ui.Difference.Piece;
import io.karat.ui.SearchResult.Hit;
import io.karat.ui.SearchResult.Via;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Search over golden records; without a query, all of them, the newest first. */
@HidesPersonal
@Path("/golden")
@RolesAllowed(Roles.VIEWER)
class SearchPage {

    private static final int HITS = 30;
    private static final int COLUMNS = 5;
    private static final int MOST_FACETS = 12;

    /** Of all hits together: more are not held in memory at once. */
    private static final int MOST_MEMBERS = 1_000;

    private final Frames frames;
    private final GoldenRecords golden;
    private final Sources sources;
    private final Access access;

    SearchPage(Frames frames, GoldenRecords golden, Sources sources, Access access) {
        this.access = access;
        this.frames = frames;
        this.golden = golden;
        this.sources = sources;
    }

    @GET
    public Response search(
            @QueryParam("entity") @Nullable String entity,
            @QueryParam("q") @Nullable String q,
            @QueryParam("f") @Nullable List<String> facets,
            @QueryParam("sort") @Nullable String sort,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam("HX-Request") @Nullable String part) {
        EntityType type = frames.current(entity);
        String query = q == null ? "" : q.strip();
        GoldenSearch.Order order = Facets.QUALITY_FIRST.equals(sort) ? Order.WORST_QUALITY : Order.BEST;
        SearchResult result = result(type, new Wanted(query, chosen(facets), order, cursor == null), cursor);
        return part == null
                ? Html.page(Templates.search(frames.frame("golden", type.labelMany(), type.name()), result))
                        .build()
                : Html.page(Templates.hits(result)).build();
    }

    private static List<String> chosen(@Nullable List<String> facets) {
        return facets == null
                ? List.of()
                : facets.stream()
                        .filter(facet -> facet.indexOf('=') > 0)
                        .distinct()
                        .limit(MOST_FACETS)
                        .toList();
    }

    /** A cursor that somebody made up leads to the beginning. */
    private GoldenRecords.Page page(EntityType type, Wanted wanted, @Nullable String cursor) {
        try {
            return access.sees(type)
                    ? golden.search(type.name(), wanted, cursor, HITS)
                    : golden.searchBlind(type.name(), wanted, cursor, HITS);
        } catch (IllegalArgumentException e) {
            if (cursor == null) {
                throw e;
            }
            return page(type, wanted, null);
        }
    }

    private SearchResult result(EntityType type, Wanted wanted, @Nullable String cursor) {
        boolean open = access.sees(type);
        String query = wanted.query();
        GoldenRecords.Page page = page(type, wanted, cursor);
        List<Attribute> columns = type.attributes().stream()
                .filter(a -> !type.title().contains("{" + a.name() + "}"))
                .limit(COLUMNS)
                .toList();
        SourceNames names = SourceNames.of(sources);
        Facets facets = new Facets(type, wanted, names);
        Highlight highlight = Highlight.of(query);
        List<Hit> hits = (open ? told(type, page.hits(), highlight) : masked(type, page.hits()))
                .stream().map(hit -> hit(type, hit, columns, highlight, names)).toList();
        String next = page.cursor() == null ? "" : facets.address() + "&cursor=" + encoded(page.cursor());
        return new SearchResult(
                type.name(),
                query,
                !open,
                Messages.text(
                        "search-hits",
                        page.total(),
                        Words.number(page.total()),
                        Words.inText(type.label()),
                        Words.inText(type.labelMany())),
                page.hits().isEmpty(),
                columns.stream().map(Attribute::label).toList(),
                hits,
                cursor == null ? facets.of(page.facets()) : SearchResult.Narrowing.NONE,
                wanted.facets(),
                type.quality().isEmpty() ? "" : facets.otherOrder(),
                wanted.order() == Order.WORST_QUALITY,
                next);
    }

    private static List<GoldenRecords.Hit> masked(EntityType type, List<GoldenRecords.Hit> hits) {
        return hits.stream()
                .map(hit -> new GoldenRecords.Hit(Masked.of(type, hit.golden()), null))
                .toList();
    }

    /** Each with the member that shows best why it was found, where its own values do not show it. */
    private List<GoldenRecords.Hit> told(EntityType type, List<GoldenRecords.Hit> hits, Highlight highlight) {
        Map<UUID, Long> untold = new HashMap<>();
        hits.forEach(hit -> untold.put(hit.golden().id(), highlight.untold(texts(hit.golden()))));
        untold.values().removeIf(words -> words == 0);
        Function<UUID, List<RecordView>> members = members(type, hits, untold.keySet());
        return hits.stream()
                .map(hit -> {
                    UUID id = hit.golden().id();
                    return members.apply(id).stream()
                            .filter(member -> highlight.untold(texts(member)) < untold.getOrDefault(id, 0L))
                            .min(Comparator.comparingLong(member -> highlight.untold(texts(member))))
                            .map(member -> new GoldenRecords.Hit(hit.golden(), member))
                            .orElse(hit);
                })
                .toList();
    }

    /** Of a few records they are read together; of many, one golden record's at a time. */
    private Function<UUID, List<RecordView>> members(EntityType type, List<GoldenRecords.Hit> hits, Set<UUID> of) {
        int records = hits.stream()
                .filter(hit -> of.contains(hit.golden().id()))
                .mapToInt(hit -> hit.golden().members().length)
                .sum();
        if (records > MOST_MEMBERS) {
            return id -> of.contains(id) ? golden.members(type.name(), id) : List.of();
        }
        Map<UUID, List<RecordView>> together = golden.members(type.name(), of);
        return id -> together.getOrDefault(id, List.of());
    }

    private static List<String> texts(GoldenView view) {
        return Stream.concat(
                        Stream.of(view.title()),
                        view.values().values().values().stream().flatMap(value -> value.values().stream()))
                .toList();
    }

    private static List<String> texts(RecordView member) {
        return Stream.concat(
                        Stream.of(member.key().key()),
                        member.data().values().values().stream().flatMap(List::stream))
                .toList();
    }

    private static Hit hit(
            EntityType type, GoldenRecords.Hit hit, List<Attribute> columns, Highlight highlight, SourceNames names) {
        GoldenValues values = hit.golden().values();
        List<SearchResult.Cell> cells = columns.stream()
                .map(column -> {
                    GoldenValues.Value value = values.values().get(column.name());
                    return new SearchResult.Cell(
                            value == null ? List.of() : highlight.mark(String.join(", ", value.values())));
                })
                .toList();
        RecordView matched = hit.matched();
        return new Hit(
                hit.golden().id().toString(),
                "/golden/" + type.name() + "/" + hit.golden().id(),
                Words.shortId(hit.golden().id()),
                highlight.mark(hit.golden().title()),
                cells,
                hit.golden().members().length,
                matched == null ? null : via(type, matched, highlight, names));
    }

    /** Of the member, only the values that carry a mark. */
    private static Via via(EntityType type, RecordView member, Highlight highlight, SourceNames names) {
        String text = type.attributes().stream()
                .flatMap(a -> member.data().get(a.name()).stream())
                .filter(v -> highlight.mark(v).stream().anyMatch(Piece::marked))
                .collect(Collectors.joining(" · "));
        return new Via(names.member(member.key()), highlight.mark(text));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
