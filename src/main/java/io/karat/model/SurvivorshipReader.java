package io.karat.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Binds the survivorship part of an entity model. */
final class SurvivorshipReader {

    static final List<String> VALIDITY_KEYS = List.of("from", "to");

    private static final String CONFLICT = "on-conflict";

    static final List<String> RULES = List.of(
            "most-recent",
            "oldest",
            "source-priority",
            "most-frequent",
            "most-complete",
            "longest",
            "shortest",
            "min",
            "max",
            "union",
            "from",
            "trust");

    /** Of a rule within another. */
    static final List<String> NESTED_KEYS =
            List.of("rule", "order", "attribute", "trust", "others", "downgrade", "when", "then", "else");

    static final List<String> RULE_KEYS = List.of(
            "rule", "order", "attribute", "trust", "others", "downgrade", "when", "then", "else", "group", CONFLICT);

    /** Which rule a key belongs to. */
    private static final Map<String, String> OWNER = Map.of(
            "order", "source-priority", "attribute", "from", "trust", "trust", "others", "trust", "downgrade", "trust");

    private final YamlSource yaml;
    private final List<String> names;
    private final List<Attribute> attributes;
    private final List<QualityRule> quality;
    private final ExpressionCheck expressions;
    private final Map<String, Node> places = new HashMap<>();

    /** @param names of all attributes, also of those that could not be bound */
    SurvivorshipReader(
            YamlSource yaml,
            List<String> names,
            List<Attribute> attributes,
            List<QualityRule> quality,
            ExpressionCheck expressions) {
        this.yaml = yaml;
        this.names = names;
        this.attributes = attributes;
        this.quality = quality;
        this.expressions = expressions;
    }

    Survivorship read(@Nullable Node node) {
        SurvivorshipRule fallback = new SurvivorshipRule.MostRecent();
        Map<String, SurvivorshipRule> rules = new HashMap<>();
        List<Survivorship.Group> groups = new ArrayList<>();
        List<String> sources = List.of();
        Set<String> grouped = new HashSet<>();
        Set<String> reviewed = new HashSet<>();
        Survivorship.Validity validity = null;
        Map<String, Node> keys = node == null ? Map.of() : yaml.mapping(node, "survivorship");
        for (Map.Entry<String, Node> entry : keys.entrySet()) {
            String key = entry.getKey();
            if (key.equals("sources")) {
                sources = yaml.texts(entry.getValue(), "sources");
                continue;
            }
            if (key.equals("valid")) {
                validity = validity(entry.getValue());
                continue;
            }
            places.put(key, entry.getValue());
            Map<String, Node> parts = yaml.mapping(entry.getValue(), "survivorship '" + key + "'", RULE_KEYS);
            boolean group = parts.containsKey("group");
            SurvivorshipRule rule = rule(entry.getValue(), parts, group);
            if (reviewed(parts.get(CONFLICT))) {
                reviewed.add(key);
            }
            if (group) {
                groups.add(new Survivorship.Group(key, members(key, parts.get("group"), grouped), rule));
            } else if (key.equals("default")) {
                fallback = rule;
            } else {
                yaml.known(entry.getValue(), key, names, "survivorship");
                rules.put(key, rule);
            }
        }
        Survivorship survivorship = new Survivorship(fallback, rules, groups, sources, reviewed, validity);
        refuseConflicts(survivorship);
        refuseUnionsOfOne(survivorship);
        refuseCircles(survivorship);
        return survivorship;
    }

    private Survivorship.Validity validity(Node node) {
        Map<String, Node> parts = yaml.mapping(node, "valid", VALIDITY_KEYS);
        if (parts.isEmpty()) {
            yaml.problem(
                    node, "valid needs 'from' or 'to', the attributes with the first and the last day of a record");
        }
        return new Survivorship.Validity(day(parts.get("from"), "from"), day(parts.get("to"), "to"));
    }

    private @Nullable String day(@Nullable Node node, String key) {
        String name = yaml.text(node, key).orElse(null);
        if (node == null || name == null) {
            return null;
        }
        yaml.known(node, name, names, "valid");
        attributes.stream()
                .filter(attribute -> attribute.name().equals(name))
                .filter(attribute -> attribute.type() != AttributeType.DATE || attribute.many())
                .forEach(_ -> yaml.problem(node, "'" + name + "' has to be of the type date, with one value"));
        return name;
    }

