package io.karat.ledger;

import io.karat.index.AtomIndex;
import io.karat.match.CandidateIndex;
import io.karat.match.PairScore;
import io.karat.match.Scorer;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.floats.FloatList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the records that changed records are like, and draws the edges in the draft. */
final class Likes {

    /** Records from which on it pays to search on all processors. */
    private static final int MANY = 8;

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
            index.update(ordinal, draft.base().features(ordinal), draft.features(ordinal));
        });
        // Searching and scoring only read, so they may use all processors; the edges are drawn in order.
        IntStream each = Arrays.stream(changed.toIntArray());
        List<Edges> found = (changed.size() < MANY ? each : each.parallel())
                .mapToObj(this::edges)
                .toList();
        found.forEach(this::draw);
    }

    /** Edges of one record to others, with their natural log-odds. */
    private record Edges(int from, IntList to, FloatList scores) {}

    private Edges edges(int ordinal) {
        Edges edges = new Edges(ordinal, new IntArrayList(), new FloatArrayList());
        Features features = draft.features(ordinal);
        if (features == null) {
            return edges;
        }
        Judged judged = draft.judged();
        boolean known = judged.knows(ordinal, features);
        for (int other : index.candidates(features, ordinal, CandidateIndex.DEFAULT_BUDGET)
                .ordinals()) {
            Features theirs = draft.features(other);
            if (theirs != null && other != ordinal && !(known && judged.knows(other, theirs))) {
                PairScore score = scorer.score(features, theirs);
                if (score.logOdds() >= edgeThreshold) {
                    edges.to().add(other);
                    edges.scores().add((float) score.logOdds());
                }
            }
        }
        if (known) {
            judged.alike(ordinal).int2FloatEntrySet().forEach(pair -> {
                Features theirs = draft.features(pair.getIntKey());
                boolean edge = pair.getFloatValue() >= (float) edgeThreshold;
                if (edge && theirs != null && judged.knows(pair.getIntKey(), theirs)) {
                    edges.to().add(pair.getIntKey());
                    edges.scores().add(pair.getFloatValue());
                }
            });
        }
        return edges;
    }

    private void draw(Edges edges) {
        for (int i = 0; i < edges.to().size(); i++) {
            draft.link(edges.from(), edges.to().getInt(i), edges.scores().getFloat(i));
        }
    }
}
