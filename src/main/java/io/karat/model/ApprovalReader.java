package io.karat.model;

import io.karat.model.Approval.Act;
import io.karat.model.Approval.By;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Binds the approval part of an entity model: one rule, or a list of them. */
final class ApprovalReader {

    static final List<String> KEYS = List.of("attributes", "acts", "by", "blind");
    static final List<String> ACTS = Arrays.stream(Act.values()).map(Act::code).toList();
    static final List<String> ROLES = Arrays.stream(By.values()).map(By::code).toList();
    static final String ALL = "all";

    private final YamlSource yaml;
    private final List<String> names;

    /** @param names of all attributes, also of those that could not be bound */
    ApprovalReader(YamlSource yaml, List<String> names) {
        this.yaml = yaml;
        this.names = names;
    }

    Approval read(@Nullable Node node) {
        List<Node> items = node instanceof MappingNode ? List.of(node) : yaml.items(node, "approval");
        return items.isEmpty()
                ? Approval.NONE
                : new Approval(items.stream().map(this::rule).toList());
    }

    private Approval.Rule rule(Node item) {
        Map<String, Node> keys = yaml.mapping(item, "approval", KEYS);
        Set<String> attributes = attributes(keys.get("attributes"));
        Set<Act> acts = acts(keys.get("acts"));
        if (item instanceof MappingNode && !keys.containsKey("attributes") && !keys.containsKey("acts")) {
            yaml.problem(item, "approval needs 'attributes', whose values need it, or 'acts'");
        }
        return new Approval.Rule(attributes, acts, by(keys.get("by")), yaml.flag(keys.get("blind"), "blind", false));
    }

    private Set<String> attributes(@Nullable Node node) {
        if (node instanceof ScalarNode scalar && scalar.getValue().equals(ALL)) {
            return Set.copyOf(names);
        }
        Set<String> attributes = new LinkedHashSet<>();
        for (Node item : items(node, "attributes")) {
            yaml.text(item, "each entry of attributes").ifPresent(name -> {
                yaml.known(item, name, names, "approval");
                attributes.add(name);
            });
        }
        return attributes;
    }

    private Set<Act> acts(@Nullable Node node) {
        Set<Act> acts = new LinkedHashSet<>();
        for (Node item : items(node, "acts")) {
            yaml.text(item, "each entry of acts")
                    .ifPresent(code -> Act.byCode(code)
                            .ifPresentOrElse(
                                    acts::add,
                                    () -> yaml.problem(
                                            item, "'" + code + "' is no act" + YamlSource.suggestion(code, ACTS))));
        }
        return acts;
    }

    private List<Node> items(@Nullable Node node, String what) {
        List<Node> items = yaml.items(node, what);
        if (node != null && items.isEmpty()) {
            yaml.problem(node, what + " names none; leave the key out");
        }
        return items;
    }

    private By by(@Nullable Node node) {
        String code = yaml.text(node, "by").orElse(By.APPROVER.code());
        if (!ROLES.contains(code)) {
            yaml.problem(node, "'" + code + "' is no role that approves" + YamlSource.suggestion(code, ROLES));
        }
        return By.byCode(code).orElse(By.APPROVER);
    }
}
