package io.karat.index;

import it.unimi.dsi.fastutil.ints.Int2ObjectMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import org.jspecify.annotations.Nullable;

/** What the Lucene reader does not show yet: replaced and removed records, with their postings. */
final class Delta {

    private final Int2ObjectMap<long[]> atoms = new Int2ObjectOpenHashMap<>();
    private final Long2ObjectMap<IntSet> postings = new Long2ObjectOpenHashMap<>();

    void put(int ordinal, long @Nullable [] now) {
        long[] before = atoms.put(ordinal, now == null ? new long[0] : now);
        if (before != null) {
            for (long atom : before) {
                postings.get(atom).remove(ordinal);
            }
        }
        if (now != null) {
            for (long atom : now) {
                postings.computeIfAbsent(atom, a -> new IntOpenHashSet(4)).add(ordinal);
            }
        }
    }

    /** The reader's document of this record is outdated. */
    boolean supersedes(int ordinal) {
        return atoms.containsKey(ordinal);
    }

    IntSet holders(long atom) {
        IntSet set = postings.get(atom);
        return set == null ? IntSets.EMPTY_SET : set;
    }

    int size() {
        return atoms.size();
    }
}
