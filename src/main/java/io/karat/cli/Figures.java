package io.karat.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Measured figures in the order in which they are told: a table for people, one line of JSON for programs. */
final class Figures {

    private static final long MEBIBYTE = 1 << 20;

    private record Figure(double value, String text) {}

    private final Map<String, Figure> figures = new LinkedHashMap<>();

    void count(String name, double value) {
        figures.put(name, new Figure(value, String.format(Locale.ROOT, "%,.0f", value)));
    }

    void decimal(String name, double value, int digits) {
        figures.put(name, new Figure(value, String.format(Locale.ROOT, "%,." + digits + "f", value)));
    }

    void seconds(String name, double value) {
        figures.put(name, new Figure(value, String.format(Locale.ROOT, "%,.1f s", value)));
    }

    void millis(String name, double value) {
        figures.put(name, new Figure(value, String.format(Locale.ROOT, "%,.1f ms", value)));
    }

    /** Left out where it is not known: below zero. */
    void memory(String name, long bytes) {
        if (bytes >= 0) {
            figures.put(name, new Figure(bytes, String.format(Locale.ROOT, "%,d MiB", bytes / MEBIBYTE)));
        }
    }

    /** Names as keys, blanks as underscores; times in seconds or milliseconds, memory in bytes. */
    String json() {
        ObjectNode json = HubClient.JSON.createObjectNode();
        figures.forEach((name, figure) -> json.put(name.replaceAll("[^A-Za-z0-9]+", "_"), rounded(figure.value())));
        return json.toString();
    }

    private static double rounded(double value) {
        return Math.round(value * 1e5) / 1e5;
    }

    String text() {
        int longest = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        figures.forEach((name, figure) -> text.append(text.isEmpty() ? "" : System.lineSeparator())
                .append(String.format(Locale.ROOT, "%-" + (longest + 2) + "s%16s", name, figure.text())));
        return text.toString();
    }
}
