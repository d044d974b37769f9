package io.karat.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows spread evenly over a file of unknown length, in one pass and the same ones each time: every row at first, then
 * every second, fourth, eighth ... once there are too many.
 */
final class Sample {

    private static final int MOST_ROWS = 50_000;
    private static final int LEAST_ROWS = 2_000;
    private static final long MOST_CELLS = 2_000_000;

    private final int columns;
    private final int most;
    private final List<String[]> rows = new ArrayList<>();
    private long stride = 1;
    private long seen;

    Sample(int columns) {
        this.columns = columns;
        this.most = Math.clamp(MOST_CELLS / Math.max(1, columns), LEAST_ROWS, MOST_ROWS);
    }

    /** A row that is too short lacks its last values; what it has beyond the header is not looked at. */
    void add(List<String> row) {
        if (seen++ % stride != 0) {
            return;
        }
        if (rows.size() == most) {
            halve();
            if ((seen - 1) % stride != 0) {
                return;
            }
        }
        String[] values = new String[columns];
        for (int i = 0; i < columns; i++) {
            values[i] = i < row.size() ? row.get(i).strip() : "";
        }
        rows.add(values);
    }

    private void halve() {
        List<String[]> kept = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += 2) {
            kept.add(rows.get(i));
        }
        rows.clear();
        rows.addAll(kept);
        stride *= 2;
    }

    long seen() {
        return seen;
    }

    int size() {
        return rows.size();
    }

    /** Never null; empty where there is no value. */
    String value(int row, int column) {
        return rows.get(row)[column];
    }
}
