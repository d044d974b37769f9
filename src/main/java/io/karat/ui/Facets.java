package io.karat.ui;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import io.karat.index.GoldenSearch;
import io.karat.index.GoldenSearch.Order;
import io.karat.index.GoldenSearch.Wanted;
import io.karat.index.OpenQuestions;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.ui.SearchResult.Choice;
import io.karat.ui.SearchResult.Group;
import io.karat.ui.SearchResult.Narrowing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** By what the hits of a search can be narrowed, the most frequent first. */
final class Facets {

    /** In an address: the lowest score comes first. */
    static final String QUALITY_FIRST = "quality";

    private static final int SHOWN = 8;

    private final EntityType type;
    private final Wanted wanted;
    private final List<String> chosen;
    private final SourceNames names;

    Facets(EntityType type, Wanted wanted, SourceNames names) {
        this.type = type;
        this.wanted = wanted;
        this.chosen = wanted.facets();
        this.names = names;
    }

    /** Of the search itself. */
    String address() {
        return address(chosen, wanted.order());
    }

    /** Of the search in the other order. */
    String otherOrder() {
        return address(chosen, wanted.order() == Order.BEST ? Order.WORST_QUALITY : Order.BEST);
    }

    private String address(List<String> facets, Order order) {
        return address(type.name(), wanted.query(), facets) + (order == Order.BEST ? "" : "&sort=" + QUALITY_FIRST);
    }

    /** Of a search with these facets. */
    static String address(String entity, String query, List<String> facets) {
        StringBuilder address = new StringBuilder("/golden?entity=" + entity + "&q=" + SearchPage.encoded(query));
        facets.forEach(facet -> address.append("&f=").append(SearchPage.encoded(facet)));
        return address.toString();
    }

    Narrowing of(GoldenSearch.Facets found) {
        List<Group> groups = Stream.concat(
                        Stream.of(OpenQuestions.NAME, "quality", "fails", "source", "records", "repeats"),
                        type.attributes().stream().map(Attribute::name))
                .map(name -> group(name, found))
                .filter(Objects::nonNull)
                .toList();
        String note = found.counted() < GoldenSearch.COUNTED
                ? ""
                : Messages.text("search-counted-over-the-first", Words.number(found.counted()));
        return new Narrowing(groups, note);
    }

    /** What all hits have in common is no choice, unless it was chosen. */
    private @Nullable Group group(String name, GoldenSearch.Facets found) {
        String prefix = name + "=";
        List<Map.Entry<String, Long>> values = found.counts().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .sorted(comparing((Map.Entry<String, Long> entry) -> !chosen.contains(entry.getKey()))
                        .thenComparing(
                                Map.Entry.<String, Long>comparingByValue().reversed())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .sorted(inOrder(name))
                .toList();
        boolean choice = values.size() > 1
                || values.stream().anyMatch(v -> chosen.contains(v.getKey()) || v.getValue() < found.counted());
        return choice
                ? new Group(
                        label(name),
                        values.stream().map(v -> choice(v, prefix.length())).toList())
                : null;
    }

    /** Scores and numbers are read in their own order, and all else by how often it is. */
    private static Comparator<Map.Entry<String, Long>> inOrder(String name) {
        return switch (name) {
            case "quality" -> comparingInt((Map.Entry<String, Long> entry) -> -from(entry.getKey()));
            case "records" -> comparingInt((Map.Entry<String, Long> entry) -> from(entry.getKey()));
            default -> (a, b) -> 0;
        };
    }

    /** The number that the value of a facet begins with. */
    private static int from(String facet) {
        return Integer.parseInt(facet.replaceAll(".*=(\\d+).*", "$1"));
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
                address(then, wanted.order()),
                label(facet.getKey().substring(0, from - 1), value),
                Words.number(facet.getValue()),
                now);
    }

    private String label(String name, String value) {
        return switch (name) {
            case "source", "repeats" -> names.label(value);
            case "quality" -> percent(value);
            case OpenQuestions.NAME -> question(value);
            default -> value;
        };
    }

    /** A score, or two that it lies between. */
    private static String percent(String value) {
        int to = value.indexOf('-');
        return to < 0
                ? value + "\u00a0%"
                : Messages.text("search-percent-between", value.substring(0, to), value.substring(to + 1));
    }

    private static String question(String kind) {
        return kind.equals(OpenQuestions.NONE)
                ? Messages.text("search-nothing-open")
                : Messages.text("common-kind-" + kind);
    }

    private String label(String name) {
        return switch (name) {
            case OpenQuestions.NAME -> Messages.text("search-facet-review");
            case "quality" -> Messages.text("search-facet-quality");
            case "fails" -> Messages.text("search-facet-fails");
            case "repeats" -> Messages.text("search-facet-repeats");
            case "source" -> Messages.text("common-source");
            case "records" -> Messages.text("common-records");
            default -> type.attribute(name).map(Attribute::label).orElse(name);
        };
    }
}
