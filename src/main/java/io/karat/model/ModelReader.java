package io.karat.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Binds one YAML document to an entity type. */
final class ModelReader {

    static final List<String> KEYS = List.of(
            "entity",
            "label",
            "title",
            "attributes",
            "match",
            "survivorship",
            "quality",
            "reviews",
            "approval",
            "privacy",
            "timeliness");
    static final List<String> ATTRIBUTE_KEYS =
            List.of("type", "label", "pii", "many", "exclusive", "shared", "reference");
    static final List<String> MATCH_KEYS = List.of("thresholds", "one-per-source", "source-column");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern PLACE = Pattern.compile("\\{([^}]*)\\}");
    private static final List<String> TYPES =
            Arrays.stream(AttributeType.values()).map(AttributeType::code).toList();

    private final YamlSource yaml;
    private final ExpressionCheck expressions;
    private final ReferenceData references;
    private final Map<String, ReferenceList> listOf = new HashMap<>();

    ModelReader(YamlSource yaml, ExpressionCheck expressions, ReferenceData references) {
        this.yaml = yaml;
        this.expressions = expressions;
        this.references = references;
    }

    /** What could be bound; to be used only if no problem was found. */
    Optional<EntityType> read(Node root) {
        Map<String, Node> keys = yaml.mapping(root, "an entity model", KEYS);
        if (!(root instanceof MappingNode)) {
            return Optional.empty();
        }
        Optional<String> name = yaml.text(keys.get("entity"), "entity");
        if (name.isEmpty()) {
            yaml.problem(root, "the key 'entity' is missing; it names the entity type");
        } else if (!NAME.matcher(name.get()).matches()) {
            yaml.problem(
                    keys.get("entity"), "an entity's name has small letters, digits and _ and begins with a letter");
        }
        List<Attribute> attributes = attributes(root, keys.get("attributes"));
        List<String> names = names(keys.get("attributes"));
        String one = name.map(ModelReader::words).orElse("");
        Map<String, Node> label =
                keys.containsKey("label") ? yaml.mapping(keys.get("label"), "label", List.of("one", "many")) : Map.of();
        String labelOne = yaml.text(label.get("one"), "label.one").orElse(one);
        String labelMany = yaml.text(label.get("many"), "label.many").orElse(labelOne + "s");
        String title = title(keys.get("title"), names);
        Matching matching = matching(keys.get("match"));
        List<QualityRule> quality =
                new QualityReader(yaml, names, attributes, expressions, references).read(keys.get("quality"));
        Survivorship survivorship =
                new SurvivorshipReader(yaml, names, attributes, quality, expressions).read(keys.get("survivorship"));
        ReviewRules reviews = new ReviewRulesReader(yaml).read(keys.get("reviews"));
        Timeliness timeliness = new TimelinessReader(yaml).read(keys.get("timeliness"));
        Privacy privacy = new PrivacyReader(yaml).read(keys.get("privacy"));
        Approval approval = new ApprovalReader(yaml, names).read(keys.get("approval"));
        if (name.isEmpty() || attributes.isEmpty()) {
            return Optional.empty();
        }
        References used = references.of(attributes, listOf);
        return Optional.of(new EntityType(
                name.get(),
                labelOne,
                labelMany,
                title,
                attributes,
                matching,
                survivorship,
                quality,
                reviews,
                approval,
                privacy,
                timeliness,
                used,
                ModelFiles.version(canonical(root) + used.canonical())));
    }

