package io.karat.ui;

import static java.util.Comparator.comparing;

import io.karat.index.GoldenSearch;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.ui.SearchResult.Choice;
import io.karat.ui.SearchResult.Group;
import io.karat.ui.SearchResult.Narrowing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By what the hits of a search can be narrowed, the most frequent first. */
final class Facets {

    private static final int SHOWN = 8;

    private final EntityType type;
    private final String query;
    private final List<String> chosen;
    private final SourceNames names;

    Facets(EntityType type, String query, List<String> chosen, SourceNames names) {
        this.type = type;
        this.query = query;
        this.chosen = chosen;
        this.names = names;
    }

    /** Of a search with these facets. */
    static String address(EntityType type, String query, List<String> facets) {
        StringBuilder address = new StringBuilder("/golden?entity=" + type.name() + "&q=" + SearchPage.encoded(query));
        facets.forEach(facet -> address.append("&f=").append(SearchPage.encoded(facet)));
        return address.toString();
    }

    Narrowing of(GoldenSearch.Facets found) {
        List<Group> groups = Stream.concat(
                        Stream.of("source", "records"),
                        type.attributes().stream().map(Attribute::name))
                .map(name -> group(name, found.counts()))
                .filter(Objects::nonNull)
                .toList();
        String note = found.counted() < GoldenSearch.COUNTED
                ? ""
                : Messages.text("search-counted-over-the-first", Words.number(found.counted()));
        return new Narrowing(groups, note);
    }

    /** Nothing to choose between is no group, unless it was chosen. */
    private @Nullable Group group(String name, Map<String, Long> counts) {
        String prefix = name + "=";
        List<Map.Entry<String, Long>> values = counts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .sorted(comparing((Map.Entry<String, Long> entry) -> !chosen.contains(entry.getKey()))
                        .thenComparing(
                                Map.Entry.<String, Long>comparingByValue().reversed())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .toList();
        boolean choice = values.size() > 1 || values.stream().anyMatch(value -> chosen.contains(value.getKey()));
        return choice
                ? new Group(
                        label(name),
                        values.stream().map(v -> choice(v, prefix.length())).toList())
                : null;
    }

    private Choice choice(Map.Entry<String, Long> facet, int from) {
        boolean now = chosen.contains(facet.getKey());
        List<String> then = new ArrayList<>(chosen);
        if (now) {
            then.remove(facet.getKey());
        } else {
            then.add(facet.getKey());
        }
        String value = facet.getKey().substring(from);
        return new Choice(
                address(type, query, then),
                facet.getKey().startsWith("source=") ? names.label(value) : value,
                Words.number(facet.getValue()),
                now);
    }

    private String label(String name) {
        return switch (name) {
            case "source" -> Messages.text("common-source");
            case "records" -> Messages.text("common-records");
            default -> type.attribute(name).map(Attribute::label).orElse(name);
        };
    }
}
