package io.karat.api;

import io.karat.golden.GoldenValues;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values as callers see them: a text, or a list where the attribute takes many; in the order of the entity type. */
final class Data {

    private Data() {}

    static Map<String, Object> of(EntityType type, RecordData data) {
        Map<String, Object> view = new LinkedHashMap<>();
        for (Attribute attribute : type.attributes()) {
            add(view, attribute, data.get(attribute.name()));
        }
        return view;
    }

    static Map<String, Object> of(EntityType type, GoldenValues golden) {
        Map<String, Object> view = new LinkedHashMap<>();
        for (Attribute attribute : type.attributes()) {
            GoldenValues.Value value = golden.values().get(attribute.name());
            if (value != null) {
                add(view, attribute, value.values());
            }
        }
        return view;
    }

    private static void add(Map<String, Object> view, Attribute attribute, List<String> values) {
        if (!values.isEmpty()) {
            view.put(attribute.name(), attribute.many() || values.size() > 1 ? values : values.getFirst());
        }
    }
}
