package io.karat.golden;

import io.karat.model.RecordData;
import java.util.List;

/**
 * What stands above the rules of one golden record. Stored, so that what is published can be computed again.
 *
 * @param pins stewards' values
 * @param holds what stands while a steward is asked
 * @param choices answers of stewards, the last one last
 */
public record Overrides(List<Pin> pins, List<Hold> holds, List<Choice> choices) {

    public static final Overrides NONE = of(List.of());

    public Overrides {
        pins = List.copyOf(pins);
        holds = List.copyOf(holds);
        choices = List.copyOf(choices);
    }

    public static Overrides of(List<Pin> pins) {
        return new Overrides(pins, List.of(), List.of());
    }

    /**
     * What was published when the sources began to disagree.
     *
     * @param unit attribute or group
     */
    public record Hold(String unit, RecordData values) {}

    /**
     * A steward's answer.
     *
     * @param unit attribute or group
     * @param among the {@link Conflict#among} that was answered: the answer holds while the sources say just these values
     */
    public record Choice(String unit, long among, RecordData values) {}
}
