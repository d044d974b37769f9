package io.karat.ui;

import io.karat.cluster.GuardView;
import io.karat.model.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What speaks for and against two things being one.
 *
 * @param probability of what counts, which is the last plan's where its word holds
 * @param plan what the last plan said about the two that are drawn, or empty
 *
 * @param heading what it explains
 * @param because why the hub did not join them by itself, or why they are one
 * @param held decisions of stewards that hold them apart
 * @param pair which two records are drawn, or empty where there are only two
 */
record Evidence(
        String heading,
        String probability,
        String grade,
        String because,
        List<Desk.Standing> held,
        String pair,
        String plan,
        Waterfall waterfall,
        String sentence,
        List<String> keys) {

    Evidence {
        held = List.copyOf(held);
        keys = List.copyOf(keys);
    }

    /**
     * @param records of both sides
     * @param guard what it says of them, or null where it was not asked
     */
    static Evidence ofTwo(
            EntityType type, Strongest strongest, List<Desk.Standing> held, int records, @Nullable GuardView guard) {
        return of(
                type, strongest, "desk-why-they-are-two", strongest.whyApart(type, held, guard), held, records, guard);
    }

    /** Of one golden record. */
    static Evidence ofOne(EntityType type, Strongest strongest, int records, @Nullable GuardView guard) {
        return of(type, strongest, "desk-why-they-are-one", strongest.whyTogether(type), List.of(), records, guard);
    }

    /** Where the decisions are named already. */
    Evidence brief() {
        return new Evidence(heading, probability, grade, because, List.of(), pair, plan, waterfall, sentence, keys);
    }

    private static Evidence of(
            EntityType type,
            Strongest strongest,
            String heading,
            String because,
            List<Desk.Standing> held,
            int records,
            @Nullable GuardView guard) {
        double p = strongest.probability();
        return new Evidence(
                Messages.text(heading),
                Words.probability(p),
                Desks.grade(p),
                because,
                held,
                records > 2 ? Messages.text("golden-drawn-is-the-strongest", strongest.pair()) : "",
                WhyWords.plan(strongest.why()),
                Waterfall.of(strongest.explanation(), type),
                WhyWords.sentence(ScoreWords.sentence(strongest.explanation(), type), guard),
                strongest.explanation().keys());
    }
}
