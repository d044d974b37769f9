package io.karat.ui;

import java.util.List;

/**
 * Pinned values beside what sources say.
 *
 * @param standing that is asked for, or empty for all
 * @param next address of the next page, or empty
 */
record PinSheet(String standing, List<Row> rows, String next) {

    PinSheet {
        rows = List.copyOf(rows);
    }

    /** @param tone of the standing */
    record Row(
            String title,
            String url,
            String attribute,
            String pinned,
            String sources,
            String standing,
            String tone,
            When changed,
            String reason,
            String author,
            When at,
            When expires) {}
}
