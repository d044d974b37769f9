package io.karat.quality;

import io.karat.model.Attribute;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record, or a golden record, as quality rules see it.
 *
 * @param key null for a golden record
 * @param received the day on which the hub received the record, or on which the golden record came to say this (UTC)
 * @param comparable by attribute, aligned with the raw values: the standard form, or empty where a value cannot be read
 * @param unread attributes with a value that cannot be read, or not without doubt
 * @param origins of a golden record, by attribute: the sources of its values, in their order; empty where no source says it
 */
public record Subject(
        @Nullable RecordKey key,
        LocalDate received,
        RecordData data,
        Map<String, List<String>> comparable,
        Set<String> unread,
        Map<String, List<String>> origins) {

    /** A record. */
    public Subject(
            RecordKey key,
            LocalDate received,
            RecordData data,
            Map<String, List<String>> comparable,
            Set<String> unread) {
        this(key, received, data, comparable, unread, Map.of());
    }

    /** Who says a value. */
    String source(String attribute, int value) {
        if (key != null) {
            return key.source();
        }
        List<String> all = origins.getOrDefault(attribute, List.of());
        return value < all.size() ? all.get(value) : "";
    }

    String comparable(String attribute, int value) {
        List<String> all = comparable.getOrDefault(attribute, List.of());
        return value < all.size() ? all.get(value) : "";
    }

    /** The value of a variable in an expression, or null. */
    @Nullable Object fact(String variable, Map<String, Attribute> attributes) {
        Attribute attribute = attributes.get(variable);
        if (attribute != null) {
            Facts facts = new Facts(attribute);
            List<String> raws = data.get(variable);
            for (int i = 0; i < raws.size(); i++) {
                facts.add(raws.get(i), comparable(variable, i));
            }
            return facts.value();
        }
        return switch (variable) {
            case Variables.SOURCE -> key == null ? null : key.source();
            case Variables.KEY -> key == null ? null : key.key();
            case Variables.TODAY -> received.toString();
            default -> null;
        };
    }
}
