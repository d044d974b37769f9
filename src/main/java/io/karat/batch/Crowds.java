package io.karat.batch;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Candidate pairs of records that look nearly the same and are more than a key's cap. Each key they share is passed over as
 * too frequent, so without these pairs hundreds of records of one thing would not meet.
 *
 * <p>Frequent atoms, which keys had to leave out, are put to use here: records that agree in all frequent atoms of three
 * columns that stand next to each other (in a ring, so that each column has its turn) are a crowd. A crowd is put in the
 * order of all its frequent atoms, so that the most alike stand side by side, and each record is paired with the next two:
 * linear in the crowd, whatever its size. What belongs together becomes connected, and the partitioner scores what else it
 * needs. After the sorted neighbourhood of Hernandez and Stolfo (1995).
 */
final class Crowds {

    private static final int WINDOW = 3;
    private static final int NEXT = 2;

    private final KeyAtoms records;
    private final int first;
    private final int columns;

    /** Per record and column a hash of the record's frequent atoms there; 0 where it has none. */
    private final int[] frequent;

    /** Per record a hash of all its frequent atoms. */
    private final long[] look;

    private Crowds(Candidates candidates, KeyAtoms records, int first) {
        this.records = records;
        this.first = first;
        int[] used = candidates.frequentColumns();
        columns = used.length;
        frequent = new int[records.size() * columns];
        look = new long[records.size()];
        int[] place = new int[Byte.MAX_VALUE + 1];
        for (int i = 0; i < columns; i++) {
            place[used[i]] = i;
        }
        IntStream.range(0, look.length).parallel().forEach(record -> {
            candidates.frequentAtoms(record, (column, atom) -> frequent[record * columns + place[column]] += mix(atom));
            for (int column = 0; column < columns; column++) {
                look[record] = look[record] * 31 + frequent[record * columns + column];
            }
        });
    }

    /**
     * Each pair once: the higher record number in the upper half, the lower one in the lower half.
     *
     * @return ascending
     */
    static long[] pairs(Candidates candidates, KeyAtoms records) {
        return pairs(candidates, records, 0);
    }

    /** Those of records from a number on, with any of a lower number. */
    static long[] pairs(Candidates candidates, KeyAtoms records, int first) {
        Crowds crowds = new Crowds(candidates, records, first);
        int windows = crowds.columns > WINDOW ? crowds.columns : Math.min(1, crowds.columns);
        long[][] ofWindow = new long[windows][];
        Chunks.forEach(windows, window -> ofWindow[window] = crowds.ofWindow(window));
        long[] all = Arrays.stream(ofWindow).flatMapToLong(Arrays::stream).toArray();
        Arrays.parallelSort(all);
        return Arrays.copyOf(all, distinct(all));
    }

    /** Moves the distinct numbers to the front. */
    private static int distinct(long[] ascending) {
        int distinct = 0;
        for (int i = 0; i < ascending.length; i++) {
            if (i == 0 || ascending[i] != ascending[i - 1]) {
                ascending[distinct++] = ascending[i];
            }
        }
        return distinct;
    }

    private static int mix(long atom) {
        int h = (int) (atom >>> Integer.SIZE) * 0x9E3779B9;
        return (h ^ h >>> 15) * 0x85EBCA6B;
    }

    /** The columns' hashes together; 0 if one of them is empty. */
    private long shared(int record, int window) {
        long hash = 1;
        for (int i = 0; i < Math.min(WINDOW, columns); i++) {
            int of = frequent[record * columns + (window + i) % columns];
            if (of == 0) {
                return 0;
            }
            hash = (hash ^ of) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return hash;
    }

    /** Pairs may repeat. */
    private long[] ofWindow(int window) {
        LongArrayList pairs = new LongArrayList();
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, records.size() - 1));
        long mask = (1L << bits) - 1;
        LongSet sought = new LongOpenHashSet();
        for (int record = first; record < records.size() && first > 0; record++) {
            sought.add(shared(record, window) & ~mask);
        }
        long[] entries = IntStream.range(0, records.size())
                .mapToLong(record -> {
                    long shared = shared(record, window);
                    boolean passes = shared != 0 && (first == 0 || sought.contains(shared & ~mask));
                    return passes ? shared & ~mask | record : 0;
                })
                .filter(entry -> entry != 0)
                .toArray();
        Arrays.sort(entries);
        int from = 0;
        while (from < entries.length) {
            int to = from + 1;
            while (to < entries.length && (entries[to] & ~mask) == (entries[from] & ~mask)) {
                to++;
            }
            if (to - from > 1) {
                crowd(
                        Arrays.stream(entries, from, to)
                                .mapToInt(entry -> (int) (entry & mask))
                                .toArray(),
                        pairs);
            }
            from = to;
        }
        return pairs.toLongArray();
    }

    private void crowd(int[] members, LongArrayList into) {
        IntArrays.quickSort(members, this::compare);
        for (int i = 0; i < members.length; i++) {
            for (int j = i + 1; j < members.length && j <= i + NEXT; j++) {
                if (Math.max(members[i], members[j]) >= first) {
                    into.add(
                            (long) Math.max(members[i], members[j]) << Integer.SIZE | Math.min(members[i], members[j]));
                }
            }
        }
    }

    private int compare(int a, int b) {
        int byLook = Long.compare(look[a], look[b]);
        int byFeatures = byLook != 0 ? byLook : Long.compare(records.fingerprint(a), records.fingerprint(b));
        return byFeatures != 0 ? byFeatures : Integer.compare(a, b);
    }
}
