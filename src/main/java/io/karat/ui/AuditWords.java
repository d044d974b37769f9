package io.karat.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.ui.AuditSheet.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Acts in words, and what they changed. */
final class AuditWords {

    /** The part before the point. */
    static final Set<String> KINDS = Set.of(
            "decision",
            "pin",
            "change",
            "review",
            "bulk",
            "job",
            "account",
            "token",
            "source",
            "subscription",
            "map",
            "data",
            "comment");

    private AuditWords() {}

    static String kind(String kind) {
        return Messages.text("audit-kind-" + kind);
    }

    static String act(String kind) {
        return Messages.textOr("audit-act-" + kind.replace('.', '-'), kind.replace('.', ' '));
    }

    /**
     * By name, in the order they stand in.
     *
     * @param type whose attributes may be among them, or null
     */
    static List<Change> changes(
            ObjectMapper json, @Nullable EntityType type, @Nullable String before, @Nullable String after) {
        ObjectNode was = object(json, before);
        ObjectNode is = object(json, after);
        Set<String> names = new LinkedHashSet<>();
        was.fieldNames().forEachRemaining(names::add);
        is.fieldNames().forEachRemaining(names::add);
        List<Change> changes = new ArrayList<>();
        for (String name : names) {
            String old = value(type, name, text(was.get(name)));
            String now = value(type, name, text(is.get(name)));
            if (!old.equals(now)) {
                changes.add(new Change(name(type, name), old, now, before != null && after != null));
            }
        }
        return changes;
    }

    /** Of an attribute its label, of what the hub itself writes its name in words. */
    private static String name(@Nullable EntityType type, String name) {
        return Optional.ofNullable(type)
                .flatMap(known -> known.attribute(name))
                .map(Attribute::label)
                .orElseGet(() -> Messages.textOr("audit-field-" + name, name));
    }

    /** Of an attribute what it says, of what the hub itself writes its code in words. */
    private static String value(@Nullable EntityType type, String name, String value) {
        if (type != null && type.attribute(name).isPresent()) {
            return value;
        }
        String words = Messages.textOr("audit-value-" + name + "-" + value, value);
        return switch (name) {
            case "role" -> Messages.textOr("common-role-" + value, words);
            case "act" -> Messages.textOr("changes-act-" + value, words);
            case "what" -> Messages.textOr("admin-plan-" + value, words);
            default -> words;
        };
    }

    private static ObjectNode object(ObjectMapper json, @Nullable String text) {
        try {
            return text != null && json.readTree(text) instanceof ObjectNode node ? node : json.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry of the audit is not what the hub writes", e);
        }
    }

    private static String text(@Nullable JsonNode value) {
        if (value instanceof ArrayNode many) {
            return StreamSupport.stream(many.spliterator(), false)
                    .map(AuditWords::text)
                    .collect(Collectors.joining(", "));
        }
        return value == null ? "" : value.isValueNode() ? value.asText() : value.toString();
    }
}
