package io.karat.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One act.
 *
 * @param place in the chain; absent for a moment, until it is sealed
 * @param actor {@code user:ada}, {@code token:NAME}, {@code source:crm}, {@code machine}
 * @param kind what it is about, a point, what happened, for example {@code pin.set}
 * @param golden ids of the golden records it is about, as they were called then
 * @param subject id or name of what it is about
 * @param before JSON, where something was changed
 * @param after JSON
 * @param erased what was personal in it was erased; that it happened stays
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Entry(
        long id,
        @Nullable Long place,
        Instant at,
        String actor,
        String kind,
        @Nullable String entity,
        List<UUID> golden,
        @Nullable String subject,
        @Nullable String reason,
        @JsonRawValue @Nullable String before,
        @JsonRawValue @Nullable String after,
        boolean erased) {

    public Entry {
        golden = List.copyOf(golden);
    }
}
