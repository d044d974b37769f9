package io.karat.ledger;

import io.karat.model.RecordData;
import java.util.List;

/**
 * Values on which sources disagree, for the person who decides.
 *
 * @param unit attribute, or group of attributes by its name
 * @param attributes of the unit
 * @param published of these, now
 * @param options the distinct values, the one that the rule would choose first
 */
public record ConflictView(String unit, List<String> attributes, RecordData published, List<Option> options) {

    public ConflictView {
        attributes = List.copyOf(attributes);
        options = List.copyOf(options);
    }

    /**
     * @param values raw, by attribute
     * @param records that say so, in the order of the rule
     * @param stands it is what is published now
     */
    public record Option(RecordData values, List<RecordView> records, boolean stands) {
        public Option {
            records = List.copyOf(records);
        }
    }
}
