package io.karat.golden;

import io.karat.model.RecordData;
import java.util.List;

/**
 * Sources disagree on what the model has reviewed: of an attribute, two live records of different sources have values that
 * are evidence and differ after standardising. Of a group this holds as soon as it holds of one of its attributes.
 *
 * @param unit attribute or group
 * @param options the distinct values, the one that the rule would choose first
 * @param among hash of the distinct values, whoever says them
 * @param evidence changes when the values do, or who says them
 * @param open no answer holds and no pin stands in the way: a steward has to be asked
 */
public record Conflict(String unit, List<Option> options, long among, long evidence, boolean open) {

    /** Rule code of a value that stands until a steward answers. */
    public static final String HELD = "held";

    /** Rule code of a value that a steward chose. */
    public static final String CHOSEN = "chosen";

    public Conflict {
        options = List.copyOf(options);
    }

    /** What the rule would choose. */
    public RecordData winner() {
        return options.getFirst().values();
    }

    /** Ordinals of all records that say something, ascending. */
    public int[] records() {
        return options.stream()
                .flatMap(option -> option.records().stream())
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /**
     * @param values raw, of the first of the records
     * @param records ordinals of those that say so, in the order of the rule
     */
    public record Option(RecordData values, List<Integer> records) {
        public Option {
            records = List.copyOf(records);
        }
    }
}
