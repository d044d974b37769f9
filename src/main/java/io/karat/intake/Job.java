package io.karat.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.karat.ledger.PlanEffect;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A load or a plan that runs by itself.
 *
 * @param state ready, running, done, cancelled or failed
 * @param lines in all
 * @param counts so far
 * @param error why it failed
 * @param kind load, train, activate, reconcile or survey; a plan has no source and no lines
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
        @Nullable String error,
        String kind,
        @Nullable Plan plan) {

    /**
     * How far a plan is.
     *
     * @param version of parameters, as soon as there is one
     * @param phase in words, once it has begun
     * @param share of the whole that is done, 0 to 1
     * @param stoppable not any more once golden records follow
     * @param effect what it changes, or would change, as soon as that is known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Plan(
            @Nullable Integer version,
            @Nullable String phase,
            double share,
            boolean stoppable,
            @Nullable PlanEffect effect) {}

    public Job {
        ignoredColumns = List.copyOf(ignoredColumns);
    }

    public boolean finished() {
        return finishedAt != null;
    }
}
