package io.karat.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of looking at the whole chain.
 *
 * @param entries that were looked at
 * @param erased of these, whose personal part was erased
 * @param checkpoint the last one, or null of an empty chain
 * @param faults the first ones; none where all is as it was written
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verification(
        long entries, long erased, @Nullable Checkpoint checkpoint, List<Fault> faults) {

    public Verification {
        faults = List.copyOf(faults);
    }

    /**
     * @param place in the chain
     * @param code gap, altered, content, checkpoint, beyond, missing or foreign
     */
    public record Fault(long place, String code, String message) {}

    @JsonProperty
    public boolean good() {
        return faults.isEmpty();
    }
}
