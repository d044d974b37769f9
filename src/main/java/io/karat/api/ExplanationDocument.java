package io.karat.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.cluster.GuardView;
import io.karat.ledger.Explained;
import io.karat.ledger.PlanWord;
import io.karat.match.Explanation;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why two records are one or two. Up to {@code keys} it is what the two say alone, and the bars add up: prior + sum of weights
 * = logOdds.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExplanationDocument(
        double prior,
        List<Explanation.Comparison> comparisons,
        double logOdds,
        double probability,
        List<String> keys,

        @Schema(description = "What the last plan said about the two; absent where no plan was made") @Nullable PlanSaid plan,

        @Schema(description = "By which figure the hub goes: pair, what the two say alone, or plan")
        DecidedBy decided,

        @Schema(description = "What the guard says of their golden records; absent where a record has none") @Nullable GuardSays guard,

        String sentence) {

    ExplanationDocument {
        comparisons = List.copyOf(comparisons);
        keys = List.copyOf(keys);
    }

    /** @param said alike, not-alike or not-seen; without figures where its word does not hold */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PlanSaid(
            @Schema(
                    description =
                            "alike, not-alike (not among the pairs that it found alike), or not-seen (one of them came or"
                                    + " changed since)")
            String said,

            @Nullable Double logOdds,
            @Nullable Double probability) {}

    /** @param by pair or plan */
    record DecidedBy(String by, double logOdds, double probability) {}

    /**
     * @param says holds, passes, one-list, one-already or too-large
     * @param reason why it would hold
     * @param density of one golden record, likewise {@code bridged}
     * @param records where they are too many
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GuardSays(
            @Schema(
                    description =
                            "holds, passes, one-list (both hold a record of one clean list), one-already, or too-large"
                                    + " (not asked)")
            String says,

            @Schema(description = "Why it would hold: exclusive, size, bridge, density ...") @Nullable String reason,

            @Schema(description = "Of one golden record: the share of its pairs that speak for each other") @Nullable Double density,

            @Schema(description = "Of one golden record: a single pair of records holds two groups of it together")
            @Nullable Boolean bridged,

            @Schema(description = "Where they are too many") @Nullable Integer records) {

        static GuardSays of(GuardView view) {
            return switch (view) {
                case GuardView.Holds holds ->
                    new GuardSays("holds", holds.reason().name().toLowerCase(Locale.ROOT), null, null, null);
                case GuardView.Passes _ -> new GuardSays("passes", null, null, null, null);
                case GuardView.OneList _ -> new GuardSays("one-list", null, null, null, null);
                case GuardView.OneAlready one -> new GuardSays("one-already", null, one.density(), one.bridged(), null);
                case GuardView.TooLarge large -> new GuardSays("too-large", null, null, null, large.records());
            };
        }
    }

    static ExplanationDocument of(Explained why) {
        Explanation pair = why.pair();
        PlanWord plan = why.plan();
        GuardView guard = why.guard();
        return new ExplanationDocument(
                pair.prior(),
                pair.comparisons(),
                pair.logOdds(),
                pair.probability(),
                pair.keys(),
                plan == null
                        ? null
                        : new PlanSaid(plan.said().code(), plan.logOdds(), why.byPlan() ? why.probability() : null),
                new DecidedBy(why.byPlan() ? "plan" : "pair", why.logOdds(), why.probability()),
                guard == null ? null : GuardSays.of(guard),
                why.sentence());
    }
}
