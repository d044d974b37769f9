package io.karat.ui;

import io.karat.ui.Desk.Notice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sources: what they sent, and the tokens by which they send. */
record SourceSheet(
        List<Line> lines, @Nullable Notice notice, @Nullable NewSecret secret) {

    SourceSheet {
        lines = List.copyOf(lines);
    }

    record Line(String name, String label, int colour, When since, List<Count> counts, List<TokenLine> tokens) {
        Line {
            counts = List.copyOf(counts);
            tokens = List.copyOf(tokens);
        }
    }

    record Count(String many, String live, String deleted, String quarantined, boolean troubled) {}

    record TokenLine(
            String id, String name, String prefix, When made, String by, When used, String state, boolean live) {}

    /** Shown this once. */
    record NewSecret(String title, String text, String secret) {
        @Override
        public String toString() {
            return "NewSecret[" + title + "]";
        }
    }
}
