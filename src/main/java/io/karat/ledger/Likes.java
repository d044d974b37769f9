package io.karat.ledger;

import io.karat.index.AtomIndex;
import io.karat.match.CandidateIndex;
import io.karat.match.PairScore;
import io.karat.match.Scorer;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.IntSortedSet;

/** Finds the records that changed records are like, and draws the edges in the draft. */
final class Likes {

    private final Draft draft;
    private final AtomIndex index;
    private final Scorer scorer;
    private final double edgeThreshold;

    Likes(Draft draft, AtomIndex index, Scorer scorer, double edgeThreshold) {
        this.draft = draft;
        this.index = index;
        this.scorer = scorer;
        this.edgeThreshold = edgeThreshold;
    }

    /** The index learns all of them before the first is sought, so records of one batch meet. */
    void seek(IntSortedSet changed) {
        changed.forEach(ordinal -> {
            for (int other : draft.links(ordinal).keySet().toIntArray()) {
                draft.unlink(ordinal, other);
            }
            index.update(ordinal, draft.features(ordinal));
        });
        changed.forEach(this::seek);
    }

    private void seek(int ordinal) {
        Features features = draft.features(ordinal);
        if (features == null) {
            return;
        }
        for (int other : index.candidates(features, ordinal, CandidateIndex.DEFAULT_BUDGET)
                .ordinals()) {
            Features theirs = draft.features(other);
            if (theirs != null && other != ordinal) {
                PairScore score = scorer.score(features, theirs);
                if (score.logOdds() >= edgeThreshold) {
                    draft.link(ordinal, other, (float) score.logOdds());
                }
            }
        }
    }
}
