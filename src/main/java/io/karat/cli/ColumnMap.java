package io.karat.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Which columns of a file make which attributes; several columns of one attribute are joined by a blank. */
final class ColumnMap {

    private final Map<String, List<String>> columns;

    private ColumnMap(Map<String, List<String>> columns) {
        this.columns = Collections.unmodifiableMap(columns);
    }

    /** Each column under its own name. */
    static ColumnMap identity(Collection<String> names) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, List.of(name)));
        return new ColumnMap(columns);
    }

    /** The YAML form {@code attribute: column} or {@code attribute: [column, column]}; all problems are told at once. */
    static ColumnMap read(Path file) {
        Object document = parse(file);
        if (!(document instanceof Map<?, ?> entries)) {
            throw CommandFailure.file(file + ": a map is 'attribute: column' in each line");
        }
        Map<String, List<String>> columns = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        entries.forEach((attribute, value) -> {
            List<String> names = names(value);
            if (names.isEmpty()) {
                problems.add(attribute + " needs a column, or a list of columns");
            }
            columns.put(String.valueOf(attribute), names);
        });
        if (!problems.isEmpty()) {
            throw CommandFailure.file(file + ": " + String.join("; ", problems));
        }
        return new ColumnMap(columns);
    }

    private static @Nullable Object parse(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw CommandFailure.file(file + ":" + line + ": " + e.getProblem());
        } catch (CharacterCodingException e) {
            throw CommandFailure.file(file + " is not UTF-8");
        } catch (IOException e) {
            throw CommandFailure.file("cannot read the map " + file);
        }
    }

    private static List<String> names(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> several
            when several.stream().allMatch(Objects::nonNull) ->
                several.stream().map(String::valueOf).toList();
            case List<?> _, Map<?, ?> _ -> List.of();
            default -> List.of(value.toString());
        };
    }

    Set<String> attributes() {
        return columns.keySet();
    }

    Set<String> columns() {
        return columns.values().stream().flatMap(List::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The attributes of one record; what is empty is left out. */
    Map<String, String> apply(Function<String, @Nullable String> record) {
        Map<String, String> data = new LinkedHashMap<>();
        columns.forEach((attribute, names) -> {
            String value = names.size() == 1 ? record.apply(names.get(0)) : joined(names, record);
            if (value != null && !value.isEmpty()) {
                data.put(attribute, value);
            }
        });
        return data;
    }

    private static String joined(List<String> names, Function<String, @Nullable String> record) {
        List<String> parts = new ArrayList<>(names.size());
        for (String name : names) {
            String part = record.apply(name);
            if (part != null && !part.isEmpty()) {
                parts.add(part);
            }
        }
        return String.join(" ", parts);
    }
}
