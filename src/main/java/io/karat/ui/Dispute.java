package io.karat.ui;

import io.karat.ledger.ConflictView;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import java.util.ArrayList;
import java.util.List;

/**
 * Values on which sources disagree, as a steward sees them.
 *
 * @param label of the attribute or group
 * @param attributes labels
 * @param published what stands meanwhile, one for each attribute, empty where there is none
 * @param single one attribute: another value may be entered
 */
record Dispute(String label, List<String> attributes, List<String> published, List<Option> options, boolean single) {

    /** In order; 3 means the same everywhere: not now. */
    private static final List<String> KEYS = List.of("1", "2", "4", "5", "6", "7", "8", "9");

    Dispute {
        attributes = List.copyOf(attributes);
        published = List.copyOf(published);
        options = List.copyOf(options);
    }

    /**
     * @param key that chooses it, or empty
     * @param record that stands for those that say so, as SOURCE/KEY
     * @param values one for each attribute, empty where there is none
     * @param stands it is published now
     * @param rule the rule would choose it
     */
    record Option(String key, String record, List<String> values, List<Sayer> sayers, boolean stands, boolean rule) {
        Option {
            values = List.copyOf(values);
            sayers = List.copyOf(sayers);
        }
    }

    record Sayer(Desk.Member member, When at) {}

    static Dispute of(EntityType type, ConflictView view, SourceNames names) {
        List<Option> options = new ArrayList<>();
        for (ConflictView.Option option : view.options()) {
            int number = options.size() + 1;
            RecordView first = option.records().getFirst();
            options.add(new Option(
                    number <= KEYS.size() ? KEYS.get(number - 1) : "",
                    first.key().source() + "/" + first.key().key(),
                    view.attributes().stream()
                            .map(attribute -> String.join(", ", option.values().get(attribute)))
                            .toList(),
                    option.records().stream()
                            .map(record -> new Sayer(
                                    names.member(record.key()),
                                    When.of(record.observedAt() == null ? record.receivedAt() : record.observedAt())))
                            .toList(),
                    option.stands(),
                    number == 1));
        }
        return new Dispute(
                view.attributes().size() == 1 ? label(type, view.unit()) : view.unit(),
                view.attributes().stream().map(name -> label(type, name)).toList(),
                view.attributes().stream()
                        .map(name -> String.join(", ", view.published().get(name)))
                        .toList(),
                options,
                view.attributes().size() == 1);
    }

    private static String label(EntityType type, String name) {
        return type.attribute(name).map(Attribute::label).orElse(name);
    }
}
