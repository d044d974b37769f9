package io.karat.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.karat.match.Parameters;
import io.karat.model.Attribute;
import io.karat.model.EntityType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters in a file: JSON that says which attributes they are for and from how many records they come, and holds the
 * rest in Base64.
 */
final class ParameterFile {

    private static final String FORMAT = "karat parameters 1";

    private ParameterFile() {}

    static void write(Path file, EntityType type, Parameters parameters) throws IOException {
        ObjectNode document = HubClient.JSON
                .createObjectNode()
                .put("format", FORMAT)
                .put("entity", type.name())
                .put("records", parameters.referenceSize());
        ArrayNode attributes = document.putArray("attributes");
        attributes(type).forEach(attributes::add);
        document.put("body", parameters.encode());
        Draft.write(file, writer -> writer.write(document.toString()));
    }

    /** @throws CommandFailure when it holds none, or those of other attributes */
    static Parameters read(Path file, EntityType type) {
        JsonNode document = document(file);
        if (!document.path("format").asText().equals(FORMAT)) {
            throw CommandFailure.file(file + " holds no parameters as --parameters-out writes them");
        }
        List<String> attributes = new ArrayList<>();
        document.path("attributes").forEach(attribute -> attributes.add(attribute.asText()));
        if (!attributes.equals(attributes(type))) {
            throw CommandFailure.file(file + " holds parameters of "
                    + document.path("entity").asText()
                    + ", whose attributes are not those of the model that is matched by");
        }
        try {
            return Parameters.decode(type, document.path("body").binaryValue());
        } catch (IOException | UncheckedIOException | IllegalArgumentException _) {
            throw CommandFailure.file(file + " holds parameters that cannot be read; learn them again");
        }
    }

    private static JsonNode document(Path file) {
        try {
            return HubClient.JSON.readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (JsonProcessingException _) {
            throw CommandFailure.file(file + " holds no parameters as --parameters-out writes them");
        } catch (IOException e) {
            throw CommandFailure.file("cannot read " + file + ": " + e.getMessage());
        }
    }

    private static List<String> attributes(EntityType type) {
        return type.attributes().stream().map(ParameterFile::text).toList();
    }

    private static String text(Attribute attribute) {
        return attribute.name() + ": " + attribute.type().code() + (attribute.shared() ? ", shared" : "");
    }
}
