package io.karat.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of one record; faults are added to those the document has already. */
final class DataReader {

    private final EntityType type;
    private final List<Fault> faults;
    private final SortedMap<String, List<String>> values = new TreeMap<>();

    DataReader(EntityType type, List<Fault> faults) {
        this.type = type;
        this.faults = faults;
    }

    RecordData read(JsonParser parser, String parent) throws IOException {
        Set<String> seen = new HashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String pointer = SubmissionReader.pointer(parent, name);
            parser.nextToken();
            if (!seen.add(name)) {
                fault(pointer, "json.duplicate", "this attribute stands twice");
                parser.skipChildren();
            } else if (seen.size() > Limits.ATTRIBUTES) {
                if (seen.size() == Limits.ATTRIBUTES + 1) {
                    faults.addFirst(
                            Fault.at(parent, "data.size", "a record has at most " + Limits.ATTRIBUTES + " attributes"));
                }
                parser.skipChildren();
            } else {
                attribute(parser, name, pointer);
            }
        }
        return new RecordData(values);
    }

    private void attribute(JsonParser parser, String name, String pointer) throws IOException {
        Optional<Attribute> attribute = type.attribute(name);
        if (attribute.isEmpty()) {
            fault(pointer, "attribute.unknown", "'" + type.name() + "' has no such attribute");
            parser.skipChildren();
        } else if (parser.currentToken() != JsonToken.START_ARRAY) {
            String value = scalar(parser, pointer);
            values.put(name, value == null ? List.of() : List.of(value));
        } else if (attribute.get().many()) {
            values.put(name, list(parser, pointer));
        } else {
            fault(pointer, "value.type", "this attribute takes one value, not a list");
            parser.skipChildren();
        }
    }

    private List<String> list(JsonParser parser, String pointer) throws IOException {
        List<String> list = new ArrayList<>();
        for (int at = 0; parser.nextToken() != JsonToken.END_ARRAY; at++) {
            String value = scalar(parser, pointer + "/" + at);
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }

    private @Nullable String scalar(JsonParser parser, String pointer) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> {
                String text = parser.getText();
                Fault fault = Characters.faultOf(text);
                if (fault != null) {
                    fault(pointer, fault.code(), fault.message());
                }
                yield text;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                String text = parser.getText();
                if (Double.isInfinite(Double.parseDouble(text))) {
                    fault(pointer, "number.range", "this number is beyond any that can be kept");
                }
                yield text;
            }
            case VALUE_TRUE, VALUE_FALSE -> parser.getText();
            case VALUE_NULL -> null;
            default -> {
                fault(pointer, "value.type", "a text, a number, true, false or null is expected");
                parser.skipChildren();
                yield null;
            }
        };
    }

    private void fault(String pointer, String code, String message) {
        if (faults.size() < Limits.FAULTS) {
            faults.add(Fault.at(pointer, code, message));
        }
    }
}
