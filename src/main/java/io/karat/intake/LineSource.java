package io.karat.intake;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of a bulk body in their order. A line that cannot be read does not keep the next ones from being read. */
interface LineSource {

    /** The next line, or null at the end. Empty lines are none. */
    @Nullable Line next() throws IOException;

    /** Columns that make no attribute. */
    default List<String> ignoredColumns() {
        return List.of();
    }
}
