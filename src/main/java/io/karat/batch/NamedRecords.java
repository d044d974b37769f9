package io.karat.batch;

import io.karat.model.RecordKey;
import java.util.function.IntFunction;

/**
 * Records with their keys: what a partition is made of once it is known who is alike.
 *
 * @param keys of the records by their numbers; they settle ties
 */
public record NamedRecords(KeyAtoms atoms, IntFunction<RecordKey> keys) {

    int size() {
        return atoms.size();
    }

    RecordKey key(int record) {
        return keys.apply(record);
    }
}
