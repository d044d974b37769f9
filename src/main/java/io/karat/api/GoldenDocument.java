package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.api.RecordsResource.Found;
import io.karat.golden.GoldenValues;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Quality;
import io.karat.model.EntityType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One version of a golden record as callers see it.
 *
 * @param rules by which rule each value survived; {@code pin} where a steward chose it
 * @param change what made this version: created, updated, merged, split, deleted, revived
 * @param approver who approved what made it, where that was asked for
 * @param rulesVersion of the model by which its values were chosen
 * @param members how many records it has
 * @param quality 0 to 1; of what is live and present, where a quality rule applies
 * @param findings the quality rules that it fails
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
        @Nullable Double quality,
        @Nullable List<Found> findings,
        String change,
        String cause,
        String actor,
        @Nullable String approver,
        String rulesVersion,
        Instant at) {

    static GoldenDocument of(EntityType type, GoldenView view, Quality quality) {
        OptionalDouble score = quality.score(type.name(), view.marks());
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
                score.isPresent() ? score.getAsDouble() : null,
                score.isPresent()
                        ? quality.failures(type.name(), view.marks()).stream()
                                .map(Found::of)
                                .toList()
                        : null,
                view.kind(),
                view.cause(),
                view.actor(),
                view.approver(),
                view.rules(),
                view.at());
    }
}
