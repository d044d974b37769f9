package io.karat.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.karat.golden.Contribution;
import io.karat.golden.GoldenValues;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.standardise.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The forms in which values stand in the ledger's tables. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final TypeReference<TreeMap<String, List<String>>> LISTS = new TypeReference<>() {};
    private static final TypeReference<List<Finding>> FINDINGS = new TypeReference<>() {};
    private static final TypeReference<List<List<String>>> GROUPS = new TypeReference<>() {};

    private Json() {}

    static String of(RecordData data) {
        return write(data.values());
    }

    static RecordData data(String json) {
        SortedMap<String, List<String>> values = read(json, LISTS);
        return new RecordData(values);
    }

    /** Times by attribute; see {@link Contribution#earlier}. */
    static String of(Map<String, Instant> times) {
        Map<String, String> texts = new TreeMap<>();
        times.forEach(
                (attribute, time) -> texts.put(attribute, time.equals(Contribution.TIMELESS) ? "" : time.toString()));
        return write(texts);
    }

    static Map<String, Instant> times(@Nullable String json) {
        if (json == null) {
            return Map.of();
        }
        Map<String, Instant> times = new HashMap<>();
        tree(json)
                .properties()
                .forEach(entry -> times.put(
                        entry.getKey(),
                        entry.getValue().asText().isEmpty()
                                ? Contribution.TIMELESS
                                : Instant.parse(entry.getValue().asText())));
        return times;
    }

    static @Nullable String of(List<Finding> findings) {
        return findings.isEmpty() ? null : write(findings);
    }

    static List<Finding> findings(@Nullable String json) {
        return json == null ? List.of() : read(json, FINDINGS);
    }

    static List<List<String>> groups(String json) {
        return read(json, GROUPS);
    }

    /** Values in the order of the entity type's attributes; attributes it no longer has come last. */
    static GoldenValues golden(EntityType type, String values, String provenance) {
        Map<String, List<String>> lists = read(values, LISTS);
        JsonNode origins = tree(provenance);
        List<String> order =
                new ArrayList<>(type.attributes().stream().map(Attribute::name).toList());
        lists.keySet().stream().filter(name -> !order.contains(name)).forEach(order::add);
        Map<String, GoldenValues.Value> golden = new LinkedHashMap<>();
        for (String name : order) {
            List<String> list = lists.get(name);
            if (list != null) {
                JsonNode origin = origins.path(name);
                golden.put(
                        name,
                        new GoldenValues.Value(
                                list, origin.path(0).asInt(-1), origin.path(1).asText("")));
            }
        }
        return new GoldenValues(golden);
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document is no JSON", e);
        }
    }

    static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value has no JSON form", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document has another form than expected", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored document has another form than expected", e);
        }
    }
}
