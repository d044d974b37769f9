package io.karat.ledger;

import java.util.List;

/** The phases of one plan in their order, and how far it is. */
final class Course {

    /** What a plan goes through; weights are about the times that phases take on a large hub. */
    enum Phase {
        READING("reading records", 2),
        KEYING("building keys", 2),
        LEARNING("learning", 4),
        PARTITIONING("comparing", 6),
        ADOPTING("bringing in", 12);

        private final String words;
        private final int weight;

        Phase(String words, int weight) {
            this.words = words;
            this.weight = weight;
        }
    }

    private final PlanProgress progress;
    private final List<Phase> phases;

    Course(PlanProgress progress, Phase... phases) {
        this.progress = progress;
        this.phases = List.of(phases);
    }

    static Course unwatched() {
        return new Course(PlanProgress.UNWATCHED, Phase.values());
    }

    void begin(Phase phase) {
        at(phase, 0, 1);
    }

    void at(Phase phase, int done, int of) {
        double before = weight(phases.subList(0, phases.indexOf(phase)));
        double share = Math.min(1, (double) done / Math.max(1, of));
        progress.at(phase.words, (before + share * phase.weight) / weight(phases));
    }

    private static int weight(List<Phase> phases) {
        return phases.stream().mapToInt(phase -> phase.weight).sum();
    }
}
