package io.karat.ledger;

import io.karat.model.RecordKey;
import it.unimi.dsi.fastutil.ints.IntAVLTreeSet;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * What changed since a plan was begun: about these records the plan has nothing to say. Kept by the writer's thread; a
 * hub that stops forgets it together with the plan.
 */
final class Touched {

    private final IntSet ordinals = new IntOpenHashSet();
    private final Set<RecordKey> keys = new HashSet<>();

    /** To be called with a draft whose transaction was committed. */
    void note(Draft draft) {
        draft.landed().forEach(ordinal -> {
            ordinals.add(ordinal);
            keys.add(draft.key(ordinal));
        });
        draft.changedGoldens().forEach(this::note);
        draft.changedDecisions().forEach(d -> note(d.both()));
        for (UUID pinned : draft.changedPins()) {
            Golden golden = draft.golden(pinned);
            if (golden != null) {
                note(golden);
            }
        }
    }

    private void note(Golden golden) {
        note(golden.members());
    }

    /** The plan's record of this key is not the only one. */
    void note(RecordKey key) {
        keys.add(key);
    }

    void note(int[] some) {
        for (int ordinal : some) {
            ordinals.add(ordinal);
        }
    }

    void note(Collection<Integer> some) {
        ordinals.addAll(some);
    }

    boolean has(int ordinal) {
        return ordinals.contains(ordinal);
    }

    boolean has(RecordKey key) {
        return keys.contains(key);
    }

    /** Ascending. */
    IntSortedSet ordinals() {
        return new IntAVLTreeSet(ordinals);
    }
}
