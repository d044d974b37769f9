package io.karat.ledger;

import io.karat.golden.Contribution;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What recently forged members brought to their golden records: who changes one record of a person soon touches the
 * others again. Learns only what has been committed; a batch never asks it about records that it changes itself. Used by
 * the writer's thread alone.
 */
final class Recent {

    private final int limit;
    private final Int2ObjectLinkedOpenHashMap<Contribution> contributions = new Int2ObjectLinkedOpenHashMap<>();

    Recent(int limit) {
        this.limit = limit;
    }

    @Nullable Contribution find(int ordinal) {
        return contributions.getAndMoveToLast(ordinal);
    }

    void learn(Map<Integer, Contribution> committed) {
        committed.forEach((ordinal, contribution) -> contributions.putAndMoveToLast((int) ordinal, contribution));
        while (contributions.size() > limit) {
            contributions.removeFirst();
        }
    }

    /** What is known of these is outdated. */
    void forget(Iterable<Integer> ordinals) {
        ordinals.forEach(ordinal -> contributions.remove((int) ordinal));
    }
}
