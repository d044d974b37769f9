package io.karat.ui;

import io.karat.ui.Desk.Notice;
import io.karat.ui.SourceSheet.NewSecret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The systems that receive, how far each is, and what could not be delivered. */
record SubscriptionSheet(
        List<Line> lines,
        List<Letter> letters,
        @Nullable Notice notice,
        @Nullable NewSecret secret) {

    SubscriptionSheet {
        lines = List.copyOf(lines);
        letters = List.copyOf(letters);
    }

    /**
     * @param health in words, beside the state
     * @param success share of the attempts of the last day, or empty
     */
    record Line(
            String id,
            String name,
            String many,
            String url,
            String state,
            String tone,
            String health,
            String lag,
            String age,
            String success,
            String waiting,
            long dead,
            When lastSuccess,
            String lastError) {
        public boolean active() {
            return state.equals("active");
        }
    }

    /** A delivery whose attempts are spent. */
    record Letter(
            long id,
            String subscription,
            String url,
            String shortId,
            int version,
            int attempts,
            String error,
            When at) {}
}
