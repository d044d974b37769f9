package io.karat.model;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Loads the entity models of a directory: one YAML file each. Either all are sound, or none is used. */
public final class ModelFiles {

    private static final int VERSION_LENGTH = 12;

    private ModelFiles() {}

    /** All models, or all problems. */
    public sealed interface Outcome {}

    public record Loaded(List<EntityType> models) implements Outcome {
        public Loaded {
            models = List.copyOf(models);
        }
    }

    public record Faulty(List<Problem> problems) implements Outcome {
        public Faulty {
            problems = List.copyOf(problems);
        }
    }

    /** Reads models for what evaluates none of their expressions: those are not checked. */
    public static Outcome load(Path directory) {
        return load(directory, ExpressionCheck.NONE);
    }

    /** Reads {@code *.yaml} and {@code *.yml} directly in the directory, in the order of their names. */
    public static Outcome load(Path directory, ExpressionCheck expressions) {
        List<Problem> problems = new ArrayList<>();
        List<EntityType> models = new ArrayList<>();
        Map<String, String> fileOf = new HashMap<>();
        ReferenceData references = ReferenceFiles.read(directory, problems);
        for (Path path : files(directory, problems)) {
            String file = String.valueOf(path.getFileName());
            List<Problem> ofFile = new ArrayList<>();
            Optional<EntityType> read = read(path, ofFile, expressions, references);
            ofFile.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
            problems.addAll(ofFile);
            read.ifPresent(model -> {
                String other = fileOf.putIfAbsent(model.name(), file);
                if (other != null) {
                    problems.add(new Problem(
                            file,
                            1,
                            1,
                            "the entity '" + model.name() + "' is also described in " + other + "; keep one"));
                }
                models.add(model);
            });
        }
        if (problems.isEmpty() && models.isEmpty()) {
            problems.add(new Problem(
                    directory.toString(),
                    1,
                    1,
                    "holds no entity model; add a file such as person.yaml, or name another directory with --rules"));
        }
        return problems.isEmpty() ? new Loaded(models) : new Faulty(problems);
    }

    private static List<Path> files(Path directory, List<Problem> problems) {
        if (!Files.isDirectory(directory)) {
            problems.add(new Problem(directory.toString(), 1, 1, "is no directory; name one with --rules"));
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(
                            f -> f.toString().endsWith(".yaml") || f.toString().endsWith(".yml"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            problems.add(new Problem(directory.toString(), 1, 1, "cannot be read: " + e.getMessage()));
            return List.of();
        }
    }

    /**
     * Binds one model that lies in no directory, by the same rules as {@link #load(Path)}.
     *
     * @param file the name that problems are told with
     */
    public static Outcome parse(String file, String text) {
        List<Problem> problems = new ArrayList<>();
        Optional<EntityType> model = parse(file, text, problems, ExpressionCheck.NONE, ReferenceData.NONE);
        return problems.isEmpty() ? new Loaded(model.stream().toList()) : new Faulty(problems);
    }

    private static Optional<EntityType> read(
            Path path, List<Problem> problems, ExpressionCheck expressions, ReferenceData references) {
        String file = String.valueOf(path.getFileName());
        try {
            return parse(file, Files.readString(path), problems, expressions, references);
        } catch (IOException e) {
            problems.add(new Problem(file, 1, 1, "cannot be read: " + e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<EntityType> parse(
            String file, String text, List<Problem> problems, ExpressionCheck expressions, ReferenceData references) {
        try {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(true);
            Node root = new Yaml(options).compose(new StringReader(text));
            if (root == null) {
                problems.add(new Problem(file, 1, 1, "is empty; see the README beside the models"));
                return Optional.empty();
            }
            return new ModelReader(new YamlSource(file, problems), expressions, references).read(root);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
            problems.add(new Problem(file, line, column, "is no YAML: " + e.getProblem()));
        } catch (YAMLException e) {
            problems.add(new Problem(file, 1, 1, "cannot be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** Of all that a model and the lists it uses mean, in one canonical line. */
    static String version(String canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
