package io.karat.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.ledger.Outcome;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one line, or of one record.
 *
 * @param line 0 where there are no lines
 * @param status accepted, unchanged, stale, quarantined or rejected
 * @param decision when accepted: created, linked, updated, review or deleted
 * @param score probability of the pair that spoke most for the link
 * @param version of the source record
 * @param code of the fault, when quarantined or rejected
 * @param pointer JSON Pointer to the fault
 * @param column of the CSV file with the fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LineResult(
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) long line,
        @Nullable String key,
        String status,
        @Nullable String decision,
        @Nullable UUID goldenId,
        @Nullable Double score,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable String message,
        @Nullable String pointer,
        @Nullable String column) {

    static LineResult rejected(long line, @Nullable String key, Fault fault) {
        return new LineResult(
                line,
                key,
                "rejected",
                null,
                null,
                null,
                null,
                fault.code(),
                fault.message(),
                fault.pointer(),
                fault.column());
    }

    public static LineResult of(long line, String key, Outcome.OfSource outcome) {
        return switch (outcome) {
            case Outcome.Accepted(var decision, var goldenId, var score, var version) ->
                new LineResult(
                        line,
                        key,
                        "accepted",
                        decision.name().toLowerCase(Locale.ROOT),
                        goldenId,
                        score,
                        version,
                        null,
                        null,
                        null,
                        null);
            case Outcome.Unchanged(var goldenId, var version) -> held(line, key, "unchanged", goldenId, version);
            case Outcome.Stale(var goldenId, var version) -> held(line, key, "stale", goldenId, version);
            case Outcome.Quarantined(var code, var message, var pointer) ->
                new LineResult(line, key, "quarantined", null, null, null, null, code, message, pointer, null);
            case Outcome.Rejected(var code, var message, var pointer) ->
                rejected(line, key, new Fault(code, message, pointer, null));
        };
    }

    /** Of a rejected record. */
    public Fault fault() {
        return new Fault(code == null ? "" : code, message == null ? "" : message, pointer, column);
    }

    private static LineResult held(long line, String key, String status, @Nullable UUID goldenId, int version) {
        return new LineResult(line, key, status, null, goldenId, null, version, null, null, null, null);
    }
}
