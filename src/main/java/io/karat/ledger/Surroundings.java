package io.karat.ledger;

import it.unimi.dsi.fastutil.ints.Int2FloatMap;
import it.unimi.dsi.fastutil.ints.IntArrayFIFOQueue;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSortedSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which records a change may concern: everything that can be reached from a changed record over golden records, edges
 * between golden records, and decisions. Each result is a union of whole components of the graph, so partitioning it
 * afresh gives the wanted partition of its records.
 */
final class Surroundings {

    private final View view;
    private final IntSet seen = new IntOpenHashSet();

    private Surroundings(View view) {
        this.view = view;
    }

    /**
     * @param seeds changed records; one that is no longer live is among the results too
     * @return disjoint sets of ordinals, ascending
     */
    static List<int[]> of(View view, IntSortedSet seeds) {
        Surroundings walk = new Surroundings(view);
        List<int[]> found = new ArrayList<>();
        seeds.forEach(seed -> {
            if (!walk.seen.contains(seed)) {
                found.add(walk.from(seed));
            }
        });
        return found;
    }

    private int[] from(int seed) {
        IntList reached = new IntArrayList();
        IntArrayFIFOQueue queue = new IntArrayFIFOQueue();
        visit(seed, queue);
        while (!queue.isEmpty()) {
            int ordinal = queue.dequeueInt();
            reached.add(ordinal);
            Golden golden = view.goldenOf(ordinal);
            if (golden != null) {
                for (int member : golden.members()) {
                    visit(member, queue);
                }
            }
            for (Int2FloatMap.Entry edge : view.links(ordinal).int2FloatEntrySet()) {
                visit(edge.getIntKey(), queue);
            }
            for (Standing decision : view.decisions(ordinal)) {
                if (decision.same()) {
                    for (int other : decision.both()) {
                        visit(other, queue);
                    }
                }
            }
        }
        int[] ordinals = reached.toIntArray();
        Arrays.sort(ordinals);
        return ordinals;
    }

    private void visit(int ordinal, IntArrayFIFOQueue queue) {
        if (seen.add(ordinal)) {
            queue.enqueue(ordinal);
        }
    }
}
