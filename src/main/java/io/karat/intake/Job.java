package io.karat.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A load that runs by itself.
 *
 * @param state ready, running, done, cancelled or failed
 * @param lines in all
 * @param counts so far
 * @param error why it failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Job(
        UUID id,
        String entity,
        String source,
        String actor,
        String state,
        long lines,
        Counts counts,
        List<String> ignoredColumns,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {

    public Job {
        ignoredColumns = List.copyOf(ignoredColumns);
    }

    public boolean finished() {
        return finishedAt != null;
    }
}
