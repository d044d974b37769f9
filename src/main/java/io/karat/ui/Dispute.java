package io.karat.ui;

import io.karat.ledger.ConflictView;
import io.karat.ledger.RecordView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.ui.Difference.Piece;
import java.util.ArrayList;
import java.util.Comparator;
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
     * @param values one for each attribute, empty where there is none; where it differs from what it is held against is marked
     * @param stands it is published now
     * @param rule the rule would choose it
     */
    record Option(
            String key, String record, List<List<Piece>> values, List<Sayer> sayers, boolean stands, boolean rule) {
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
                            .map(attribute -> marked(attribute, option, view.options()))
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

    /** Two numbers that differ in one digit look the same at a glance: each is held against what stands, that against another. */
    private static List<Piece> marked(String attribute, ConflictView.Option option, List<ConflictView.Option> all) {
        String said = said(attribute, option);
        return all.stream()
                .filter(other -> !other.equals(option))
                .min(Comparator.comparing((ConflictView.Option other) -> !other.stands()))
                .map(other -> Difference.ofCodes(said, said(attribute, other)))
                .filter(difference -> difference.likeness() >= Sides.ALIKE)
                .map(difference -> Glyphs.shown(difference.left()))
                .orElseGet(() -> Glyphs.shown(said.isEmpty() ? List.of() : Difference.plain(said)));
    }

    private static String said(String attribute, ConflictView.Option option) {
        return String.join(", ", option.values().get(attribute));
    }

    private static String label(EntityType type, String name) {
        return type.attribute(name).map(Attribute::label).orElse(name);
    }
}
