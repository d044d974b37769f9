package io.karat.ui;

import io.karat.ui.Desk.Group;
import io.karat.ui.Desk.Notice;
import io.karat.ui.Desk.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records or golden records beside each other, held against the first, and the golden record they would make together.
 *
 * @param notice why nothing, or not everything, is shown; or null
 * @param evidence of two, else null
 * @param back where the reader comes from
 */
record CompareSheet(
        String back,
        String backTitle,
        @Nullable Notice notice,
        List<Column> columns,
        List<Sides.Row> rows,
        String resultTitle,
        @Nullable Evidence evidence) {

    /** More than these do not stand beside each other; they stand below each other. */
    static final int MOST_BESIDE = 5;

    CompareSheet {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * @param score that it is the same as the first, empty for the first itself
     * @param first address of this page with this one as the first, empty for the first itself
     * @param act what a steward can do with it, or null
     */
    record Column(
            Group group,
            String score,
            String grade,
            String first,
            @Nullable Act act) {}

    /** @param url of its preview */
    record Act(String label, String url) {}

    /** One of many, in a row of its own. */
    record Lane(Column column, List<Sides.Cell> cells) {
        Lane {
            cells = List.copyOf(cells);
        }
    }

    public List<Likeness> signs() {
        return List.of(Likeness.EQUAL, Likeness.STANDARD, Likeness.SIMILAR, Likeness.DIFFERENT, Likeness.ABSENT);
    }

    public boolean beside() {
        return columns.size() <= MOST_BESIDE;
    }

    public long differences() {
        return rows.stream().filter(Sides.Row::differs).count();
    }

    public List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int column = i;
            lanes.add(new Lane(
                    columns.get(i),
                    rows.stream().map(row -> row.cells().get(column)).toList()));
        }
        return lanes;
    }

    public List<List<Value>> result() {
        return rows.stream().map(Sides.Row::result).toList();
    }
}
