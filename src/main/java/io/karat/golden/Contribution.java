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
 * @param earlier attributes that the source did not claim anew when it was observed last, with the time of their claim;
 *     {@link #TIMELESS} is none
 * @param doubtful whether any of its values cannot be read, or not without doubt
 */
public record Contribution(
        RecordKey key,
        int ordinal,
        @Nullable Instant observedAt,
        String contentHash,
        Map<String, List<Datum>> values,
        Set<String> failed,
        Map<String, Instant> earlier,
        boolean doubtful) {

    /** In place of a time that the source never gave. */
    public static final Instant TIMELESS = Instant.MIN;

    public Contribution {
        values = Map.copyOf(values);
        earlier = Map.copyOf(earlier);
        failed = Set.copyOf(failed);
    }

    /** All of it claimed when it was observed last. */
    public Contribution(
            RecordKey key,
            int ordinal,
            @Nullable Instant observedAt,
            String contentHash,
            Map<String, List<Datum>> values,
            Set<String> failed) {
        this(key, ordinal, observedAt, contentHash, values, failed, Map.of(), false);
    }

    public Contribution withEarlier(Map<String, Instant> claims) {
        return claims.isEmpty()
                ? this
                : new Contribution(key, ordinal, observedAt, contentHash, values, failed, claims, doubtful);
    }

    /** When the source claimed what it says of an attribute; null is older than any time. */
    public @Nullable Instant observedAt(String attribute) {
        if (earlier.isEmpty()) {
            return observedAt;
        }
        Instant claimed = earlier.getOrDefault(attribute, observedAt);
        return TIMELESS.equals(claimed) ? null : claimed;
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
     * @param raw what survives: as the source sent it, or the code of the attribute's list that this stands for
     * @param comparable equality for counting and for distinct unions; empty where the value is no evidence, and then
     *     the value survives only if no member has a better one
     * @param sent as the source sent it
     */
    public record Datum(String raw, String comparable, String sent) {

        /** Of an attribute without a list of codes. */
        public Datum(String raw, String comparable) {
            this(raw, comparable, raw);
        }
    }
}
