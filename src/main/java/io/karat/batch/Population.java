package io.karat.batch;

import io.karat.cluster.Constraints;
import io.karat.match.DemotedValues;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;

/**
 * Records that are looked at together, numbered from 0 to {@code size - 1}. Does not change while it is read; may be read
 * by several threads at once. Each call may decode what it answers: not for inner loops.
 */
public interface Population {

    int size();

    Features features(int record);

    RecordKey key(int record);

    /** What stewards decided about these records, by their numbers. */
    default Constraints constraints() {
        return Constraints.NONE;
    }

    /** Values that are no evidence. */
    default DemotedValues demoted() {
        return DemotedValues.NONE;
    }
}