    private boolean reviewed(@Nullable Node node) {
        if (node == null) {
            return false;
        }
        String policy = yaml.text(node, CONFLICT).orElse("");
        if (!policy.equals("rule") && !policy.equals("review")) {
            yaml.problem(
                    node,
                    "'on-conflict' is 'review' (a steward is asked where sources disagree) or 'rule' (the rule decides)");
        }
        return policy.equals("review");
    }

    private void refuseConflicts(Survivorship survivorship) {
        for (String unit : survivorship.reviewed()) {
            Node at = places.get(unit);
            if (at != null) {
                refuseConflict(survivorship, unit, at);
            }
        }
    }

    private void refuseConflict(Survivorship survivorship, String unit, Node at) {
        if (unit.equals("default")) {
            yaml.problem(at, "'on-conflict: review' stands at an attribute or a group, not at 'default'");
        }
        survivorship
                .group(unit)
                .ifPresent(group -> yaml.problem(
                        at, "'" + unit + "' wins together with others; say 'on-conflict' at '" + group.name() + "'"));
        List<String> named = survivorship.attributes(unit);
        attributes.stream()
                .filter(attribute -> attribute.many() && named.contains(attribute.name()))
                .forEach(attribute -> yaml.problem(
                        at,
                        "'" + attribute.name() + "' keeps several values, so sources cannot disagree on it;"
                                + " leave 'on-conflict' out"));
    }

    private List<String> members(String group, @Nullable Node node, Set<String> grouped) {
        List<String> members = yaml.texts(node, "group");
        for (String member : members) {
            yaml.known(node, member, names, "group '" + group + "'");
            if (!grouped.add(member)) {
                yaml.problem(node, "'" + member + "' stands in two groups; an attribute wins with one");
            }
        }
        return members;
    }

    private SurvivorshipRule rule(Node at, Map<String, Node> parts, boolean group) {
        Node when = parts.get("when");
        if (when == null) {
            for (String key : List.of("then", "else")) {
                if (parts.containsKey(key)) {
                    yaml.problem(parts.get(key), "'" + key + "' belongs to 'when'");
                }
            }
            return plain(at, parts, group);
        }
        Node ruled = parts.get("rule");
        if (ruled != null) {
            yaml.problem(ruled, "beside 'when' there is no 'rule'; it stands under 'then' and 'else'");
        }
        String condition = yaml.text(when, "when").orElse("");
        if (condition.isBlank()) {
            yaml.problem(when, "'when' is an expression over a record, for example source == \"crm\"");
        } else if (attributes.size() == names.size()) {
            expressions
                    .condition(condition, attributes)
                    .ifPresent(problem -> yaml.problem(when, "the condition is not sound: " + problem));
        }
        Node then = parts.get("then");
        Node otherwise = parts.get("else");
        if (then == null) {
            yaml.problem(at, "'when' needs 'then', the rule of the records for which it holds");
        }
        return new SurvivorshipRule.When(
                condition,
                then == null ? new SurvivorshipRule.MostRecent() : nested(then, "then", group),
                otherwise == null ? null : nested(otherwise, "else", group));
    }

    private SurvivorshipRule nested(Node node, String key, boolean group) {
        return rule(node, yaml.mapping(node, "'" + key + "'", NESTED_KEYS), group);
    }

    private SurvivorshipRule plain(Node at, Map<String, Node> parts, boolean group) {
        String code = yaml.text(parts.get("rule"), "rule").orElse("");
        OWNER.forEach((key, owner) -> {
            if (parts.containsKey(key) && !code.equals(owner)) {
                yaml.problem(parts.get(key), "'" + key + "' belongs to the rule " + owner);
            }
        });
        if (group && List.of("min", "max", "union").contains(code)) {
            yaml.problem(
                    parts.getOrDefault("rule", at),
                    "'" + code + "' compares the values of one attribute, and a group takes all of its values from one"
                            + " record; choose another rule, or take the attribute out of the group");
        }
        return switch (code) {
            case "most-recent" -> new SurvivorshipRule.MostRecent();
            case "oldest" -> new SurvivorshipRule.Oldest();
            case "source-priority" -> sourcePriority(at, parts.get("order"));
            case "most-frequent" -> new SurvivorshipRule.MostFrequent();
            case "most-complete" -> new SurvivorshipRule.MostComplete();
            case "longest" -> new SurvivorshipRule.Longest();
            case "shortest" -> new SurvivorshipRule.Shortest();
            case "min" -> new SurvivorshipRule.Min();
            case "max" -> new SurvivorshipRule.Max();
            case "union" -> new SurvivorshipRule.Union();
            case "from" -> from(at, parts.get("attribute"));
            case "trust" -> trust(at, parts);
            default -> {
                yaml.problem(
                        parts.getOrDefault("rule", at),
                        code.isEmpty()
                                ? "a rule is missing; known are " + String.join(", ", RULES)
                                : "'" + code + "' is no survivorship rule" + YamlSource.suggestion(code, RULES));
                yield new SurvivorshipRule.MostRecent();
            }
        };
    }

