package io.karat.ledger;

import io.karat.cluster.GuardView;
import io.karat.match.Explanation;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why two records are one or two.
 *
 * @param pair what they say alone
 * @param plan what the last plan said about them; null where none was made, as of all types that plans do not judge
 * @param guard what the guard says of their golden records; null where it was not asked for, or one of them has none
 */
public record Explained(
        Explanation pair, @Nullable PlanWord plan, @Nullable GuardView guard) {

    /** By the plan, not by what the two say alone. */
    public boolean byPlan() {
        return plan != null && plan.logOdds() != null;
    }

    /** Natural log-odds of what counts between the two: the plan's where its word holds. */
    public double logOdds() {
        Double planned = plan == null ? null : plan.logOdds();
        return planned == null ? pair.logOdds() : planned;
    }

    /** Of what counts, in [0, 1]. */
    public double probability() {
        return byPlan() ? 1 / (1 + Math.exp(-logOdds())) : pair.probability();
    }

    Explained with(@Nullable GuardView other) {
        return new Explained(pair, plan, other);
    }

    /** "Same name +9.1. The last plan, which judged them among all other records, found them alike: 0.97." */
    public String sentence() {
        String alone = pair.sentence();
        return (alone.endsWith(".") ? alone : alone + ".") + ofPlan() + ofGuard();
    }

    private String ofPlan() {
        return plan == null
                ? ""
                : switch (plan.said()) {
                    case ALIKE ->
                        String.format(
                                Locale.ROOT,
                                " The last plan, which judged them among all other records, found them alike, and that"
                                        + " decides: %.2f; alone they come to %.2f.",
                                probability(),
                                pair.probability());
                    case NOT_ALIKE ->
                        String.format(
                                Locale.ROOT,
                                " The last plan, which judged them among all other records, did not find them alike, and"
                                        + " that decides: %.2f; alone they come to %.2f.",
                                probability(),
                                pair.probability());
                    case NOT_SEEN -> " One of them came or changed since the last plan, so what they say alone counts.";
                };
    }

    private String ofGuard() {
        return switch (guard) {
            case null -> "";
            case GuardView.Holds holds ->
                " If the evidence alone were followed, the guard would hold their golden records apart ("
                        + holds.reason().name().toLowerCase(Locale.ROOT) + ").";
            case GuardView.Passes _ -> " The guard would not hold their golden records apart.";
            case GuardView.OneList _ -> " Both golden records hold a record of one clean list, so none joins them.";
            case GuardView.OneAlready one ->
                String.format(
                        Locale.ROOT,
                        " They are one golden record already, of whose pairs %.0f %% speak for each other%s.",
                        100 * one.density(),
                        one.bridged() ? "; a single pair holds two groups of it together" : "");
            case GuardView.TooLarge large ->
                " The guard was not asked: " + large.records() + " records are too many for that.";
        };
    }
}
