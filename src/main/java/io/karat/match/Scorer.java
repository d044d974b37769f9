package io.karat.match;

import io.karat.model.EntityType;
import io.karat.standardise.Features;

/** Scores pairs of records. A pure, symmetric function of two features, one parameter version and the demoted values. */
public final class Scorer {

    public Scorer(EntityType type, Parameters parameters, DemotedValues demoted) {}

    public PairScore score(Features a, Features b) {
        throw new UnsupportedOperationException();
    }

    /** Two valid values of an exclusive attribute are more than one edit apart and none agree. */
    public boolean exclusiveConflict(Features a, Features b) {
        throw new UnsupportedOperationException();
    }

    /** Works for any two records, also for pairs that share no key. */
    public Explanation explain(Features a, Features b) {
        throw new UnsupportedOperationException();
    }
}
