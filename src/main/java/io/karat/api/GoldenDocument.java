package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.golden.GoldenValues;
import io.karat.ledger.GoldenView;
import io.karat.model.EntityType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a golden record as callers see it.
 *
 * @param rules by which rule each value survived; {@code pin} where a steward chose it
 * @param change what made this version: created, updated, merged, split, deleted, revived
 * @param approver who approved what made it, where that was asked for
 * @param members how many records it has
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GoldenDocument(
        UUID id,
        String entity,
        boolean live,
        @Nullable UUID heir,
        int version,
        long seq,
        String title,
        Map<String, Object> data,
        Map<String, String> rules,
        int members,
        String change,
        String cause,
        String actor,
        @Nullable String approver,
        Instant at) {

    static GoldenDocument of(EntityType type, GoldenView view) {
        Map<String, String> rules = new LinkedHashMap<>();
        for (Map.Entry<String, GoldenValues.Value> entry :
                view.values().values().entrySet()) {
            rules.put(entry.getKey(), entry.getValue().rule());
        }
        return new GoldenDocument(
                view.id(),
                type.name(),
                view.live(),
                view.heir(),
                view.version(),
                view.seq(),
                view.title(),
                Data.of(type, view.values()),
                rules,
                view.members().length,
                view.kind(),
                view.cause(),
                view.actor(),
                view.approver(),
                view.at());
    }
}
