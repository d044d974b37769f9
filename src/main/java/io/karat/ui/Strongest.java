package io.karat.ui;

import io.karat.cluster.GuardView;
import io.karat.ledger.Explained;
import io.karat.ledger.Explanations;
import io.karat.ledger.PlanWord;
import io.karat.ledger.RecordView;
import io.karat.match.Explanation;
import io.karat.model.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pair of records, one of each side, that speaks most for the two sides being one: the one that is drawn. */
record Strongest(RecordView left, RecordView right, Explained why) {

    /** Sides of more records than this are sampled from the front. */
    private static final int PAIRED = 20;

    /** @param left not empty, as {@code right} */
    static Strongest between(Explanations explanations, String entity, List<RecordView> left, List<RecordView> right) {
        Explanations.Strongest pair = explanations
                .strongest(entity, front(left), front(right))
                .orElseThrow(() -> new IllegalArgumentException("there are records on both sides"));
        return new Strongest(of(left, pair.left()), of(right, pair.right()), pair.why());
    }

    /** What the two say alone. */
    Explanation explanation() {
        return why.pair();
    }

    /** Of what counts: the last plan's word where it holds. */
    double probability() {
        return why.probability();
    }

    private static List<Integer> front(List<RecordView> side) {
        return side.stream().limit(PAIRED).map(RecordView::ordinal).toList();
    }

    private static RecordView of(List<RecordView> side, int ordinal) {
        return side.stream().filter(r -> r.ordinal() == ordinal).findFirst().orElseThrow();
    }

    /**
     * Why the hub did not join the two sides by itself.
     *
     * @param held decisions that hold them apart
     * @param guard what it says of the two sides, or null where it was not asked
     */
    String whyApart(EntityType type, List<Desk.Standing> held, @Nullable GuardView guard) {
        if (!held.isEmpty()) {
            return Messages.text("desk-apart-decided");
        }
        if (guard instanceof GuardView.OneList) {
            return Messages.text("desk-apart-one-list");
        }
        double p = probability();
        String review = Words.probability(type.matching().review());
        String link = Words.probability(type.matching().link());
        if (notFoundAlike()) {
            return Messages.text("desk-apart-not-alike");
        }
        if (!why.byPlan() && explanation().keys().isEmpty()) {
            return Messages.text("desk-apart-no-key");
        }
        if (p < type.matching().review()) {
            return Messages.text("desk-apart-too-little", review);
        }
        if (p < type.matching().link()) {
            return Messages.text("desk-apart-enough-to-ask", link);
        }
        return switch (guard) {
            case GuardView.Holds _ -> Messages.text("desk-apart-held");
            case GuardView.Passes _ -> Messages.text("desk-apart-mean");
            case null, default -> Messages.text("desk-apart-all-together");
        };
    }

    private boolean notFoundAlike() {
        PlanWord plan = why.plan();
        return plan != null && plan.said() == PlanWord.Said.NOT_ALIKE;
    }

    /** Why two sides are one golden record. */
    String whyTogether(EntityType type) {
        if (!why.byPlan() && explanation().keys().isEmpty()) {
            return Messages.text("desk-together-without-key");
        }
        if (probability() < type.matching().link()) {
            return Messages.text("desk-together-by-others");
        }
        return why.byPlan() ? Messages.text("desk-together-by-plan") : Messages.text("desk-together-alone");
    }

    /** The two records, in words. */
    String pair() {
        return Messages.text(
                "desk-pair",
                left.key().source() + " " + left.key().key(),
                right.key().source() + " " + right.key().key());
    }
}
