package io.karat.batch;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Who holds each of some atoms, which are numbered one after the other. */
final class Holders {

    private final int low;
    private final int[] from;
    private final int[] records;

    /**
     * @param low number of the first atom
     * @param high number behind the last one
     */
    Holders(RecordAtoms atoms, AtomNumbers numbers, int low, int high) {
        this.low = low;
        from = new int[high - low + 1];
        for (int i = 0; i < high - low; i++) {
            from[i + 1] = from[i] + numbers.holders(low + i);
        }
        records = new int[from[high - low]];
        int workers = Runtime.getRuntime().availableProcessors();
        // Every thread looks at all records and writes the holders of its own atoms.
        IntStream.range(0, workers)
                .parallel()
                .forEach(worker -> fill(atoms, bound(worker, workers), bound(worker + 1, workers)));
    }

    /** Atoms before the bound have as large a share of all holders as workers before it. */
    private int bound(int worker, int workers) {
        int found = Arrays.binarySearch(from, (int) ((long) records.length * worker / workers));
        return worker == workers ? from.length - 1 : found < 0 ? -1 - found : found;
    }

    private void fill(RecordAtoms atoms, int first, int end) {
        int[] filled = Arrays.copyOfRange(from, first, end);
        for (int record = 0; record < atoms.records(); record++) {
            for (int at = atoms.from(record); at < atoms.from(record + 1) && atoms.atom(at) < low + end; at++) {
                if (atoms.atom(at) >= low + first) {
                    records[filled[atoms.atom(at) - low - first]++] = record;
                }
            }
        }
    }

    /** Where the holders of an atom begin, ascending; they end where those of the next begin. */
    int from(int atom) {
        return from[atom - low];
    }

    int count(int atom) {
        return from[atom - low + 1] - from[atom - low];
    }

    int record(int at) {
        return records[at];
    }
}
