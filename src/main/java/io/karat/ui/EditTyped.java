package io.karat.ui;

import io.karat.golden.GoldenValues;
import io.karat.ledger.GoldenView;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands in the form for the values of a golden record.
 *
 * @param data all of its values, those that were not touched too
 */
record EditTyped(RecordData data, String reason, PinEnd end) {

    static EditTyped of(EntityType type, MultivaluedMap<String, String> form) {
        return new EditTyped(
                Typed.data(type, form), Typed.text(form.getFirst("reason")), PinEnd.of(form.getFirst("expires")));
    }

    /** The form before anything is typed. */
    static EditTyped nothing(EntityType type, GoldenView view) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        type.attributes().forEach(attribute -> values.put(attribute.name(), values(view, attribute)));
        return new EditTyped(new RecordData(values), "", PinEnd.of(null));
    }

    /** What is wanted otherwise than it was shown. */
    SortedMap<String, List<String>> changes(EntityType type, GoldenView seen) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        for (Attribute attribute : type.attributes()) {
            List<String> wanted = data.get(attribute.name());
            if (!wanted.equals(values(seen, attribute))) {
                values.put(attribute.name(), wanted);
            }
        }
        return values;
    }

    /** The same on a later version: what was typed stays, what was not touched is as it is now. */
    EditTyped on(EntityType type, GoldenView seen, GoldenView now) {
        SortedMap<String, List<String>> values =
                new TreeMap<>(nothing(type, now).data().values());
        values.putAll(changes(type, seen));
        return new EditTyped(new RecordData(values), reason, end);
    }

    static List<String> values(GoldenView view, Attribute attribute) {
        GoldenValues.Value value = view.values().values().get(attribute.name());
        return value == null
                ? List.of()
                : value.values().stream().map(String::strip).toList();
    }
}