    private List<Attribute> attributes(Node root, @Nullable Node node) {
        if (node == null) {
            yaml.problem(root, "the key 'attributes' is missing; an entity has at least one attribute");
            return List.of();
        }
        List<Attribute> attributes = new ArrayList<>();
        yaml.mapping(node, "attributes").forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                yaml.problem(
                        value,
                        "'" + name + "': an attribute's name has small letters, digits and _ and begins with a letter");
            }
            Map<String, Node> keys = yaml.mapping(value, "attribute '" + name + "'", ATTRIBUTE_KEYS);
            Optional<String> code = yaml.text(keys.get("type"), "type");
            Optional<AttributeType> type = code.flatMap(AttributeType::byCode);
            if (code.isEmpty()) {
                yaml.problem(value, "attribute '" + name + "' needs a type");
            } else if (type.isEmpty()) {
                yaml.problem(
                        keys.get("type"),
                        "'" + code.get() + "' is no attribute type" + YamlSource.suggestion(code.get(), TYPES));
            }
            AttributeType bound = type.orElse(AttributeType.TEXT);
            refer(name, bound, keys.get("reference"));
            attributes.add(new Attribute(
                    name,
                    yaml.text(keys.get("label"), "label").orElse(words(name)),
                    bound,
                    yaml.flag(keys.get("pii"), "pii", false),
                    yaml.flag(keys.get("many"), "many", false),
                    yaml.flag(keys.get("exclusive"), "exclusive", false),
                    yaml.flag(keys.get("shared"), "shared", bound.shareable())));
        });
        if (attributes.isEmpty()
                && node instanceof MappingNode mapping
                && mapping.getValue().isEmpty()) {
            yaml.problem(node, "an entity has at least one attribute");
        }
        return attributes;
    }

    private void refer(String attribute, AttributeType type, @Nullable Node node) {
        Optional<String> name = yaml.text(node, "reference");
        if (node == null || name.isEmpty()) {
            return;
        }
        ReferenceList list = references.lists().get(name.get());
        if (type != AttributeType.CATEGORY && type != AttributeType.COUNTRY) {
            yaml.problem(node, "only a category or a country has codes; take 'reference' out, or choose another type");
        } else if (list == null) {
            yaml.problem(node, references.unknown(name.get()));
        } else {
            listOf.put(attribute, list);
        }
    }

    /** Of all attributes, also of those that could not be bound: so no fault brings others with it. */
    private static List<String> names(@Nullable Node attributes) {
        return attributes instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(ScalarNode.class::isInstance)
                        .map(key -> ((ScalarNode) key).getValue())
                        .distinct()
                        .toList()
                : List.of();
    }

    private String title(@Nullable Node node, List<String> names) {
        String title = yaml.text(node, "title").orElse(names.isEmpty() ? "" : "{" + names.get(0) + "}");
        Matcher places = PLACE.matcher(title);
        while (places.find()) {
            yaml.known(node, places.group(1), names, "the title");
        }
        return title;
    }

    private Matching matching(@Nullable Node node) {
        Matching defaults = Matching.defaults();
        if (node == null) {
            return defaults;
        }
        Map<String, Node> keys = yaml.mapping(node, "match", MATCH_KEYS);
        Node at = keys.get("thresholds");
        Map<String, Node> thresholds =
                at == null ? Map.of() : yaml.mapping(at, "thresholds", List.of("link", "review"));
        double link = yaml.probability(thresholds.get("link"), "link", defaults.link());
        double review = yaml.probability(thresholds.get("review"), "review", Math.min(defaults.review(), link));
        boolean ordered = review <= link;
        if (!ordered) {
            yaml.problem(at, "review has to be at most link");
        }
        return new Matching(
                ordered ? link : defaults.link(),
                ordered ? review : defaults.review(),
                yaml.flag(keys.get("one-per-source"), "one-per-source", false),
                yaml.text(keys.get("source-column"), "source-column").orElse(null));
    }

    /** {@code birth_date} in words: "Birth date". */
    private static String words(String name) {
        String words = name.replace('_', ' ');
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** The document in one canonical line, without comments and layout: what the version is made of. */
    static String canonical(Node node) {
        return switch (node) {
            case ScalarNode scalar -> "'" + scalar.getValue().replace("'", "''") + "'";
            case MappingNode mapping -> {
                StringBuilder text = new StringBuilder("{");
                mapping.getValue()
                        .forEach(t -> text.append(canonical(t.getKeyNode()))
                                .append(':')
                                .append(canonical(t.getValueNode()))
                                .append(','));
                yield text.append('}').toString();
            }
            case org.yaml.snakeyaml.nodes.SequenceNode sequence -> {
                StringBuilder text = new StringBuilder("[");
                sequence.getValue().forEach(n -> text.append(canonical(n)).append(','));
                yield text.append(']').toString();
            }
            default -> "";
        };
    }
}
