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
        assertThat(keys(schema.at("/properties/reviews/properties")))
                .containsExactlyInAnyOrderElementsOf(ReviewRulesReader.KEYS);
        assertThat(keys(schema.at("/properties/reviews/properties/due/properties")))
                .containsExactlyInAnyOrderElementsOf(ReviewRulesReader.KINDS);
        assertThat(keys(schema.at("/properties/reviews/properties/second/properties")))
                .containsExactlyInAnyOrderElementsOf(ReviewRulesReader.SECOND_KINDS);
        assertThat(keys(schema.at("/$defs/second/oneOf/1/properties")))
                .containsExactlyInAnyOrderElementsOf(ReviewRulesReader.SECOND_KEYS);
        assertThat(keys(schema.at("/$defs/survival/properties")))
                .containsExactlyInAnyOrderElementsOf(SurvivorshipReader.RULE_KEYS);
        assertThat(keys(schema.at("/properties/quality/items/properties")))
                .containsExactlyInAnyOrderElementsOf(QualityReader.RULE_KEYS);
        assertThat(words(schema.at("/properties/quality/items/properties/severity/enum")))
                .containsExactlyElementsOf(QualityReader.SEVERITIES);
        assertThat(words(schema.at("/properties/quality/items/properties/required/enum")))
                .containsExactlyElementsOf(QualityReader.REQUIRED);
        assertThat(words(schema.at("/properties/quality/items/properties/is/enum")))
                .containsExactlyElementsOf(QualityRule.Form.codes());
        assertThat(keys(schema.at("/$defs/approval/properties"))).containsExactlyElementsOf(ApprovalReader.KEYS);
        assertThat(words(schema.at("/$defs/approval/properties/acts/items/enum")))
                .containsExactlyElementsOf(ApprovalReader.ACTS);
        assertThat(words(schema.at("/$defs/approval/properties/by/enum")))
                .containsExactlyElementsOf(ApprovalReader.ROLES);
        assertThat(keys(schema.at("/$defs/nested/properties")))
                .containsExactlyInAnyOrderElementsOf(SurvivorshipReader.NESTED_KEYS);
        assertThat(keys(schema.at("/$defs/curve/properties")))
                .containsExactlyInAnyOrderElementsOf(TrustReader.CURVE_KEYS);
        assertThat(keys(schema.at("/$defs/choice/properties/downgrade/properties")))
                .containsExactlyInAnyOrderElementsOf(TrustReader.DOWNGRADE_KEYS);
        assertThat(words(schema.at("/$defs/curve/properties/decay/enum")))
                .containsExactlyInAnyOrderElementsOf(TrustReader.DECAYS);
        assertThat(words(schema.at("/$defs/choice/properties/rule/enum")))
                .containsExactlyInAnyOrderElementsOf(SurvivorshipReader.RULES);
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
                SurvivorshipReader.RULES,
                SurvivorshipReader.RULE_KEYS,
                SurvivorshipReader.VALIDITY_KEYS,
                TrustReader.CURVE_KEYS,
                TrustReader.DOWNGRADE_KEYS,
                TrustReader.DECAYS,
                QualityReader.RULE_KEYS,
                QualityReader.REQUIRED,
                QualityReader.SEVERITIES,
                ApprovalReader.KEYS,
                ApprovalReader.ACTS,
                ApprovalReader.ROLES,
                QualityRule.Form.codes())) {
            assertThat(keys).allSatisfy(key -> assertThat(readme).contains(key));
        }
        assertThat(AttributeType.values()).allSatisfy(type -> assertThat(readme).contains("`" + type.code() + "`"));
    }

    @Test
    void agreesWithTheLoaderOnEveryRule() throws IOException {
        for (String rule : List.of(
                "{rule: shortest}",
                "{rule: from, attribute: y}",
                "{rule: trust, trust: {crm: {maximum: 90, minimum: 10, period: P2Y, decay: half-life}}}",
                "{rule: trust, trust: {}, others: {maximum: 5}, downgrade: {by: 10, rules: [q]}}",
                "{when: 'source == \"crm\"', then: {rule: max}, else: {rule: min}}",
                "{when: 'source == \"crm\"', then: {when: 'source == \"crm\"', then: {rule: oldest}}}",
                "{group: [x], rule: from, attribute: y}")) {
            assertThat(validate(ruled(rule))).as(rule).isEmpty();
            assertThat(ModelFiles.parse("x.yaml", ruled(rule))).as(rule).isInstanceOf(ModelFiles.Loaded.class);
        }
        for (String rule : List.of(
                "{}",
                "{rule: from}",
                "{rule: trust}",
                "{rule: max, attribute: y}",
                "{rule: max, when: 'true', then: {rule: min}}",
                "{when: 'true'}",
                "{then: {rule: min}}",
                "{when: 'true', then: {rule: min, group: [x]}}",
                "{group: [x], rule: min}",
                "{rule: trust, trust: {crm: {minimum: 10}}}",
                "{rule: trust, trust: {crm: {maximum: 90, minimum: 10}}}",
                "{rule: trust, trust: {crm: {maximum: 101}}}",
                "{rule: trust, trust: {}, downgrade: {rules: [q]}}")) {
            assertThat(validate(ruled(rule))).as(rule).isNotEmpty();
            assertThat(ModelFiles.parse("x.yaml", ruled(rule))).as(rule).isInstanceOf(ModelFiles.Faulty.class);
        }
    }

    @Test
    void agreesWithTheLoaderOnEveryQualityRule() throws IOException {
        for (String rule : List.of(
                "check: 'true'",
                "check: 'true', attributes: [x, y], when: 'true', message: m, severity: reject",
                "attribute: x, required: all",
                "attributes: [x, y], required: any",
                "attribute: x, pattern: '[0-9]+'",
                "attribute: x, length: {max: 3}",
                "attribute: n, range: {min: 0, max: 1.5}",
                "attribute: d, dates: {from: '1900-01-01', to: today}",
                "attribute: x, is: iban",
                "attribute: x, codes: [A, B]")) {
            assertThat(validate(checked(rule))).as(rule).isEmpty();
            assertThat(ModelFiles.parse("x.yaml", checked(rule))).as(rule).isInstanceOf(ModelFiles.Loaded.class);
        }
        for (String rule : List.of(
                "severity: warn",
                "check: 'true', pattern: x",
                "attribute: x, attributes: [y], is: gtin",
                "is: gtin",
                "attribute: x, required: some",
                "attribute: x, length: {}",
                "attribute: x, length: {least: 1}",
                "attribute: n, range: {min: low}",
                "attribute: d, dates: {to: tomorrow}",
                "attribute: x, is: nice",
                "attribute: x, codes: []",
                "attribute: x, is: gtin, severity: fatal")) {
            assertThat(validate(checked(rule))).as(rule).isNotEmpty();
            assertThat(ModelFiles.parse("x.yaml", checked(rule))).as(rule).isInstanceOf(ModelFiles.Faulty.class);
        }
    }

    @Test
    void agreesWithTheLoaderOnApproval() throws IOException {
        for (String rule : List.of(
                "{attributes: [x], by: admin, blind: true}",
                "{attributes: all}",
                "[{acts: [merge, split, move, undo, create, delete], by: steward}, {attributes: [y]}]")) {
            assertThat(validate(approved(rule))).as(rule).isEmpty();
            assertThat(ModelFiles.parse("x.yaml", approved(rule))).as(rule).isInstanceOf(ModelFiles.Loaded.class);
        }
        for (String rule : List.of(
                "{by: admin}",
                "{attributes: []}",
                "{attributes: x}",
                "{acts: [merge, pin]}",
                "{acts: [merge], by: viewer}",
                "{acts: [merge], blind: maybe}",
                "{acts: [merge], who: ada}")) {
            assertThat(validate(approved(rule))).as(rule).isNotEmpty();
            assertThat(ModelFiles.parse("x.yaml", approved(rule))).as(rule).isInstanceOf(ModelFiles.Faulty.class);
        }
    }

    @Test
    void agreesWithTheLoaderOnPrivacy() throws IOException {
        for (String rule : List.of("{see: steward}", "{see: admin, reveal: viewer}", "{}")) {
            assertThat(validate(hidden(rule))).as(rule).isEmpty();
            assertThat(ModelFiles.parse("x.yaml", hidden(rule))).as(rule).isInstanceOf(ModelFiles.Loaded.class);
        }
        for (String rule : List.of("{see: nobody}", "{reveal: 1}", "{hide: steward}")) {
            assertThat(validate(hidden(rule))).as(rule).isNotEmpty();
            assertThat(ModelFiles.parse("x.yaml", hidden(rule))).as(rule).isInstanceOf(ModelFiles.Faulty.class);
        }
        assertThat(ModelFiles.parse("x.yaml", hidden("{see: steward, reveal: admin}")))
                .as("nobody asks for what they see")
                .isInstanceOf(ModelFiles.Faulty.class);
    }

    private static String hidden(String rule) {
        return """
                entity: a
                attributes: {x: {type: text, pii: true}}
                privacy: %s
                """.formatted(rule);
    }

    private static String approved(String rule) {
        return """
                entity: a
                attributes: {x: {type: text}, y: {type: text}}
                approval: %s
                """.formatted(rule);
    }

    private static String checked(String rule) {
        return """
                entity: a
                attributes: {x: {type: text}, y: {type: text}, n: {type: number}, d: {type: date}}
                quality: [{id: q, %s}]
                """.formatted(rule);
    }

    private static String ruled(String rule) {
        return """
                entity: a
                attributes: {x: {type: text}, y: {type: text}}
                quality: [{id: q, check: "true"}]
                survivorship:
                  %s: %s
                """.formatted(rule.contains("group") ? "both" : "x", rule);
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
