package io.karat.batch;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Per record its atoms that others hold too, rarest first. */
final class RecordAtoms {

    private static final int COLUMN_BITS = 8;
    private static final byte STRONG = (byte) 0x80;

    private final int[] starts;

    /** By their numbers, which ascend within a record. */
    private final int[] atoms;

    private final byte[] columns;

    RecordAtoms(KeyAtoms records, AtomNumbers numbers) {
        starts = new int[records.size() + 1];
        IntStream.range(0, records.size())
                .parallel()
                .forEach(record -> starts[record + 1] = shared(records, numbers, record));
        Arrays.setAll(starts, record -> record == 0 ? 0 : starts[record - 1] + starts[record]);
        atoms = new int[starts[records.size()]];
        columns = new byte[atoms.length];
        IntStream.range(0, records.size()).parallel().forEach(record -> keep(records, numbers, record));
    }

    private static int shared(KeyAtoms records, AtomNumbers numbers, int record) {
        int shared = 0;
        for (int at = records.from(record); at < records.from(record + 1); at++) {
            shared += numbers.of(at) != AtomNumbers.ALONE ? 1 : 0;
        }
        return shared;
    }

    private void keep(KeyAtoms records, AtomNumbers numbers, int record) {
        long[] kept = new long[starts[record + 1] - starts[record]];
        int n = 0;
        for (int at = records.from(record); at < records.from(record + 1); at++) {
            if (numbers.of(at) != AtomNumbers.ALONE) {
                int column = records.column(at) | (records.strong(at) ? STRONG & 0xff : 0);
                kept[n++] = (long) numbers.of(at) << COLUMN_BITS | column;
            }
        }
        Arrays.sort(kept);
        for (int i = 0; i < n; i++) {
            atoms[starts[record] + i] = (int) (kept[i] >>> COLUMN_BITS);
            columns[starts[record] + i] = (byte) kept[i];
        }
    }

    int records() {
        return starts.length - 1;
    }

    /** Where the atoms of a record begin; those of the last one end at {@code from(records())}. */
    int from(int record) {
        return starts[record];
    }

    int atom(int at) {
        return atoms[at];
    }

    int column(int at) {
        return columns[at] & ~STRONG & 0xff;
    }

    boolean strong(int at) {
        return columns[at] < 0;
    }

    /** Brings the atoms of records near: read one after the other, the processor waits for many of them at once. */
    int touch(int[] records, int count) {
        int all = 0;
        for (int i = 0; i < count; i++) {
            int from = starts[records[i]];
            int to = starts[records[i] + 1];
            all ^= from < to ? atoms[from] ^ atoms[to - 1] ^ columns[from] : 0;
        }
        return all;
    }
}
