package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the lines of a load: lines = accepted + unchanged + stale + quarantined + rejected. */
final class Tally {

    /** In the order in which they are told. */
    static final List<String> COUNTS = List.of(
            "lines",
            "accepted",
            "unchanged",
            "stale",
            "quarantined",
            "rejected",
            "created",
            "linked",
            "updated",
            "reviews");

    private final Map<String, Long> counts = new TreeMap<>();

    void add(JsonNode counted) {
        COUNTS.forEach(name -> add(name, counted.path(name).asLong()));
    }

    void addUnreadable() {
        add("lines", 1);
        add("rejected", 1);
    }

    /** With lines that are under way added, whose results are not known yet. */
    Tally withLines(long more) {
        Tally all = new Tally();
        counts.forEach(all::add);
        all.add("lines", more);
        return all;
    }

    long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    String json(Duration took) {
        ObjectNode json = HubClient.JSON.createObjectNode();
        COUNTS.forEach(name -> json.put(name, of(name)));
        json.put("seconds", took.toMillis() / 1000.0);
        return json.toString();
    }

    String text(Duration took) {
        StringBuilder text = new StringBuilder();
        COUNTS.forEach(name -> text.append(String.format("%-12s%,12d%n", name, of(name))));
        return text.append(String.format("%-12s%,12.1f", "seconds", took.toMillis() / 1000.0))
                .toString();
    }

    private void add(String name, long more) {
        counts.merge(name, more, Long::sum);
    }
}
