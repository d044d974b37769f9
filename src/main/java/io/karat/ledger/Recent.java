package io.karat.ledger;

import io.karat.golden.Contribution;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was worked out a moment ago and will be asked for again: who changes one record of a person soon touches the others.
 *
 * <ul>
 *   <li>What recently forged members brought to their golden records. Learns only what has been committed; a batch never
 *       asks it about records that it changes itself.
 *   <li>The pair scores of the larger components, which their next arrival would have scored all over again. They say by
 *       themselves for which features they hold, so they are kept whatever becomes of the batch.
 * </ul>
 *
 * Used by the writer's thread alone.
 */
final class Recent {

    private static final int LARGER = 32;
    private static final int MOST_COMPONENTS = 16;

    private final int limit;
    private final Deque<ScoredComponent> components = new ArrayDeque<>();
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

    /** A component that has a record in common with these ordinals (ascending, at least one). */
    @Nullable ScoredComponent component(int[] ordinals) {
        for (ScoredComponent component : components) {
            if (component.holds(ordinals[0])) {
                return component;
            }
        }
        return null;
    }

    /** Keeps a component in the place of the one that it grew from. */
    void keep(ScoredComponent component, @Nullable ScoredComponent before) {
        if (component.size() >= LARGER) {
            if (before != null) {
                components.remove(before);
            }
            components.addFirst(component);
            if (components.size() > MOST_COMPONENTS) {
                components.removeLast();
            }
        }
    }

    /** What is known of these is outdated. */
    void forget(Iterable<Integer> ordinals) {
        ordinals.forEach(ordinal -> contributions.remove((int) ordinal));
    }
}
