package io.karat.golden;

import io.karat.golden.Overrides.Choice;
import io.karat.golden.Overrides.Hold;
import io.karat.model.RecordData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stands of one golden record where its sources disagree: the answer to just these values; else the last answer that a
 * steward gave to others; else what was published when the disagreement began.
 */
final class Arbitration {

    /** Where nothing is reviewed. */
    static final Arbitration NONE = new Arbitration(Overrides.NONE, Set.of());

    private final Overrides overrides;
    private final Set<String> pinned;
    private final List<Conflict> conflicts = new ArrayList<>();

    /** @param pinned attributes on which a pin stands: nobody is asked about these */
    Arbitration(Overrides overrides, Set<String> pinned) {
        this.overrides = overrides;
        this.pinned = pinned;
    }

    /**
     * Stands instead of the winner.
     *
     * @param from ordinal of the record that says so, or -1
     * @param rule code
     */
    record Stands(RecordData values, int from, String rule) {}

    /** Found so far. */
    List<Conflict> conflicts() {
        return conflicts;
    }

    /**
     * @param ranked what competes, best first
     * @return empty where the sources agree, or nothing is held yet
     */
    Optional<Stands> on(String unit, List<String> attributes, List<Entry> ranked) {
        Disagreement disagreement = new Disagreement(attributes, ranked);
        if (!disagreement.on(_ -> true)) {
            return Optional.empty();
        }
        long among = disagreement.among();
        List<Choice> choices = overrides.choices().stream()
                .filter(choice -> choice.unit().equals(unit))
                .toList()
                .reversed();
        Optional<RecordData> answer = choices.stream()
                .filter(choice -> choice.among() == among)
                .map(Choice::values)
                .findFirst();
        boolean open = answer.isEmpty() && disagreement.on(attribute -> !pinned.contains(attribute));
        conflicts.add(disagreement.conflict(unit, among, open));
        return answer.isPresent()
                ? answer.map(values -> stands(values, Conflict.CHOSEN, disagreement, ranked))
                : held(unit, choices).map(values -> stands(values, Conflict.HELD, disagreement, ranked));
    }

    private Optional<RecordData> held(String unit, List<Choice> choices) {
        return choices.stream()
                .map(Choice::values)
                .findFirst()
                .or(() -> overrides.holds().stream()
                        .filter(hold -> hold.unit().equals(unit))
                        .map(Hold::values)
                        .findFirst());
    }

    private static Stands stands(RecordData values, String rule, Disagreement disagreement, List<Entry> ranked) {
        int from = ranked.stream()
                .filter(entry -> disagreement.values(entry).equals(values))
                .map(entry -> entry.member().ordinal())
                .findFirst()
                .orElse(Forge.NO_RECORD);
        return new Stands(values, from, rule);
    }
}
