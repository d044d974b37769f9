package io.karat.match;

/**
 * What a candidate search found.
 *
 * @param ordinals distinct records that share at least one key with the query, without the record itself
 * @param skippedKeys keys that stayed above the cap and were skipped
 * @param exhausted the record's budget was spent before all keys were looked at
 */
public record Candidates(int[] ordinals, int skippedKeys, boolean exhausted) {
    public static final Candidates NONE = new Candidates(new int[0], 0, false);
}
