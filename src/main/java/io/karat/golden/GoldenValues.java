package io.karat.golden;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a golden record: its values in the order of the entity type's attributes, with their provenance.
 * Attributes without a value are absent.
 */
public record GoldenValues(Map<String, Value> values) {

    public GoldenValues {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * @param values one, or for an attribute with {@code many} the distinct union, the winner first
     * @param winner ordinal of the record the (first) value came from, or -1 for a pin
     * @param rule code of the survivorship rule that chose it, or {@code pin}
     */
    public record Value(List<String> values, int winner, String rule) {
        public Value {
            values = List.copyOf(values);
        }
    }
}
