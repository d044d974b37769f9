package io.karat.index;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * For each atom the live records that hold it, ascending: the index as searches read it. In memory (some 150 bytes a
 * record), for a count that is exact and a list in order make the result of a search depend on the records alone, never
 * on how they came.
 *
 * <p>The table is cut into parts, so that no growth takes longer than a part does. Not safe for use by several threads
 * while one of them changes it.
 */
final class Postings {

    private static final int PARTS = 1 << 10;
    private static final int NONE = Integer.MIN_VALUE;
    private static final int[] NOBODY = {};

    /** A list that has to grow grows by an eighth. */
    private static final int SPARE_SHIFT = 3;

    /**
     * Holders of one atom.
     *
     * @param ordinals ascending up to {@code size}; not to be changed, and of use only until the postings change
     */
    record Holders(int[] ordinals, int size) {

        boolean has(int ordinal) {
            return Arrays.binarySearch(ordinals, 0, size, ordinal) >= 0;
        }
    }

    private final Part[] parts = new Part[PARTS];

    /** Atoms held by one record (most of them) lie in the table itself, the others in lists of their own. */
    private static final class Part {
        private final Long2IntOpenHashMap holder = new Long2IntOpenHashMap();
        private final List<IntArrayList> lists = new ArrayList<>();
        private final IntArrayList free = new IntArrayList();

        Part() {
            holder.defaultReturnValue(NONE);
        }

        IntArrayList list(int value) {
            return lists.get(~value);
        }

        int keep(IntArrayList list) {
            if (free.isEmpty()) {
                lists.add(list);
                return ~(lists.size() - 1);
            }
            int place = free.removeInt(free.size() - 1);
            lists.set(place, list);
            return ~place;
        }

        void release(int value) {
            lists.set(~value, new IntArrayList(NOBODY));
            free.add(~value);
        }
    }

    Postings() {
        Arrays.setAll(parts, i -> new Part());
    }

    private Part part(long atom) {
        return parts[(int) (atom * 0x9E3779B97F4A7C15L >>> Long.SIZE - 10)];
    }

    Holders holders(long atom) {
        Part part = part(atom);
        int value = part.holder.get(atom);
        if (value == NONE) {
            return new Holders(NOBODY, 0);
        }
        if (value >= 0) {
            return new Holders(new int[] {value}, 1);
        }
        IntArrayList list = part.list(value);
        return new Holders(list.elements(), list.size());
    }

    /** Does nothing where the record is among the holders. */
    void add(long atom, int ordinal) {
        Part part = part(atom);
        int value = part.holder.putIfAbsent(atom, ordinal);
        if (value == NONE || value == ordinal) {
            return;
        }
        if (value >= 0) {
            int[] both = {Math.min(value, ordinal), Math.max(value, ordinal)};
            part.holder.put(atom, part.keep(IntArrayList.wrap(both)));
            return;
        }
        IntArrayList list = part.list(value);
        if (list.getInt(list.size() - 1) < ordinal) {
            list.add(ordinal);
            return;
        }
        int at = Arrays.binarySearch(list.elements(), 0, list.size(), ordinal);
        if (at < 0) {
            list.add(~at, ordinal);
        }
    }

    /**
     * Adds many holders of one atom at once, none of which is among them.
     *
     * @param more ascending
     */
    void addAll(long atom, IntArrayList more) {
        Part part = part(atom);
        int value = part.holder.get(atom);
        if (value == NONE && more.size() == 1) {
            part.holder.put(atom, more.getInt(0));
        } else if (value == NONE) {
            part.holder.put(atom, part.keep(new IntArrayList(more)));
        } else if (value >= 0) {
            IntArrayList list = IntArrayList.of(value);
            merge(list, more);
            part.holder.put(atom, part.keep(list));
        } else {
            merge(part.list(value), more);
        }
    }

    /** From the back: what stands before the first of the others stays where it is. */
    private static void merge(IntArrayList list, IntArrayList more) {
        int here = list.size() - 1;
        int size = list.size() + more.size();
        if (size > list.elements().length) {
            // With room to spare: to copy a frequent atom's holders for every batch is most of what a load allocates.
            list.ensureCapacity(size + (size >> SPARE_SHIFT));
        }
        list.size(size);
        int[] merged = list.elements();
        int to = list.size() - 1;
        for (int there = more.size() - 1; there >= 0; to--) {
            if (here >= 0 && merged[here] > more.getInt(there)) {
                merged[to] = merged[here--];
            } else {
                merged[to] = more.getInt(there--);
            }
        }
    }

    /** Does nothing where the record is not among the holders. */
    void remove(long atom, int ordinal) {
        Part part = part(atom);
        int value = part.holder.get(atom);
        if (value == ordinal) {
            part.holder.remove(atom);
        } else if (value < 0 && value != NONE) {
            IntArrayList list = part.list(value);
            int at = Arrays.binarySearch(list.elements(), 0, list.size(), ordinal);
            if (at >= 0) {
                list.removeInt(at);
                if (list.size() == 1) {
                    part.holder.put(atom, list.getInt(0));
                    part.release(value);
                }
            }
        }
    }

    /** {@link #add} for a record behind all that hold the atom so far: quicker. */
    void append(long atom, int ordinal) {
        Part part = part(atom);
        int value = part.holder.putIfAbsent(atom, ordinal);
        if (value >= 0) {
            part.holder.put(atom, part.keep(IntArrayList.wrap(new int[] {value, ordinal})));
        } else if (value != NONE) {
            part.list(value).add(ordinal);
        }
    }
}
