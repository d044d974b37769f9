package io.karat.model;

import java.util.Comparator;

/**
 * The natural key of a source record within its entity type.
 *
 * <p>The order (source, then key, by code unit) is part of the contract: it is how pure functions break ties, so that
 * their results do not depend on the order in which records arrived.
 */
public record RecordKey(String source, String key) implements Comparable<RecordKey> {

    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::source).thenComparing(RecordKey::key);

    public RecordKey {
        if (source.isEmpty() || key.isEmpty()) {
            throw new IllegalArgumentException("a record key needs a source and a key");
        }
    }

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }
}
