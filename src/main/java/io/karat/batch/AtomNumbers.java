package io.karat.batch;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.stream.IntStream;

/** Numbers the distinct atoms of all records and counts how many records hold each. */
final class AtomNumbers {

    private static final int PARTS = 4;
    private static final int SHIFT = Long.SIZE - 2;

    private final int[] numbers;
    private final int[] holders;

    AtomNumbers(Records records) {
        int total = records.atomsFrom(records.size());
        numbers = new int[total];
        IntArrayList[] counts = new IntArrayList[PARTS];
        // Each part of the hash space is numbered by one thread.
        IntStream.range(0, PARTS).parallel().forEach(part -> counts[part] = number(records, part, total));
        int[] base = new int[PARTS + 1];
        for (int part = 0; part < PARTS; part++) {
            base[part + 1] = base[part] + counts[part].size();
        }
        holders = new int[base[PARTS]];
        for (int part = 0; part < PARTS; part++) {
            counts[part].getElements(0, holders, base[part], counts[part].size());
        }
        IntStream.range(0, total).parallel().forEach(i -> numbers[i] += base[part(records.atom(i))]);
    }

    private static int part(long atom) {
        return (int) (atom >>> SHIFT);
    }

    private IntArrayList number(Records records, int part, int total) {
        Long2IntOpenHashMap known = new Long2IntOpenHashMap(Math.max(16, total / (4 * PARTS)));
        known.defaultReturnValue(-1);
        IntArrayList counts = new IntArrayList();
        for (int i = 0; i < total; i++) {
            long atom = records.atom(i);
            if (part(atom) == part) {
                int number = known.putIfAbsent(atom, counts.size());
                if (number < 0) {
                    number = counts.size();
                    counts.add(0);
                }
                numbers[i] = number;
                counts.set(number, counts.getInt(number) + 1);
            }
        }
        return counts;
    }

    /** The number of an atom, by its place. */
    int of(int at) {
        return numbers[at];
    }

    int distinct() {
        return holders.length;
    }

    /** Records that hold the atom of this number. */
    int holders(int number) {
        return holders[number];
    }
}
