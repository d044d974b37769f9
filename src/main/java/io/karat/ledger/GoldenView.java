package io.karat.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.karat.golden.GoldenValues;
import io.karat.quality.Marks;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a golden record.
 *
 * @param live false for a retired id; its values are the last it had
 * @param heir where a retired id leads, or null if it died with its last member
 * @param kind of the change that made this version: created, updated, merged, split, deleted, revived
 * @param cause record, decision, undo, pin, demotion, machine
 * @param rules version of the model by which its values were chosen
 * @param at when this version was made
 * @param marks what became of the quality checks; of what is live and present alone
 */
public record GoldenView(
        UUID id,
        boolean live,
        @Nullable UUID heir,
        int version,
        long seq,
        String kind,
        String cause,
        String actor,
        String rules,
        Instant at,
        String title,
        GoldenValues values,
        int[] members,
        @Nullable String detail,
        Marks marks) {

    /** Who approved what made this version, or null where that was not asked for. */
    public @Nullable String approver() {
        JsonNode approver = detail == null ? null : Json.tree(detail).get("approver");
        return approver == null ? null : approver.asText();
    }

    /** With other values, their title, and what the quality rules say of them. */
    GoldenView saying(GoldenValues others, String otherTitle, Marks otherMarks) {
        return new GoldenView(
                id,
                live,
                heir,
                version,
                seq,
                kind,
                cause,
                actor,
                rules,
                at,
                otherTitle,
                others,
                members,
                detail,
                otherMarks);
    }
}