    private SurvivorshipRule sourcePriority(Node at, @Nullable Node order) {
        List<String> sources = yaml.texts(order, "order");
        if (sources.isEmpty()) {
            yaml.problem(at, "source-priority needs 'order', a list of sources, the best one first");
        }
        return new SurvivorshipRule.SourcePriority(sources);
    }

    private SurvivorshipRule from(Node at, @Nullable Node attribute) {
        Optional<String> name = yaml.text(attribute, "attribute");
        if (name.isEmpty()) {
            yaml.problem(at, "from needs 'attribute', the one whose winner gives this one too");
            return new SurvivorshipRule.MostRecent();
        }
        yaml.known(attribute, name.get(), names, "from");
        return new SurvivorshipRule.From(name.get());
    }

    private SurvivorshipRule trust(Node at, Map<String, Node> parts) {
        TrustReader reader = new TrustReader(yaml);
        Map<String, TrustCurve> curves = new HashMap<>();
        Node trust = parts.get("trust");
        if (trust == null) {
            yaml.problem(at, "trust needs 'trust', which gives each source its {maximum, minimum, period, decay}");
        } else {
            yaml.mapping(trust, "trust")
                    .forEach((source, curve) -> curves.put(source, reader.curve("'" + source + "'", curve)));
        }
        Node others = parts.get("others");
        Node downgrade = parts.get("downgrade");
        return new SurvivorshipRule.Trust(
                curves,
                others == null ? null : reader.curve("others", others),
                downgrade == null ? null : reader.downgrade(downgrade, quality));
    }

    private void refuseUnionsOfOne(Survivorship survivorship) {
        Set<Node> told = new HashSet<>();
        for (Attribute attribute : attributes) {
            boolean union = survivorship.group(attribute.name()).isEmpty()
                    && survivorship.rule(attribute.name()).all().anyMatch(SurvivorshipRule.Union.class::isInstance);
            Node place = place(attribute.name());
            if (union && !attribute.many() && place != null && told.add(place)) {
                yaml.problem(
                        place,
                        "'union' keeps several values, and '" + attribute.name()
                                + "' has one; say 'many: true' there, or choose another rule");
            }
        }
    }

    private @Nullable Node place(String attribute) {
        return places.getOrDefault(attribute, places.get("default"));
    }

    /** An attribute cannot win by itself, on however long a way. */
    private void refuseCircles(Survivorship survivorship) {
        Set<String> told = new HashSet<>();
        for (String name : names) {
            List<String> circle = circle(survivorship, winner(survivorship, name), new LinkedHashSet<>());
            if (!circle.isEmpty() && circle.stream().noneMatch(told::contains)) {
                yaml.problem(
                        place(circle.getFirst()),
                        "'" + circle.getFirst() + "' would come from its own winner: " + String.join(" -> ", circle)
                                + "; give one of them another rule");
            }
            told.addAll(circle);
        }
    }

    /** A circle that the way from here leads into, its first name once more at its end; or nothing. */
    private List<String> circle(Survivorship survivorship, String at, SequencedSet<String> way) {
        if (!way.add(at)) {
            List<String> circle = new ArrayList<>(way);
            circle.subList(0, circle.indexOf(at)).clear();
            circle.add(at);
            return circle;
        }
        SurvivorshipRule rule = survivorship.groups().stream()
                .filter(group -> group.name().equals(at))
                .findFirst()
                .map(Survivorship.Group::rule)
                .orElseGet(() -> survivorship.rule(at));
        for (SurvivorshipRule part : rule.all().toList()) {
            if (part instanceof SurvivorshipRule.From(String other) && names.contains(other)) {
                List<String> circle = circle(survivorship, winner(survivorship, other), way);
                if (!circle.isEmpty()) {
                    return circle;
                }
            }
        }
        way.removeLast();
        return List.of();
    }

    /** What an attribute wins as: itself, or its group. */
    private static String winner(Survivorship survivorship, String attribute) {
        return survivorship.group(attribute).map(Survivorship.Group::name).orElse(attribute);
    }
}
