package io.karat.model;

import io.karat.model.QualityRule.Day;
import io.karat.model.QualityRule.Form;
import io.karat.model.QualityRule.Severity;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Binds the quality part of an entity model. */
final class QualityReader {

    /** One of them says what a rule looks at. */
    static final List<String> TESTS =
            List.of("check", "required", "pattern", "length", "range", "dates", "is", "codes");

    static final List<String> RULE_KEYS = List.of(
            "id",
            "attribute",
            "attributes",
            "check",
            "required",
            "pattern",
            "length",
            "range",
            "dates",
            "is",
            "codes",
            "when",
            "message",
            "severity");

    static final List<String> REQUIRED = List.of("all", "any");
    static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(Severity::code).toList();

    /** Longer values are cut by standardising too. */
    private static final int LONGEST = 1_000_000;

    private static final int LONGEST_ID = 64;
    private static final String TODAY = "today";
    private static final Set<AttributeType> NUMBERS =
            Set.of(AttributeType.NUMBER, AttributeType.MONEY, AttributeType.YEAR);

    private final YamlSource yaml;
    private final List<String> names;
    private final List<Attribute> attributes;
    private final ExpressionCheck expressions;
    private final ReferenceData references;

    /**
     * @param names of all attributes, also of those that could not be bound
     * @param references the lists of codes
     */
    QualityReader(
            YamlSource yaml,
            List<String> names,
            List<Attribute> attributes,
            ExpressionCheck expressions,
            ReferenceData references) {
        this.references = references;
        this.yaml = yaml;
        this.names = names;
        this.attributes = attributes;
        this.expressions = expressions;
    }

