package io.karat.batch;

import java.util.Locale;

/** Finds the column that names a record's source, and whether each source is a clean list. */
final class Sources {

    private static final int MOST_SOURCES = 12;
    private static final int MOST_NAMED_SOURCES = 200;

    /** Of the lookalikes that chance would put into one source, so many may be: texts of one list look alike. */
    private static final double CLEAN_TEXTS = 0.4;

    private static final double CLEAN = 0.05;
    private static final double CLEAN_UNNAMED = 0.15;

    private final Findings seen;
    private final int key;

    /** @param key the column of the records' keys, or -1 */
    Sources(Findings seen, int key) {
        this.seen = seen;
        this.key = key;
    }

    /** The column that names the source, or -1. */
    int find() {
        int best = -1;
        for (ColumnProfile column : seen.columns()) {
            if (column.number() != key && mayNameSource(column)) {
                boolean named = seen.header(column).says(Header.Role.SOURCE);
                if (named || beginsKey(column) || parts(column)) {
                    best = best < 0
                                    || named
                                            && !seen.header(seen.columns().get(best))
                                                    .says(Header.Role.SOURCE)
                            ? column.number()
                            : best;
                }
            }
        }
        return best;
    }

    private boolean mayNameSource(ColumnProfile column) {
        int most = seen.header(column).says(Header.Role.SOURCE) ? MOST_NAMED_SOURCES : MOST_SOURCES;
        return column.distinct() >= 2
                && column.distinct() <= most
                && column.fill() > 0.98
                && column.rows() > 4 * column.distinct();
    }

    /** The key begins with it: {@code crm} and {@code crm:1017}. */
    private boolean beginsKey(ColumnProfile column) {
        if (key < 0) {
            return false;
        }
        int begins = 0;
        for (int row = 0; row < column.rows(); row++) {
            String value = seen.sample().value(row, column.number()).toLowerCase(Locale.ROOT);
            String id = seen.sample().value(row, key).toLowerCase(Locale.ROOT);
            begins += !value.isEmpty() && id.length() > value.length() && id.startsWith(value) ? 1 : 0;
        }
        return begins > 0.98 * column.rows();
    }

    /**
     * Lookalikes agree on what a real thing is like, and never less often than by chance: unless each list is clean, or
     * they are couples.
     */
    private boolean parts(ColumnProfile column) {
        if (seen.lookalikes().relatives()) {
            return false;
        }
        Lookalikes.Worth within = seen.lookalikes().withinOf(column.number());
        return within.known() && within.agreeing() < (seen.people() ? CLEAN : CLEAN_UNNAMED) * within.chance();
    }

    Decision.Source decision(ColumnProfile column) {
        Lookalikes.Worth within = seen.lookalikes().withinOf(column.number());
        double most = seen.lookalikes().ofTexts() ? CLEAN_TEXTS : CLEAN;
        boolean clean = within.known() && within.agreeing() < most * within.chance();
        String share = String.format(
                Locale.ROOT,
                "of %d pairs of lookalikes %.0f %% lie within one source, by chance it would be %.0f %%",
                within.pairs(),
                100 * within.agreeing(),
                100 * within.chance());
        return new Decision.Source(
                column,
                clean,
                within.known() ? share : "too few lookalikes to tell whether the sources are clean lists");
    }
}
