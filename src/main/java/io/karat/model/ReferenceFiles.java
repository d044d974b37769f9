package io.karat.model;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the lists of codes beside the models: one YAML file each. */
final class ReferenceFiles {

    static final String DIRECTORY = "reference";
    static final List<String> KEYS = List.of("list", "codes", "sources");

    /** A list that every JDK has; no file has to copy it. */
    private static final String COUNTRIES = "iso-3166";

    private ReferenceFiles() {}

    /** By name; what is wrong with them is told with the models' problems. */
    static Map<String, ReferenceList> read(Path models, List<Problem> problems) {
        Path directory = models.resolve(DIRECTORY);
        Map<String, ReferenceList> lists = new HashMap<>();
        if (!Files.isDirectory(directory)) {
            return lists;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(f -> f.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList()) {
                read(file, lists, problems);
            }
        } catch (IOException e) {
            problems.add(new Problem(DIRECTORY, 1, 1, "cannot be read: " + e.getMessage()));
        }
        return lists;
    }

    private static void read(Path path, Map<String, ReferenceList> lists, List<Problem> problems) {
        String file = DIRECTORY + "/" + path.getFileName();
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(true);
            Node root = new Yaml(options).compose(new StringReader(Files.readString(path)));
            if (root == null) {
                problems.add(new Problem(file, 1, 1, "is empty; see the README beside the models"));
            } else {
                read(root, new YamlSource(file, problems), lists);
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(file, line, 1, "is no YAML: " + e.getProblem()));
        } catch (IOException | YAMLException e) {
            problems.add(new Problem(file, 1, 1, "cannot be read: " + e.getMessage()));
        }
    }

    private static void read(Node root, YamlSource yaml, Map<String, ReferenceList> lists) {
        Map<String, Node> keys = yaml.mapping(root, "a list of codes", KEYS);
        String name = yaml.text(keys.get("list"), "list").orElse("");
        if (name.isEmpty()) {
            yaml.problem(root, "the key 'list' is missing; it names the list of codes");
        }
        Map<String, String> codes = codes(root, keys.get("codes"), yaml);
        Map<String, Map<String, String>> sources = new HashMap<>();
        Node cross = keys.get("sources");
        if (cross != null) {
            yaml.mapping(cross, "sources").forEach((source, words) -> {
                Map<String, String> meant = new TreeMap<>();
                yaml.mapping(words, "source '" + source + "'").forEach((word, node) -> {
                    String code = ReferenceList.fold(
                            yaml.text(node, "the code for '" + word + "'").orElse(""));
                    if (!codes.containsKey(code)) {
                        yaml.problem(node, "'" + word + "' stands for a code that is not in the list");
                    }
                    meant.put(ReferenceList.fold(word), code);
                });
                sources.put(source, meant);
            });
        }
        if (lists.put(name, new ReferenceList(name, codes, sources)) != null) {
            yaml.problem(keys.get("list"), "the list '" + name + "' stands in two files; keep one");
        }
    }

    private static Map<String, String> codes(Node root, @Nullable Node node, YamlSource yaml) {
        Map<String, String> codes = new TreeMap<>();
        if (node == null) {
            yaml.problem(root, "the key 'codes' is missing; it gives each code its name");
        } else if (node instanceof ScalarNode known) {
            if (known.getValue().equals(COUNTRIES)) {
                Arrays.stream(Locale.getISOCountries())
                        .forEach(code -> codes.put(
                                ReferenceList.fold(code), Locale.of("", code).getDisplayCountry(Locale.ENGLISH)));
            } else {
                yaml.problem(node, "codes is a mapping of codes to names, or " + COUNTRIES);
            }
        } else {
            yaml.mapping(node, "codes")
                    .forEach((code, label) -> codes.put(
                            ReferenceList.fold(code),
                            yaml.text(label, "the name of '" + code + "'").orElse(code)));
        }
        return codes;
    }
}
