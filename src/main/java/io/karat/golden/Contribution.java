package io.karat.golden;

import io.karat.model.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one member record brings to a golden record.
 *
 * @param ordinal the record's number, for provenance
 * @param observedAt when the source observed it; null is older than any time
 * @param contentHash of the record's data (hex), the last but one tie-break
 * @param values by attribute name, in the source's order
 * @param failed ids of the quality rules that the record fails
 */
public record Contribution(
        RecordKey key,
        int ordinal,
        @Nullable Instant observedAt,
        String contentHash,
        Map<String, List<Datum>> values,
        Set<String> failed) {

    public Contribution {
        values = Map.copyOf(values);
        failed = Set.copyOf(failed);
    }

    /** Of a record that fails no quality rule. */
    public Contribution(
            RecordKey key,
            int ordinal,
            @Nullable Instant observedAt,
            String contentHash,
            Map<String, List<Datum>> values) {
        this(key, ordinal, observedAt, contentHash, values, Set.of());
    }

    /**
     * @param raw as the source sent it; what survives
     * @param comparable equality for counting and for distinct unions; empty where the value is no evidence, and then
     *     the value survives only if no member has a better one
     */
    public record Datum(String raw, String comparable) {}
}
