package io.karat.ledger;

import io.karat.batch.Population;
import io.karat.cluster.Constraints;
import io.karat.match.DemotedValues;
import io.karat.model.RecordKey;
import io.karat.standardise.Features;

/** The records a plan is about: those that were live, in the order of their ordinals, then those that were landed. */
final class PlannedRecords implements Population {

    private final Snapshot snapshot;
    private final Landing landing;
    private final DemotedValues demoted;
    private final Constraints constraints;

    PlannedRecords(Snapshot snapshot, Landing landing, DemotedValues demoted) {
        this.snapshot = snapshot;
        this.landing = landing;
        this.demoted = demoted;
        this.constraints = snapshot.constraints();
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Landing landing() {
        return landing;
    }

    int live() {
        return snapshot.size();
    }

    boolean landed(int record) {
        return record >= live();
    }

    /** @param firstOrdinal of the landed records, which have consecutive ones */
    int ordinal(int record, int firstOrdinal) {
        return record < live() ? snapshot.ordinals()[record] : firstOrdinal + (record - live());
    }

    @Override
    public int size() {
        return snapshot.size() + landing.size();
    }

    @Override
    public Features features(int record) {
        return record < live() ? snapshot.features(record) : landing.features(record - live());
    }

    @Override
    public RecordKey key(int record) {
        return record < live() ? snapshot.keys()[record] : landing.key(record - live());
    }

    @Override
    public Constraints constraints() {
        return constraints;
    }

    @Override
    public DemotedValues demoted() {
        return demoted;
    }
}
