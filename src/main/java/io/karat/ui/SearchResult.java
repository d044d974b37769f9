package io.karat.ui;

import io.karat.ui.Desk.Member;
import io.karat.ui.Difference.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Golden records that answer a search; without a query, the newest.
 *
 * @param chosen facets, as they stand in the address
 * @param otherOrder address of the same hits in another order, or empty
 * @param worstFirst the lowest score of quality comes first
 * @param masked personal data are hidden from who looks
 */
record SearchResult(
        String entity,
        String query,
        boolean masked,
        String total,
        boolean none,
        List<String> columns,
        List<Hit> hits,
        Narrowing narrowing,
        List<String> chosen,
        String otherOrder,
        boolean worstFirst,
        String next) {

    SearchResult {
        columns = List.copyOf(columns);
        hits = List.copyOf(hits);
        chosen = List.copyOf(chosen);
    }

    /** @param via the member that matched where the golden values do not show why, or null */
    record Hit(
            String id,
            String url,
            String shortId,
            List<Piece> title,
            List<Cell> cells,
            int members,
            @Nullable Via via) {
        Hit {
            title = List.copyOf(title);
            cells = List.copyOf(cells);
        }
    }

    record Cell(List<Piece> pieces) {

        /** Up to here a value stands on one line: a date, a telephone number. */
        private static final int ONE_LINE = 20;

        Cell {
            pieces = List.copyOf(pieces);
        }

        public boolean brief() {
            return pieces.stream().mapToInt(piece -> piece.text().length()).sum() <= ONE_LINE;
        }
    }

    record Via(Member source, List<Piece> text) {
        Via {
            text = List.copyOf(text);
        }
    }

    /**
     * By what hits can be narrowed.
     *
     * @param note where not all hits were counted, or empty
     */
    record Narrowing(List<Group> groups, String note) {
        static final Narrowing NONE = new Narrowing(List.of(), "");

        Narrowing {
            groups = List.copyOf(groups);
        }
    }

    record Group(String label, List<Choice> choices) {
        Group {
            choices = List.copyOf(choices);
        }
    }

    /** @param chosen its address leaves it again */
    record Choice(String url, String label, String count, boolean chosen) {}
}
