package io.karat.ui;

import io.karat.cluster.GuardView;
import io.karat.ledger.Explained;
import io.karat.ledger.PlanWord;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What beside the score of two records decides about them, in the language of the page. */
final class WhyWords {

    private WhyWords() {}

    /** What the last plan said about two records; empty where there is none. */
    static String plan(Explained why) {
        PlanWord plan = why.plan();
        return plan == null
                ? ""
                : switch (plan.said()) {
                    case ALIKE -> planned("desk-plan-alike", why);
                    case NOT_ALIKE -> planned("desk-plan-not-alike", why);
                    case NOT_SEEN -> Messages.text("desk-plan-not-seen");
                };
    }

    private static String planned(String key, Explained why) {
        return Messages.text(
                key,
                Words.probability(why.probability()),
                Words.probability(why.pair().probability()));
    }

    /** @param guard null where it was not asked */
    static String sentence(String score, @Nullable GuardView guard) {
        return guard == null ? score : (score.endsWith(".") ? score : score + ".") + " " + guard(guard);
    }

    private static String guard(GuardView guard) {
        return switch (guard) {
            case GuardView.Holds holds ->
                Messages.text(
                        "desk-guard-would-hold",
                        Desks.guard(holds.reason().name().toLowerCase(Locale.ROOT)));
            case GuardView.Passes _ -> Messages.text("desk-guard-would-pass");
            case GuardView.OneList _ -> Messages.text("desk-guard-one-list");
            case GuardView.OneAlready one ->
                Messages.text(
                        one.bridged() ? "desk-guard-one-bridged" : "desk-guard-one-already",
                        Words.number(Math.round(100 * one.density())));
            case GuardView.TooLarge large -> Messages.text("desk-guard-too-large", Words.number(large.records()));
        };
    }
}
