package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.ledger.DecisionView;
import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a steward decided, as callers see it.
 *
 * @param decision same or different
 * @param left records as SOURCE/KEY, as they were seen
 * @param undone absent while it stands
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DecisionDocument(
        UUID id,
        UUID act,
        String decision,
        List<String> left,
        List<String> right,
        @Nullable String reason,
        String author,
        @Nullable String approver,
        Instant at,
        @Nullable UUID review,
        @Nullable Undone undone) {

    static DecisionDocument of(DecisionView view) {
        DecisionView.Release released = view.released();
        return new DecisionDocument(
                view.id(),
                view.act(),
                view.verdict().name().toLowerCase(Locale.ROOT),
                names(view.left()),
                names(view.right()),
                view.reason(),
                view.author(),
                view.approver(),
                view.at(),
                view.review(),
                released == null ? null : new Undone(released.at(), released.by(), released.reason()));
    }

    private static List<String> names(List<RecordKey> keys) {
        return keys.stream().map(key -> key.source() + "/" + key.key()).toList();
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Undone(Instant at, String by, @Nullable String reason) {}
}
