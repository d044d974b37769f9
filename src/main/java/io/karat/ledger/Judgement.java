package io.karat.ledger;

import io.karat.quality.Marks;
import java.util.Set;

/**
 * What the quality rules say about a record.
 *
 * @param failed ids of the rules it fails
 */
record Judgement(Marks marks, Set<String> failed, Fate fate) {

    /** Of what no rule applies to. */
    static final Judgement NONE = new Judgement(Marks.NONE, Set.of(), Fate.TAKEN);

    enum Fate {
        TAKEN,
        /** Kept, but out of matching. */
        QUARANTINED,
        REJECTED
    }

    boolean taken() {
        return fate == Fate.TAKEN;
    }
}
