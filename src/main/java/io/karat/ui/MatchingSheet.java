package io.karat.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How matching of an entity type stands, and what other thresholds would do.
 *
 * @param file of the model, in which thresholds stand
 * @param survey null while nobody had it looked at
 * @param running the look that is under way, or null
 */
record MatchingSheet(
        String entity,
        String file,
        @Nullable Survey survey,
        @Nullable Running running) {

    /** @param percent 0 to 100 */
    record Running(String phase, long percent) {}

    /** @param problem why the thresholds that were typed are none, or empty */
    record Survey(
            When at,
            int parameters,
            List<Figure> figures,
            List<Bar> bars,
            Thresholds now,
            Thresholds then,
            String problem,
            WhatIf whatIf,
            List<Rule> rules) {
        Survey {
            figures = List.copyOf(figures);
            bars = List.copyOf(bars);
            rules = List.copyOf(rules);
        }
    }

    /** @param url of what is counted, or empty */
    record Figure(String label, String number, String note, String url) {}

    /**
     * @param at beginning of the bar, natural log-odds
     * @param range in probabilities
     */
    record Bar(String at, String range, long inside, long between) {}

    /**
     * As typed, and where they stand in the drawing.
     *
     * @param linkAt natural log-odds, as {@code reviewAt}
     */
    record Thresholds(String link, String review, String linkAt, String reviewAt) {}

    /** @param line to be changed in the model's file, empty where nothing would change */
    record WhatIf(List<Zone> zones, List<Shift> shifts, String line) {
        WhatIf {
            zones = List.copyOf(zones);
            shifts = List.copyOf(shifts);
        }
    }

    record Zone(String label, String now, String then, String difference) {}

    record Shift(String words, String pairs, String note, List<Sample> samples) {
        Shift {
            samples = List.copyOf(samples);
        }
    }

    record Sample(String left, String right, String score, String url) {}

    record Rule(String rule, String same, String different, String share, String overridden) {}
}