    List<QualityRule> read(@Nullable Node node) {
        List<QualityRule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Node item : yaml.items(node, "quality")) {
            Map<String, Node> keys = yaml.mapping(item, "a quality rule", RULE_KEYS);
            Optional<String> id = yaml.text(keys.get("id"), "id");
            if (id.isEmpty()) {
                yaml.problem(item, "a quality rule needs an id, by which findings name it");
                continue;
            }
            if (!id.get().matches("[a-z][a-z0-9-]*") || id.get().length() > LONGEST_ID) {
                yaml.problem(keys.get("id"), "a rule's id has small letters, digits and - and begins with a letter");
            }
            if (!seen.add(id.get())) {
                yaml.problem(keys.get("id"), "the quality rule '" + id.get() + "' stands twice");
            }
            rule(item, id.get(), keys).ifPresent(rules::add);
        }
        return rules;
    }

    private Optional<QualityRule> rule(Node item, String id, Map<String, Node> keys) {
        List<String> tests = TESTS.stream().filter(keys::containsKey).toList();
        if (tests.size() != 1) {
            yaml.problem(
                    item,
                    "the quality rule '" + id + "' needs " + (tests.isEmpty() ? "one of " : "only one of ")
                            + String.join(", ", tests.isEmpty() ? TESTS : tests));
            return Optional.empty();
        }
        String key = tests.getFirst();
        List<String> about = about(item, id, keys, key);
        Node at = keys.getOrDefault(key, item);
        QualityRule.Test test = test(at, key);
        demandTypes(at, about, test);
        String when = yaml.text(keys.get("when"), "when").orElse(null);
        if (when != null) {
            sound(keys.get("when"), "the condition", when);
        }
        return Optional.of(new QualityRule(
                id,
                about,
                test,
                when,
                yaml.text(keys.get("message"), "message").orElseGet(() -> message(about, test)),
                severity(keys.get("severity"))));
    }

    private List<String> about(Node item, String id, Map<String, Node> keys, String test) {
        Node one = keys.get("attribute");
        Node several = keys.get("attributes");
        List<String> about = one == null
                ? yaml.texts(several, "attributes")
                : yaml.text(one, "attribute").stream().toList();
        if (one != null && several != null) {
            yaml.problem(several, "say 'attribute' or 'attributes', not both");
        }
        about.forEach(name -> yaml.known(one == null ? several : one, name, names, "the quality rule '" + id + "'"));
        if (about.isEmpty() && !test.equals("check")) {
            yaml.problem(item, "the quality rule '" + id + "' needs 'attribute', whose values it looks at");
        }
        return about.stream().distinct().toList();
    }

    private QualityRule.Test test(Node node, String key) {
        return switch (key) {
            case "check" -> holds(node);
            case "required" ->
                new QualityRule.Required(word(node, "required", REQUIRED).equals("any"));
            case "pattern" -> pattern(node);
            case "length" -> length(node);
            case "range" -> range(node);
            case "dates" -> dates(node);
            case "is" ->
                new QualityRule.Is(Form.byCode(word(node, "is", Form.codes())).orElse(Form.READABLE));
            case "codes" -> oneOf(node);
            default -> throw new IllegalArgumentException(key);
        };
    }

    private QualityRule.Test holds(Node node) {
        String text = yaml.text(node, "check").orElse("");
        if (text.isBlank()) {
            yaml.problem(node, "'check' is an expression that holds for a good record, for example price > 0.0");
        } else {
            sound(node, "the check", text);
        }
        return new QualityRule.Holds(text);
    }

    private void sound(@Nullable Node node, String what, String text) {
        if (attributes.size() == names.size()) {
            expressions
                    .rule(text, attributes)
                    .ifPresent(problem -> yaml.problem(node, what + " is not sound: " + problem));
        }
    }

    private QualityRule.Test pattern(Node node) {
        String text = yaml.text(node, "pattern").orElse("");
        expressions
                .pattern(text)
                .ifPresent(problem -> yaml.problem(node, "pattern is no regular expression: " + problem));
        return new QualityRule.Pattern(text);
    }

    private QualityRule.Test length(Node node) {
        Map<String, Node> bounds = bounds(node, "length", "min", "max");
        int least = bounds.containsKey("min") ? yaml.number(bounds.get("min"), "min", 0, LONGEST, 0) : 0;
        int most = bounds.containsKey("max") ? yaml.number(bounds.get("max"), "max", 0, LONGEST, LONGEST) : LONGEST;
        if (least > most) {
            yaml.problem(node, "min has to be at most max");
        }
        return new QualityRule.Length(least, most);
    }

    private QualityRule.Test range(Node node) {
        Map<String, Node> bounds = bounds(node, "range", "min", "max");
        Double least = decimal(bounds.get("min"), "min");
        Double most = decimal(bounds.get("max"), "max");
        if (least != null && most != null && least > most) {
            yaml.problem(node, "min has to be at most max");
        }
        return new QualityRule.Range(least, most);
    }

    private QualityRule.Test dates(Node node) {
        Map<String, Node> bounds = bounds(node, "dates", "from", "to");
        Day from = day(bounds.get("from"), "from");
        Day to = day(bounds.get("to"), "to");
        LocalDate first = from == null ? null : from.date();
        LocalDate last = to == null ? null : to.date();
        if (first != null && last != null && first.isAfter(last)) {
            yaml.problem(node, "from has to be no later than to");
        }
        return new QualityRule.Dates(from, to);
    }

    private Map<String, Node> bounds(Node node, String what, String low, String high) {
        Map<String, Node> bounds = yaml.mapping(node, what, List.of(low, high));
        if (!bounds.containsKey(low) && !bounds.containsKey(high)) {
            yaml.problem(node, what + " needs '" + low + "' or '" + high + "'");
        }
        return bounds;
    }

    private @Nullable Double decimal(@Nullable Node node, String what) {
        Optional<String> text = yaml.text(node, what);
        try {
            return text.isEmpty() ? null : Double.valueOf(text.get());
        } catch (NumberFormatException _) {
            yaml.problem(node, what + " has to be a number");
            return null;
        }
    }

    private @Nullable Day day(@Nullable Node node, String what) {
        Optional<String> text = yaml.text(node, what);
        try {
            return text.isEmpty() ? null : new Day(text.get().equals(TODAY) ? null : LocalDate.parse(text.get()));
        } catch (DateTimeException _) {
            yaml.problem(node, what + " has to be a date as 1900-01-31, or today");
            return null;
        }
    }

    private QualityRule.Test oneOf(Node node) {
        if (node instanceof ScalarNode name) {
            ReferenceList list = references.lists().get(name.getValue());
            if (list == null) {
                yaml.problem(node, references.unknown(name.getValue()));
            }
            return new QualityRule.OneOf(list == null ? list(name.getValue(), Map.of()) : list);
        }
        Map<String, ReferenceList.Code> codes = new TreeMap<>();
        yaml.texts(node, "codes")
                .forEach(code -> codes.put(ReferenceList.fold(code), new ReferenceList.Code(code, code)));
        if (codes.isEmpty()) {
            yaml.problem(node, "codes needs at least one code, or the name of a list");
        }
        return new QualityRule.OneOf(list("", codes));
    }

    private static ReferenceList list(String name, Map<String, ReferenceList.Code> codes) {
        return new ReferenceList(name, codes, Map.of(), Map.of());
    }

    private void demandTypes(Node node, List<String> about, QualityRule.Test test) {
        for (String name : about) {
            AttributeType type = attributes.stream()
                    .filter(attribute -> attribute.name().equals(name))
                    .findFirst()
                    .map(Attribute::type)
                    .orElse(null);
            String wanted = switch (test) {
                case QualityRule.Range _ when type != null && !NUMBERS.contains(type) -> "number, money or year";
                case QualityRule.Dates _ when type != null && type != AttributeType.DATE -> "date";
                case QualityRule.Is(Form form)
                when form == Form.PHONE && type != null && type != AttributeType.PHONE -> "phone";
                default -> "";
            };
            if (!wanted.isEmpty()) {
                yaml.problem(node, "'" + name + "' has to be of type " + wanted + " for this rule");
            }
        }
    }

    private String word(Node node, String what, List<String> known) {
        String text = yaml.text(node, what).orElse("");
        if (!known.contains(text)) {
            yaml.problem(node, "'" + text + "' is not known for '" + what + "'" + YamlSource.suggestion(text, known));
            return known.getFirst();
        }
        return text;
    }

    private Severity severity(@Nullable Node node) {
        String text = yaml.text(node, "severity").orElse(Severity.WARN.code());
        if (!SEVERITIES.contains(text)) {
            yaml.problem(node, "'" + text + "' is no severity" + YamlSource.suggestion(text, SEVERITIES));
            return Severity.WARN;
        }
        return Severity.valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** What a rule without a message of its own says. */
    private String message(List<String> about, QualityRule.Test test) {
        String subject = about.stream()
                .map(name -> attributes.stream()
                        .filter(attribute -> attribute.name().equals(name))
                        .findFirst()
                        .map(Attribute::label)
                        .orElse(name))
                .collect(Collectors.joining(", "));
        return switch (test) {
            case QualityRule.Holds _ -> "The record does not hold to the rule.";
            case QualityRule.Required(boolean any) ->
                (about.size() > 1 ? (any ? "One of these is needed: " : "All of these are needed: ") : "Needed: ")
                        + subject + ".";
            case QualityRule.Pattern _ -> subject + ": not of the expected form.";
            case QualityRule.Length _ -> subject + ": too short or too long.";
            case QualityRule.Range _ -> subject + ": out of range.";
            case QualityRule.Dates _ -> subject + ": not a plausible date.";
            case QualityRule.Is(Form form) ->
                subject + (form == Form.READABLE ? ": cannot be read." : ": not a valid " + words(form) + ".");
            case QualityRule.OneOf _ -> subject + ": not a known code.";
        };
    }

    private static String words(Form form) {
        return switch (form) {
            case READABLE -> "value";
            case EMAIL -> "e-mail address";
            case PHONE -> "telephone number";
            case URL -> "web address";
            case LUHN -> "number with a check digit";
            case GTIN, ISBN, ISSN, ISIN, IBAN -> form.name();
            case VAT -> "VAT number";
        };
    }
}
