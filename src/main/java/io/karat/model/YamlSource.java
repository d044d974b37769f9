package io.karat.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one YAML file node by node and collects every problem with its place, so that all are shown at once. */
final class YamlSource {

    private final String file;
    private final List<Problem> problems;

    YamlSource(String file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    void problem(@Nullable Node at, String message) {
        int line = at == null ? 1 : at.getStartMark().getLine() + 1;
        int column = at == null ? 1 : at.getStartMark().getColumn() + 1;
        problems.add(new Problem(file, line, column, message));
    }

    /** The entries of a mapping by key; a key that stands twice is a problem. */
    Map<String, Node> mapping(Node node, String what) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(node, what + " has to be a mapping of keys to values");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                if (entries.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                    problem(key, "the key '" + key.getValue() + "' stands twice in " + what + "; remove one");
                }
            } else {
                problem(tuple.getKeyNode(), "a key in " + what + " has to be a plain word");
            }
        }
        return entries;
    }

    /** Like {@link #mapping}, and a key that is not among the known ones is a problem. */
    Map<String, Node> mapping(Node node, String what, List<String> known) {
        Map<String, Node> entries = mapping(node, what);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key && !known.contains(key.getValue())) {
                    problem(key, "'" + key.getValue() + "' is no key of " + what + suggestion(key.getValue(), known));
                }
            }
        }
        return entries;
    }

    Optional<String> text(@Nullable Node node, String what) {
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problem(node, what + " has to be a single value");
        return Optional.empty();
    }

    boolean flag(@Nullable Node node, String what, boolean otherwise) {
        Optional<String> text = text(node, what);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().equals("true") || text.get().equals("false")) {
            return text.get().equals("true");
        }
        problem(node, what + " has to be true or false");
        return otherwise;
    }

    double probability(@Nullable Node node, String what, double otherwise) {
        Optional<String> text = text(node, what);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value > 0 && value < 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            problem(node, what + " has to be a number between 0 and 1, both excluded");
            return otherwise;
        }
        problem(node, what + " has to lie between 0 and 1, both excluded");
        return otherwise;
    }

    List<String> texts(@Nullable Node node, String what) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(node, what)) {
            text(item, "each entry of " + what).ifPresent(texts::add);
        }
        return texts;
    }

    List<Node> items(@Nullable Node node, String what) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        problem(node, what + " has to be a list");
        return List.of();
    }

    /** That a name which has to be an attribute's is none is a problem. */
    void known(@Nullable Node at, String attribute, List<String> names, String where) {
        if (!names.contains(attribute)) {
            problem(at, where + " names '" + attribute + "', which is no attribute" + suggestion(attribute, names));
        }
    }

    /** A whole number between two others, both included. */
    int number(@Nullable Node node, String what, int least, int most, int otherwise) {
        Optional<String> text = text(node, what);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().matches("\\d{1,9}")) {
            int value = Integer.parseInt(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        }
        problem(node, what + " has to be a whole number from " + least + " to " + most);
        return otherwise;
    }

    /** "; did you mean 'x'?", or the known words, or nothing. */
    static String suggestion(String word, List<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(k -> distance(word, k)))
                .filter(k -> distance(word, k) <= Math.max(2, word.length() / 3))
                .map(k -> "; did you mean '" + k + "'?")
                .orElse(known.isEmpty() ? "" : "; known are " + String.join(", ", known));
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
