package io.karat.ledger;

import io.karat.ledger.HeldRecord.Receipt;
import io.karat.ledger.Outcome.Decision;
import it.unimi.dsi.fastutil.ints.Int2DoubleMap;
import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of each record of a batch, in the words of the outcomes. */
final class Fates {

    /** Of larger clusters no best score is told: it would ask for all their pairs. */
    private static final int LARGEST_SCORED = 400;

    private final View view;
    private final Set<UUID> founded = new HashSet<>();
    private final IntSet asked = new IntOpenHashSet();
    private final Int2DoubleMap best = new Int2DoubleOpenHashMap();

    Fates(View view, List<Wanted> wanted, List<Moves> moves) {
        this.view = view;
        best.defaultReturnValue(Double.NEGATIVE_INFINITY);
        for (Moves m : moves) {
            for (Move move : m.list()) {
                if (move instanceof Move.Lives l && (l.before() == null || l.revived())) {
                    founded.add(l.id());
                }
            }
        }
        for (Wanted w : wanted) {
            for (int[] cluster : w.clusters()) {
                scoreInside(w, cluster);
            }
            for (Wanted.Asked q : w.questions()) {
                for (int node : q.left()) {
                    asked.add(w.scored().ordinal(node));
                }
                for (int node : q.right()) {
                    asked.add(w.scored().ordinal(node));
                }
            }
        }
    }

    private void scoreInside(Wanted w, int[] cluster) {
        if (cluster.length > LARGEST_SCORED) {
            return;
        }
        for (int i = 1; i < cluster.length; i++) {
            for (int j = 0; j < i; j++) {
                double score = w.scored().logOdds(cluster[i], cluster[j]);
                best.merge(w.scored().ordinal(cluster[i]), score, Math::max);
                best.merge(w.scored().ordinal(cluster[j]), score, Math::max);
            }
        }
    }

    Outcome.OfSource of(int ordinal, Receipt receipt, int version) {
        Golden golden = view.goldenOf(ordinal);
        UUID id = golden == null ? null : golden.id();
        return switch (receipt) {
            case STALE -> new Outcome.Stale(id, version);
            case UNCHANGED -> new Outcome.Unchanged(id, version);
            case DELETED -> new Outcome.Accepted(Decision.DELETED, null, null, version);
            case UPDATED -> new Outcome.Accepted(Decision.UPDATED, id, score(ordinal), version);
            case QUARANTINED, REJECTED, BASELESS, CHANGED ->
                throw new IllegalArgumentException("told without a look at golden records");
            case CREATED -> new Outcome.Accepted(created(ordinal, golden), id, score(ordinal), version);
        };
    }

    private Decision created(int ordinal, @Nullable Golden golden) {
        if (golden == null) {
            return Decision.CREATED;
        }
        boolean founder = founded.contains(golden.id()) && golden.founder() == ordinal;
        if (golden.members().length > 1 && !founder) {
            return Decision.LINKED;
        }
        return golden.members().length == 1 && asked.contains(ordinal) ? Decision.REVIEW : Decision.CREATED;
    }

    private @Nullable Double score(int ordinal) {
        double logOdds = best.get(ordinal);
        return logOdds == Double.NEGATIVE_INFINITY ? null : 1 / (1 + Math.exp(-logOdds));
    }
}
