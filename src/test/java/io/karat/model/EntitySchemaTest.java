package io.karat.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema for editors says the same as the loader. */
class EntitySchemaTest {

    private static final Path FILE = Path.of("matching-rules/schema/entity.schema.json");

    @ParameterizedTest
    @ValueSource(strings = {"person", "organisation", "product"})
    void acceptsTheModelsThatComeWithTheHub(String entity) throws IOException {
        assertThat(validate(Files.readString(Path.of("matching-rules", entity + ".yaml"))))
                .isEmpty();
    }

    @Test
    void refusesWhatTheLoaderRefuses() throws IOException {
        assertThat(validate(Files.readString(Path.of("src/test/resources/models/faulty/thing.yaml"))))
                .isNotEmpty();
        assertThat(validate("entity: a\nattributes: {x: {type: text, colour: red}}\n"))
                .isNotEmpty();
        assertThat(validate("entity: a\nattributes: {x: {type: text}}\nsurvivorship: {x: {rule: source-priority}}\n"))
                .isNotEmpty();
    }

    @Test
    void knowsEveryKeyAndWordOfTheLoader() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(Files.readString(FILE));
        JsonNode attribute = schema.at("/$defs/attribute/properties");

        assertThat(keys(schema.at("/properties"))).containsExactlyInAnyOrderElementsOf(ModelReader.KEYS);
        assertThat(keys(attribute)).containsExactlyInAnyOrderElementsOf(ModelReader.ATTRIBUTE_KEYS);
        assertThat(keys(schema.at("/properties/match/properties")))
                .containsExactlyInAnyOrderElementsOf(ModelReader.MATCH_KEYS);
        assertThat(keys(schema.at("/$defs/survival/properties")))
                .containsExactlyInAnyOrderElementsOf(ModelReader.RULE_KEYS);
        assertThat(keys(schema.at("/properties/quality/items/properties")))
                .containsExactlyInAnyOrderElementsOf(ModelReader.QUALITY_KEYS);
        assertThat(words(schema.at("/$defs/survival/properties/rule/enum")))
                .containsExactlyInAnyOrderElementsOf(ModelReader.RULES);
        assertThat(words(attribute.at("/type/enum")))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AttributeType.values())
                        .map(AttributeType::code)
                        .toList());
    }

    @Test
    void theReadmeExplainsEveryKey() throws IOException {
        String readme = Files.readString(Path.of("matching-rules/README.md"));

        for (List<String> keys : List.of(
                ModelReader.KEYS,
                ModelReader.ATTRIBUTE_KEYS,
                ModelReader.MATCH_KEYS,
                ModelReader.RULES,
                ModelReader.QUALITY_KEYS)) {
            assertThat(keys).allSatisfy(key -> assertThat(readme).contains(key));
        }
        assertThat(AttributeType.values()).allSatisfy(type -> assertThat(readme).contains("`" + type.code() + "`"));
    }

    private static List<?> validate(String yaml) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(FILE), InputFormat.JSON);
        return schema.validate(yaml, InputFormat.YAML);
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }
}
