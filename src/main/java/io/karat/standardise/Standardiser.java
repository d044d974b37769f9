package io.karat.standardise;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes raw records of one entity type comparable. Stateless and thread-safe. */
public final class Standardiser {

    /** Changes whenever stored features must be computed afresh. */
    public static final int VERSION = 3;

    /** Further values of one attribute are kept, but are no evidence. */
    private static final int MOST_VALUES = 20;

    private final EntityType type;
    private final int houseNumber;

    public Standardiser(EntityType type) {
        this.type = type;
        this.houseNumber = first(AttributeType.HOUSE_NUMBER);
    }

    private int first(AttributeType wanted) {
        for (int i = 0; i < type.attributes().size(); i++) {
            if (type.attributes().get(i).type() == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Never throws on account of a value: what cannot be standardised is a finding and no evidence. */
    public Standardised standardise(RecordData data) {
        Map<String, List<String>> comparable = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        List<Set<String>> evidence = new ArrayList<>();
        type.attributes().forEach(a -> evidence.add(new LinkedHashSet<>()));
        String country = country(data);
        for (int i = 0; i < evidence.size(); i++) {
            Attribute attribute = type.attributes().get(i);
            Rule rule = Rules.of(attribute.type(), country);
            List<String> standards = new ArrayList<>();
            for (String raw : data.get(attribute.name())) {
                String standard = standard(attribute, rule, street(attribute, raw, data, evidence), findings);
                standards.add(standard);
                if (!standard.isEmpty() && evidence.get(i).size() < MOST_VALUES) {
                    evidence.get(i).add(standard);
                }
            }
            if (!standards.isEmpty()) {
                comparable.put(attribute.name(), standards);
            }
        }
        String[][] values =
                evidence.stream().map(set -> set.toArray(String[]::new)).toArray(String[][]::new);
        return new Standardised(Atoms.features(type, values), comparable, findings);
    }

    /**
     * The standard form of one value by itself, outside a record: what a profile asks to find out which type fits.
     *
     * @param country ISO code, or empty where none is known
     * @return empty where the value would be no evidence
     */
    public static Optional<String> standard(AttributeType type, String country, String raw) {
        String text = switch (Rules.of(type, country).apply(raw)) {
            case Rule.None none -> "";
            case Rule.Doubtful doubtful -> "";
            case Rule.Value value -> value.text();
        };
        return text.isEmpty() || Placeholders.is(type, text) ? Optional.empty() : Optional.of(text);
    }

    /** The country a record names, as an ISO code; empty if none. */
    private String country(RecordData data) {
        int at = first(AttributeType.COUNTRY);
        if (at >= 0) {
            for (String raw : data.get(type.attributes().get(at).name())) {
                if (Rules.of(AttributeType.COUNTRY, "").apply(raw) instanceof Rule.Value value) {
                    return value.text();
                }
            }
        }
        return "";
    }

    /** A street without the house number, which goes where house numbers belong unless another one stands there. */
    private String street(Attribute attribute, String raw, RecordData data, List<Set<String>> evidence) {
        if (attribute.type() != AttributeType.STREET || houseNumber < 0) {
            return raw;
        }
        Optional<AddressRule.Numbered> split = AddressRule.split(raw);
        if (split.isEmpty()) {
            return raw;
        }
        String number = Letters.joined(split.get().number());
        List<String> given = data.get(type.attributes().get(houseNumber).name());
        if (given.isEmpty()) {
            evidence.get(houseNumber).add(number);
        } else if (given.stream().noneMatch(g -> Letters.joined(g).equals(number))) {
            return raw;
        }
        return split.get().street();
    }

    private static String standard(Attribute attribute, Rule rule, String raw, List<Finding> findings) {
        return switch (rule.apply(raw)) {
            case Rule.None none -> {
                findings.add(new Finding(attribute.name(), none.code(), none.message()));
                yield "";
            }
            case Rule.Value value -> unlessPlaceholder(attribute, value.text(), findings);
            case Rule.Doubtful doubtful -> {
                String text = unlessPlaceholder(attribute, doubtful.text(), findings);
                if (!text.isEmpty()) {
                    Rule.None reason = doubtful.reason();
                    findings.add(new Finding(attribute.name(), reason.code(), reason.message()));
                }
                yield text;
            }
        };
    }

    private static String unlessPlaceholder(Attribute attribute, String text, List<Finding> findings) {
        if (Placeholders.is(attribute.type(), text)) {
            findings.add(new Finding(attribute.name(), "value.placeholder", "Stands for a value that was not known."));
            return "";
        }
        return text;
    }
}
