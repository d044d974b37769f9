package io.karat.batch;

import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An entity model proposed for a table one knows nothing about. What is shown as YAML is what is bound: both go through
 * the reader of models.
 */
public final class Suggestion {

    private final String yaml;
    private final EntityType entityType;
    private final Map<String, Integer> columns;
    private final @Nullable ColumnProfile key;

    private Suggestion(String yaml, EntityType entityType, Map<String, Integer> columns, @Nullable ColumnProfile key) {
        this.yaml = yaml;
        this.entityType = entityType;
        this.columns = columns;
        this.key = key;
    }

    /**
     * @param profile of a table with at least one column
     * @param name of the entity; made legal where it is not
     * @param key the header of the column that holds the records' keys, or null to have it found
     * @throws IllegalArgumentException where there is no column, or no such key
     */
    public static Suggestion of(Profile profile, String name, @Nullable String key) {
        if (profile.columns().isEmpty()) {
            throw new IllegalArgumentException("a table without columns has no model");
        }
        if (key != null && profile.columns().stream().noneMatch(c -> c.header().equals(key))) {
            throw new IllegalArgumentException("there is no column " + key);
        }
        Judge judge = new Judge(profile, key);
        List<Decision> decisions = judge.decisions();
        List<Decision.Taken> taken = ordered(decisions);
        String legal = AttributeNames.legal(name);
        String text = new ModelText(legal.isEmpty() ? "record" : legal, profile, judge, decisions, taken).text();
        Map<String, Integer> columns = new LinkedHashMap<>();
        taken.forEach(t -> columns.put(t.name(), t.column().number()));
        ColumnProfile keyColumn = decisions.stream()
                .filter(Decision.Key.class::isInstance)
                .map(Decision::column)
                .findFirst()
                .orElse(null);
        return new Suggestion(text, bind(text), columns, keyColumn);
    }

    private static EntityType bind(String text) {
        return switch (ModelFiles.parse("suggestion.yaml", text)) {
            case ModelFiles.Loaded loaded -> loaded.models().getFirst();
            case ModelFiles.Faulty faulty ->
                throw new IllegalStateException("a suggested model has to be sound: " + faulty.problems());
        };
    }

    /** In the order of the columns, but of several given names the one that is most often written out stands first. */
    private static List<Decision.Taken> ordered(List<Decision> decisions) {
        List<Decision.Taken> taken = new ArrayList<>();
        for (Decision decision : decisions) {
            if (decision instanceof Decision.Taken t) {
                taken.add(t);
            }
        }
        List<Decision.Taken> given =
                taken.stream().filter(t -> t.type() == AttributeType.GIVEN_NAME).toList();
        if (given.size() > 1) {
            Decision.Taken main = given.stream()
                    .max(Comparator.comparingDouble(Suggestion::writtenOut))
                    .orElse(given.getFirst());
            int first = taken.indexOf(given.getFirst());
            taken.remove(main);
            taken.add(first, main);
        }
        return taken;
    }

    private static double writtenOut(Decision.Taken name) {
        return name.column().fill() * (1 - name.column().share(Trait.INITIAL));
    }

    /** A complete entity model with comments that give its reasons. */
    public String yaml() {
        return yaml;
    }

    /** The model that {@link #yaml()} holds. */
    public EntityType entityType() {
        return entityType;
    }

    /** From each attribute to its column, counted from 0. */
    public Map<String, Integer> columns() {
        return Map.copyOf(columns);
    }

    /** The column of the records' keys, counted from 0, where there is one. */
    public OptionalInt key() {
        return key == null ? OptionalInt.empty() : OptionalInt.of(key.number());
    }

    /** Its header. */
    public Optional<String> keyHeader() {
        return Optional.ofNullable(key).map(ColumnProfile::header);
    }

    /** The name an attribute gets for a column with this header: {@code Last Name} is {@code last_name}. */
    public static String attributeName(String header) {
        return AttributeNames.legal(header);
    }
}
