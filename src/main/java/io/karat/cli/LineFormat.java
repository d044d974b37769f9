package io.karat.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a file's columns become the hub's lines.
 *
 * @param key the column that holds the record's key
 * @param observedAt the column that says when the source knew it, if there is one
 * @param map the attributes
 */
record LineFormat(String key, @Nullable String observedAt, ColumnMap map) {

    /** Characters that most lines do with. */
    private static final int LENGTH = 512;

    /** Columns that the file must have and has not. */
    Set<String> missingFrom(Collection<String> columns) {
        Set<String> needed = new LinkedHashSet<>(map.columns());
        needed.add(key);
        if (observedAt != null) {
            needed.add(observedAt);
        }
        needed.removeAll(new LinkedHashSet<>(columns));
        return needed;
    }

    List<String> unmapped(Collection<String> columns) {
        Set<String> left = new TreeSet<>(columns);
        left.removeAll(map.columns());
        left.remove(key);
        if (observedAt != null) {
            left.remove(observedAt);
        }
        return List.copyOf(left);
    }

    /** One record, given by its columns. */
    SourceLine line(long number, Map<String, String> record) {
        if (record.values().stream().anyMatch(value -> value.indexOf('\uFFFD') >= 0)) {
            return new SourceLine.Unreadable(number, "encoding", "not valid UTF-8");
        }
        String recordKey = record.getOrDefault(key, "").strip();
        if (recordKey.isEmpty()) {
            return new SourceLine.Unreadable(number, "key-missing", "no key in column " + key);
        }
        String observed =
                observedAt == null ? "" : record.getOrDefault(observedAt, "").strip();
        return new SourceLine.Parsed(number, recordKey, json(recordKey, observed, record));
    }

    private String json(String recordKey, String observed, Map<String, String> record) {
        StringWriter text = new StringWriter(LENGTH);
        try (JsonGenerator line = HubClient.JSON.createGenerator(text)) {
            line.writeStartObject();
            line.writeStringField("key", recordKey);
            if (!observed.isEmpty()) {
                line.writeStringField("observedAt", observed);
            }
            line.writeObjectFieldStart("data");
            for (Map.Entry<String, String> value : map.apply(record::get).entrySet()) {
                line.writeStringField(value.getKey(), value.getValue());
            }
            line.writeEndObject();
            line.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
