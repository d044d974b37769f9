package io.karat.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What a plan would change, or did.
 *
 * @param records that it is about
 * @param clusters wanted golden records
 * @param merged wanted golden records that bring several present ones together
 * @param split present golden records that come apart
 * @param questionsNow open questions before
 * @param questionsThen open questions after
 */
public record PlanEffect(int records, int clusters, int merged, int split, int questionsNow, int questionsThen) {

    static @Nullable PlanEffect read(@Nullable String json) {
        return json == null ? null : Json.read(json, PlanEffect.class);
    }
}
