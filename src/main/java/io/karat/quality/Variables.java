package io.karat.quality;

import io.karat.model.Attribute;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The names that expressions over one record may use. An attribute of the same name goes before all others. */
public final class Variables {

    public static final String SOURCE = "source";
    public static final String KEY = "key";

    /** Of quality rules alone: the day on which the hub received the record, as {@code 2026-01-31}. */
    public static final String TODAY = "today";

    private Variables() {}

    /** In conditions of survivorship. */
    public static Set<String> ofConditions(List<Attribute> attributes) {
        Set<String> names = new LinkedHashSet<>(List.of(SOURCE, KEY));
        attributes.forEach(attribute -> names.add(attribute.name()));
        return names;
    }

    /** In quality rules. */
    public static Set<String> ofRules(List<Attribute> attributes) {
        Set<String> names = ofConditions(attributes);
        names.add(TODAY);
        return names;
    }
}
