package io.karat.ui;

import io.karat.ledger.GoldenRecords;
import io.karat.ledger.RecordView;
import io.karat.match.Explanation;
import io.karat.model.EntityType;
import java.util.List;

/** The pair of records, one of each side, that speaks most for the two sides being one: the one that is drawn. */
record Strongest(RecordView left, RecordView right, Explanation explanation) {

    /** Sides of more records than this are sampled from the front. */
    private static final int PAIRED = 20;

    /** @param left not empty, as {@code right} */
    static Strongest between(GoldenRecords golden, String entity, List<RecordView> left, List<RecordView> right) {
        GoldenRecords.Strongest pair = golden.strongest(entity, front(left), front(right))
                .orElseThrow(() -> new IllegalArgumentException("there are records on both sides"));
        return new Strongest(
                of(left, pair.left()), of(right, pair.right()), golden.explain(entity, pair.left(), pair.right()));
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
     */
    String whyApart(EntityType type, List<Desk.Standing> held) {
        if (!held.isEmpty()) {
            return Messages.text("desk-apart-decided");
        }
        double p = explanation.probability();
        String review = Words.probability(type.matching().review());
        String link = Words.probability(type.matching().link());
        if (explanation.keys().isEmpty()) {
            return Messages.text("desk-apart-no-key");
        }
        if (p < type.matching().review()) {
            return Messages.text("desk-apart-too-little", review);
        }
        if (p < type.matching().link()) {
            return Messages.text("desk-apart-enough-to-ask", link);
        }
        return Messages.text("desk-apart-all-together");
    }

    /** Why two sides are one golden record. */
    String whyTogether(EntityType type) {
        if (explanation.keys().isEmpty()) {
            return Messages.text("desk-together-without-key");
        }
        return explanation.probability() < type.matching().link()
                ? Messages.text("desk-together-by-others")
                : Messages.text("desk-together-alone");
    }

    /** The two records, in words. */
    String pair() {
        return Messages.text(
                "desk-pair",
                left.key().source() + " " + left.key().key(),
                right.key().source() + " " + right.key().key());
    }
}
