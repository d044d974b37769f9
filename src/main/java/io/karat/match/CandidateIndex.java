package io.karat.match;

import io.karat.standardise.Features;

/**
 * Finds the live records that share a key (see {@link Keys}) with a given one; keys that fewest share first. Hits may be stale or
 * false: the caller verifies each against the features.
 */
public interface CandidateIndex {

    /**
     * Records looked at for one query, after which no further key is; the last one is looked at whole. At 100,000 generated people 20, 60 and 200 find the same clusters; at
     * 1,000,000 the step from 30 to 50 adds 0.002 of recall and a third more time.
     */
    int DEFAULT_BUDGET = 30;

    /** Records that may share one key before it is narrowed by further atoms. */
    int DEFAULT_CAP = 60;

    /**
     * @param self the query's own ordinal, left out of the result, or -1
     */
    Candidates candidates(Features query, int self, int budget);
}
