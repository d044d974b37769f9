package io.karat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object a line. With a format its fields are taken as columns; without one the lines are the hub's own and pass
 * as they are, for the hub to judge.
 */
final class NdjsonLines implements SourceLines {

    private static final ObjectReader STRICT = HubClient.JSON
            .readerFor(JsonNode.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final BufferedReader reader;
    private final @Nullable Function<List<String>, LineFormat> format;
    private final Set<String> unmapped = new TreeSet<>();
    private long number;

    NdjsonLines(Reader reader, @Nullable Function<List<String>, LineFormat> format) {
        this.reader = reader instanceof BufferedReader buffered ? buffered : new BufferedReader(reader);
        this.format = format;
    }

    @Override
    public @Nullable SourceLine next() throws IOException {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                return read(line);
            }
        }
        return null;
    }

    private SourceLine read(String line) {
        JsonNode object;
        try {
            object = STRICT.readTree(line);
        } catch (JsonProcessingException e) {
            return new SourceLine.Unreadable(number, "json", "not one JSON object");
        }
        if (!object.isObject()) {
            return new SourceLine.Unreadable(number, "json", "not one JSON object");
        }
        if (format == null) {
            return new SourceLine.Parsed(number, object.path("key").asText(""), line);
        }
        Map<String, String> record = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            if (field.getValue().isContainerNode()) {
                return new SourceLine.Unreadable(
                        number, "type", "/" + field.getKey() + " must be one plain value when --key is given");
            }
            record.put(
                    field.getKey(),
                    field.getValue().isNull() ? "" : field.getValue().asText());
        }
        LineFormat columns = format.apply(List.copyOf(record.keySet()));
        unmapped.addAll(columns.unmapped(record.keySet()));
        return columns.line(number, record);
    }

    @Override
    public List<String> unmapped() {
        return List.copyOf(unmapped);
    }
}
