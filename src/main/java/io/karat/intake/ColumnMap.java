package io.karat.intake;

import io.karat.model.EntityType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which columns of a CSV file make which attributes; several columns of one attribute are joined by a blank. */
public record ColumnMap(Map<String, List<String>> columns) {

    public ColumnMap {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        columns.forEach((attribute, names) -> copy.put(attribute, List.copyOf(names)));
        columns = Collections.unmodifiableMap(copy);
    }

    /** Each attribute from the column of its name. */
    static ColumnMap identity(EntityType type) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        type.attributes().forEach(attribute -> columns.put(attribute.name(), List.of(attribute.name())));
        return new ColumnMap(columns);
    }
}
