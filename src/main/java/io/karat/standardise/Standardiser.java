package io.karat.standardise;

import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes raw records of one entity type comparable. Stateless and thread-safe. */
public final class Standardiser {

    /** Changes whenever stored features must be computed afresh. */
    public static final int VERSION = 1;

    private final EntityType type;
    private final List<Rule> rules;

    public Standardiser(EntityType type) {
        this.type = type;
        this.rules = type.attributes().stream().map(a -> Rules.of(a.type())).toList();
    }

    public Standardised standardise(RecordData data) {
        Map<String, List<String>> comparable = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        String[][] values = new String[rules.size()][];
        for (int i = 0; i < values.length; i++) {
            Attribute attribute = type.attributes().get(i);
            List<String> standards = new ArrayList<>();
            Set<String> evidence = new LinkedHashSet<>();
            for (String raw : data.get(attribute.name())) {
                String standard = standard(attribute, rules.get(i), raw, findings);
                standards.add(standard);
                if (!standard.isEmpty()) {
                    evidence.add(standard);
                }
            }
            values[i] = evidence.toArray(String[]::new);
            if (!standards.isEmpty()) {
                comparable.put(attribute.name(), standards);
            }
        }
        return new Standardised(Atoms.features(type, values), comparable, findings);
    }

    private static String standard(Attribute attribute, Rule rule, String raw, List<Finding> findings) {
        return switch (rule.apply(raw)) {
            case Rule.None none -> {
                findings.add(new Finding(attribute.name(), none.code(), none.message()));
                yield "";
            }
            case Rule.Value value -> {
                if (Placeholders.is(attribute.type(), value.text())) {
                    findings.add(new Finding(
                            attribute.name(), "value.placeholder", "Stands for a value that was not known."));
                    yield "";
                }
                yield value.text();
            }
        };
    }
}
