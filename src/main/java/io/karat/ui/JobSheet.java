package io.karat.ui;

import java.util.List;

/**
 * Loads and plans, the newest first.
 *
 * @param page of the list, as it stands behind its address
 * @param running while any of them is not at its end
 */
record JobSheet(String page, List<Line> lines, boolean running, String next) {

    JobSheet {
        lines = List.copyOf(lines);
    }

    /**
     * @param source what was loaded, or which plan was made
     * @param colour of the source; negative for a plan, which has none
     * @param done lines, or thousandths of a plan, so far
     * @param left remaining time in words, or empty
     */
    record Line(
            String id,
            String source,
            int colour,
            String many,
            String by,
            String state,
            String tone,
            long done,
            long total,
            String progress,
            String left,
            When at,
            List<Figure> figures,
            long refused,
            boolean stoppable,
            String note) {
        Line {
            figures = List.copyOf(figures);
        }

        public boolean active() {
            return tone.equals("info");
        }
    }

    record Figure(String label, String number) {}

    /** A line that was not taken. */
    record Refusal(long line, String key, String place, String message) {}
}
