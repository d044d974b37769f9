package io.karat.ui;

import io.karat.ui.Desk.Member;
import io.karat.ui.Difference.Piece;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Golden records that answer a search; without a query, the newest.
 *
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
        String next) {

    SearchResult {
        columns = List.copyOf(columns);
        hits = List.copyOf(hits);
    }

    /** @param via the member that matched where the golden values do not show why, or null */
    record Hit(
            String id,
            String url,
            String shortId,
            List<Piece> title,
            List<List<Piece>> cells,
            int members,
            @Nullable Via via) {
        Hit {
            title = List.copyOf(title);
            cells = List.copyOf(cells);
        }
    }

    record Via(Member source, List<Piece> text) {
        Via {
            text = List.copyOf(text);
        }
    }
}
