package io.karat.model;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads the lists beside the models: one YAML file each. */
final class ReferenceFiles {

    static final String DIRECTORY = "reference";
    static final List<String> KEYS = List.of("list", "codes", "words", "sources");
    static final List<String> NICKNAME_KEYS = List.of("list", "groups");

    /** A list that every JDK has; no file has to copy it. */
    private static final String COUNTRIES = "iso-3166";

    private final List<Problem> problems;
    private final Map<String, ReferenceList> lists = new HashMap<>();
    private final List<List<String>> nicknames = new ArrayList<>();

    private ReferenceFiles(List<Problem> problems) {
        this.problems = problems;
    }

    /** What is wrong with them is told with the models' problems. */
    static ReferenceData read(Path models, List<Problem> problems) {
        Path directory = models.resolve(DIRECTORY);
        if (!Files.isDirectory(directory)) {
            return ReferenceData.NONE;
        }
        ReferenceFiles read = new ReferenceFiles(problems);
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().forEach(read::file);
        } catch (IOException e) {
            problems.add(new Problem(DIRECTORY, 1, 1, "cannot be read: " + e.getMessage()));
        }
        return new ReferenceData(read.lists, read.nicknames);
    }

    private void file(Path path) {
        String file = DIRECTORY + "/" + path.getFileName();
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(true);
            Node root = new Yaml(options).compose(new StringReader(Files.readString(path)));
            if (root == null) {
                problems.add(new Problem(file, 1, 1, "is empty; see the README beside the models"));
            } else {
                new Document(root, new YamlSource(file, problems)).read();
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.add(new Problem(file, line, 1, "is no YAML: " + e.getProblem()));
        } catch (IOException | YAMLException e) {
            problems.add(new Problem(file, 1, 1, "cannot be read: " + e.getMessage()));
        }
    }

    /** One file. */
    private final class Document {

        private final Node root;
        private final YamlSource yaml;

        Document(Node root, YamlSource yaml) {
            this.root = root;
            this.yaml = yaml;
        }

        void read() {
            boolean names = isOfNicknames();
            Map<String, Node> keys = yaml.mapping(root, "a list of codes", names ? NICKNAME_KEYS : KEYS);
            if (names) {
                groups(keys.get("groups"));
            } else {
                codes(keys);
            }
        }

        private boolean isOfNicknames() {
            return root instanceof MappingNode mapping
                    && mapping.getValue().stream()
                            .anyMatch(entry -> entry.getKeyNode() instanceof ScalarNode key
                                    && key.getValue().equals("list")
                                    && entry.getValueNode() instanceof ScalarNode name
                                    && name.getValue().equals(ReferenceData.NICKNAMES));
        }

        /** Any number of files may hold groups: they add up. */
        private void groups(@Nullable Node node) {
            if (node == null) {
                yaml.problem(root, "the key 'groups' is missing; each group is a list of names, as [william, bill]");
            }
            for (Node group : yaml.items(node, "groups")) {
                List<String> names = yaml.texts(group, "a group");
                if (names.size() < 2) {
                    yaml.problem(group, "a group needs two names at least, as [william, bill]");
                }
                nicknames.add(names);
            }
        }

        private void codes(Map<String, Node> keys) {
            String name = yaml.text(keys.get("list"), "list").orElse("");
            if (name.isEmpty()) {
                yaml.problem(root, "the key 'list' is missing; it names the list of codes");
            }
            Map<String, ReferenceList.Code> codes = codes(keys.get("codes"));
            Map<String, String> words = words(keys.get("words"), "words", codes);
            words.keySet().stream()
                    .filter(codes::containsKey)
                    .forEach(word -> yaml.problem(
                            keys.get("words"), "'" + word + "' is a code itself; only a source may mean another one"));
            Map<String, Map<String, String>> sources = new HashMap<>();
            Node cross = keys.get("sources");
            if (cross != null) {
                yaml.mapping(cross, "sources")
                        .forEach((source, own) -> sources.put(source, words(own, "source '" + source + "'", codes)));
            }
            if (lists.put(name, new ReferenceList(name, codes, words, sources)) != null) {
                yaml.problem(keys.get("list"), "the list '" + name + "' stands in two files; keep one");
            }
        }

        private Map<String, String> words(@Nullable Node node, String what, Map<String, ReferenceList.Code> codes) {
            Map<String, String> meant = new TreeMap<>();
            if (node != null) {
                yaml.mapping(node, what).forEach((word, stands) -> {
                    String code = ReferenceList.fold(
                            yaml.text(stands, "the code for '" + word + "'").orElse(""));
                    if (!codes.containsKey(code)) {
                        yaml.problem(stands, "'" + word + "' stands for a code that is not in the list");
                    }
                    meant.put(ReferenceList.fold(word), code);
                });
            }
            return meant;
        }

        private Map<String, ReferenceList.Code> codes(@Nullable Node node) {
            Map<String, ReferenceList.Code> codes = new TreeMap<>();
            if (node == null) {
                yaml.problem(root, "the key 'codes' is missing; it gives each code its name");
            } else if (node instanceof ScalarNode known) {
                if (known.getValue().equals(COUNTRIES)) {
                    Arrays.stream(Locale.getISOCountries())
                            .forEach(code -> put(code, Locale.of("", code).getDisplayCountry(Locale.ENGLISH), codes));
                } else {
                    yaml.problem(node, "codes is a mapping of codes to names, or " + COUNTRIES);
                }
            } else {
                yaml.mapping(node, "codes")
                        .forEach((code, label) -> put(
                                code.strip(),
                                yaml.text(label, "the name of '" + code + "'").orElse(code),
                                codes));
            }
            return codes;
        }

        private static void put(String code, String label, Map<String, ReferenceList.Code> codes) {
            codes.put(ReferenceList.fold(code), new ReferenceList.Code(code, label));
        }
    }
}
