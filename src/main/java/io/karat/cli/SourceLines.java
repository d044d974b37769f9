package io.karat.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a file, in order. */
interface SourceLines {

    /** The next record, or null at the end. */
    @Nullable SourceLine next() throws IOException;

    /** Columns that no attribute takes; known once the first record was read. */
    List<String> unmapped();
}
