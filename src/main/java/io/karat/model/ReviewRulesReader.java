package io.karat.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Binds {@code reviews}: {@code {due: {match: P3D}, second: {match: {below: 0.8}, split: always}, budget: 500}}. */
final class ReviewRulesReader {

    static final List<String> KEYS = List.of("due", "second", "budget");
    static final List<String> KINDS = List.of("match", "guard", "split", "quality", "conflict", "change");
    static final List<String> SECOND_KINDS = List.of("match", "guard", "split", "quality", "conflict");
    static final List<String> SECOND_KEYS = List.of("from", "below");

    private static final String ALWAYS = "always";
    private static final String CHANGE = "change";
    private static final String CONFLICT = "conflict";
    private static final Duration LONGEST = Duration.ofDays(3_653);

    /** Beyond it the line would be looked for longer than a page may take. */
    private static final int LARGEST_BUDGET = 100_000;

    private final YamlSource yaml;

    ReviewRulesReader(YamlSource yaml) {
        this.yaml = yaml;
    }

    ReviewRules read(@Nullable Node node) {
        if (node == null) {
            return ReviewRules.NONE;
        }
        Map<String, Node> keys = yaml.mapping(node, "reviews", KEYS);
        Map<String, Duration> due = new LinkedHashMap<>();
        byKind(keys.get("due"), "due", KINDS).forEach((kind, time) -> due.put(kind, time(time)));
        Map<String, ReviewRules.Second> second = new LinkedHashMap<>();
        refuseChanges(keys.get("second"));
        byKind(keys.get("second"), "second", KINDS).forEach((kind, rule) -> second.put(kind, second(kind, rule)));
        int budget = yaml.number(keys.get("budget"), "budget", 1, LARGEST_BUDGET, ReviewRules.UNLIMITED);
        return new ReviewRules(due, second, budget);
    }

    private Map<String, Node> byKind(@Nullable Node node, String what, List<String> kinds) {
        return node == null ? Map.of() : yaml.mapping(node, what, kinds);
    }

    /** Who proposes a change and who approves it are two already. */
    private void refuseChanges(@Nullable Node second) {
        if (second instanceof MappingNode mapping) {
            mapping.getValue().stream()
                    .map(NodeTuple::getKeyNode)
                    .filter(key -> key instanceof ScalarNode scalar
                            && scalar.getValue().equals(CHANGE))
                    .forEach(
                            key -> yaml.problem(
                                    key,
                                    "a change has two people already, who proposes and who approves; leave 'change' out of second"));
        }
    }

    private Duration time(Node node) {
        Optional<Duration> time = yaml.text(node, "due").flatMap(TrustReader::duration);
        if (time.isEmpty() || time.get().toMillis() < 1 || time.get().compareTo(LONGEST) > 0) {
            yaml.problem(node, "due has to be a time up to ten years, as P3D or PT4H");
            return Duration.ofDays(1);
        }
        return time.get();
    }

    private ReviewRules.Second second(String kind, Node node) {
        if (kind.equals(CONFLICT) && !(node instanceof ScalarNode)) {
            yaml.problem(node, "second of conflict has to be always: a choice among values has no probability");
            return ReviewRules.Second.ALWAYS;
        }
        if (node instanceof ScalarNode scalar) {
            if (!scalar.getValue().equals(ALWAYS)) {
                yaml.problem(node, "second has to be always, or probabilities as {below: 0.8}");
            }
            return ReviewRules.Second.ALWAYS;
        }
        Map<String, Node> keys = yaml.mapping(node, "second", SECOND_KEYS);
        double from = yaml.probability(keys.get("from"), "from", 0);
        double below = yaml.probability(keys.get("below"), "below", 1);
        if (from >= below) {
            yaml.problem(node, "from has to be less than below");
        }
        return new ReviewRules.Second(from, below);
    }
}
