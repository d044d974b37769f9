package io.karat.ui;

import io.karat.model.EntityType;
import java.util.List;

/**
 * What speaks for and against two things being one.
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
        Waterfall waterfall,
        String sentence,
        List<String> keys) {

    Evidence {
        held = List.copyOf(held);
        keys = List.copyOf(keys);
    }

    /** @param records of both sides */
    static Evidence ofTwo(EntityType type, Strongest strongest, List<Desk.Standing> held, int records) {
        return of(type, strongest, "desk-why-they-are-two", strongest.whyApart(type, held), held, records);
    }

    /** Of one golden record. */
    static Evidence ofOne(EntityType type, Strongest strongest, int records) {
        return of(type, strongest, "desk-why-they-are-one", strongest.whyTogether(type), List.of(), records);
    }

    /** Where the decisions are named already. */
    Evidence brief() {
        return new Evidence(heading, probability, grade, because, List.of(), pair, waterfall, sentence, keys);
    }

    private static Evidence of(
            EntityType type,
            Strongest strongest,
            String heading,
            String because,
            List<Desk.Standing> held,
            int records) {
        double p = strongest.explanation().probability();
        return new Evidence(
                Messages.text(heading),
                Words.probability(p),
                Desks.grade(p),
                because,
                held,
                records > 2 ? Messages.text("golden-drawn-is-the-strongest", strongest.pair()) : "",
                Waterfall.of(strongest.explanation(), type),
                ScoreWords.sentence(strongest.explanation(), type),
                strongest.explanation().keys());
    }
}
