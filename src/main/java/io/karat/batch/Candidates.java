package io.karat.batch;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The candidate pairs of many records: those that share a key, which is a strong atom or a pair of atoms of two columns
 * (see {@code Keys}), unless more than {@code cap} records share it.
 *
 * <p>Most keys need not be built. An atom that few records hold leads to all of them, whatever the second atom is; only
 * pairs of frequent atoms are grouped, by sorting their hashes. A pair whose records would by chance be many more than
 * the cap is passed over at once.
 *
 * <p>A record looks at its rarest keys first and at no more than {@code budget} records. Found are also records that
 * share a rare atom and no key: the caller asks {@link #shareKey} of those that matter, which are few.
 */
final class Candidates {

    /** How many times the cap the expected size of a group may be before the pair of atoms is passed over. */
    static final double HOPELESS = 4;

    private static final int PARTS = 256;
    private static final int PART_SHIFT = Long.SIZE - 8;
    private static final int COLUMN_BITS = 8;

    private final int size;
    private final int cap;
    private final int budget;

    /** Per record its atoms that others hold too, rarest first: number, which ascends, and column. */
    private final int[] starts;

    private final int[] atoms;
    private final byte[] atomColumns;

    /** Holders of each rare atom, ascending. */
    private final int[] postingsFrom;

    private final int[] postings;

    /** The least number of an atom that more records hold than the cap allows. */
    private final int frequent;

    /** Records that share two frequent atoms; and for each record its groups, smallest first. */
    private final int[] groupsFrom;

    private final int[] members;
    private final int[] ofRecordFrom;
    private final int[] groupsOfRecord;

    private final Statistics statistics;

    /**
     * @param keysOverCap keys that more records share than the cap allows
     * @param recordsInKeysOverCap records they hold, each as often as it is in one
     * @param largest records of the largest of them
     */
    record Statistics(long groups, long keysOverCap, long recordsInKeysOverCap, int largest) {}

    Candidates(Records records, int cap, int budget) {
        this.size = records.size();
        this.cap = cap;
        this.budget = budget;
        AtomNumbers numbers = new AtomNumbers(records);
        starts = new int[size + 1];
        for (int record = 0; record < size; record++) {
            int kept = 0;
            for (int at = records.atomsFrom(record); at < records.atomsFrom(record + 1); at++) {
                kept += numbers.of(at) != AtomNumbers.ALONE ? 1 : 0;
            }
            starts[record + 1] = starts[record] + kept;
        }
        atoms = new int[starts[size]];
        atomColumns = new byte[atoms.length];
        IntStream.range(0, size).parallel().forEach(record -> keep(records, numbers, record));
        frequent = numbers.heldByMoreThan(cap);
        postingsFrom = new int[frequent + 1];
        for (int number = 0; number < frequent; number++) {
            postingsFrom[number + 1] = postingsFrom[number] + numbers.holders(number);
        }
        postings = new int[postingsFrom[frequent]];
        int[] filled = Arrays.copyOf(postingsFrom, frequent);
        for (int record = 0; record < size; record++) {
            for (int at = starts[record]; at < starts[record + 1] && atoms[at] < frequent; at++) {
                postings[filled[atoms[at]]++] = record;
            }
        }
        Groups groups = new Groups(numbers);
        groupsFrom = groups.from;
        members = groups.members;
        ofRecordFrom = groups.ofRecordFrom;
        groupsOfRecord = groups.ofRecord;
        statistics = groups.statistics;
    }

    private void keep(Records records, AtomNumbers numbers, int record) {
        long[] kept = new long[starts[record + 1] - starts[record]];
        int n = 0;
        for (int at = records.atomsFrom(record); at < records.atomsFrom(record + 1); at++) {
            if (numbers.of(at) != AtomNumbers.ALONE) {
                int column = records.atomColumn(at) | (records.strong(at) ? 1 << COLUMN_BITS - 1 : 0);
                kept[n++] = (long) numbers.of(at) << COLUMN_BITS | column;
            }
        }
        Arrays.sort(kept);
        for (int i = 0; i < n; i++) {
            atoms[starts[record] + i] = (int) (kept[i] >>> COLUMN_BITS);
            atomColumns[starts[record] + i] = (byte) kept[i];
        }
    }

    Statistics statistics() {
        return statistics;
    }

    @FunctionalInterface
    private interface EntrySink {
        void take(int worker, long entry);
    }

    /** Groups of records by pairs of frequent atoms. */
    private final class Groups {

        final int[] from;
        final int[] members;
        final int[] ofRecordFrom = new int[size + 1];
        final int[] ofRecord;
        final Statistics statistics;

        private final AtomNumbers numbers;
        private final int recordBits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, size - 1)));
        private final long recordMask = (1L << recordBits) - 1;
        private final double hopeless = HOPELESS * cap * size;

        Groups(AtomNumbers numbers) {
            this.numbers = numbers;
            long[][] parts = partition();
            int[][] bySize = new int[PARTS][];
            long[] over = new long[PARTS];
            long[] inOver = new long[PARTS];
            int[] largest = new int[PARTS];
            IntStream.range(0, PARTS).parallel().forEach(part -> {
                long[] entries = parts[part];
                Arrays.sort(entries);
                bySize[part] = group(entries, part, over, inOver, largest);
            });
            int groups = 0;
            int all = 0;
            for (int[] part : bySize) {
                for (int at = 0; at < part.length; at += 2) {
                    groups++;
                    all += part[at + 1];
                }
            }
            from = new int[groups + 1];
            members = new int[all];
            fill(parts, bySize);
            ofRecord = new int[all];
            invert();
            statistics = new Statistics(
                    groups,
                    Arrays.stream(over).sum(),
                    Arrays.stream(inOver).sum(),
                    Arrays.stream(largest).max().orElse(0));
        }

        /** Hash of the key in the upper bits, record in the lower ones, cut into parts by hash. */
        private long[][] partition() {
            int workers = Runtime.getRuntime().availableProcessors();
            int[][] next = new int[workers][PARTS];
            // Counted first and then made once more: it takes less time, and much less memory, than lists that grow.
            forEachPair(workers, (worker, entry) -> next[worker][part(entry)]++);
            long[][] parts = new long[PARTS][];
            for (int part = 0; part < PARTS; part++) {
                int from = 0;
                for (int[] ofWorker : next) {
                    int count = ofWorker[part];
                    ofWorker[part] = from;
                    from += count;
                }
                parts[part] = new long[from];
            }
            forEachPair(workers, (worker, entry) -> parts[part(entry)][next[worker][part(entry)]++] = entry);
            return parts;
        }

        private static int part(long entry) {
            return (int) (entry >>> PART_SHIFT);
        }

        private void forEachPair(int workers, EntrySink sink) {
            IntStream.range(0, workers).parallel().forEach(worker -> {
                for (int record = bound(worker, workers); record < bound(worker + 1, workers); record++) {
                    pairsOf(record, worker, sink);
                }
            });
        }

        private void pairsOf(int record, int worker, EntrySink sink) {
            for (int x = starts[record]; x < starts[record + 1]; x++) {
                if (atoms[x] < frequent) {
                    continue;
                }
                double most = hopeless / numbers.holders(atoms[x]);
                for (int y = x + 1; y < starts[record + 1]; y++) {
                    // Rarest first: what is hopeless here is so from here on.
                    if (numbers.holders(atoms[y]) > most) {
                        break;
                    }
                    if (column(x) != column(y)) {
                        sink.take(worker, mix(atoms[x], atoms[y]) & ~recordMask | record);
                    }
                }
            }
        }

        private static long mix(int low, int high) {
            long h = ((long) low << 32 | high) * 0x9E3779B97F4A7C15L;
            h = (h ^ h >>> 29) * 0xBF58476D1CE4E5B9L;
            return h ^ h >>> 32;
        }

        /** Place and size of each group within bounds, in order of place. */
        private int[] group(long[] entries, int part, long[] over, long[] inOver, int[] largest) {
            int[] found = new int[64];
            int used = 0;
            int from = 0;
            while (from < entries.length) {
                int to = from + 1;
                while (to < entries.length && (entries[to] & ~recordMask) == (entries[from] & ~recordMask)) {
                    to++;
                }
                if (to - from > cap) {
                    over[part]++;
                    inOver[part] += to - from;
                    largest[part] = Math.max(largest[part], to - from);
                } else if (to - from > 1) {
                    if (used == found.length) {
                        found = Arrays.copyOf(found, used * 2);
                    }
                    found[used++] = from;
                    found[used++] = to - from;
                }
                from = to;
            }
            return Arrays.copyOf(found, used);
        }

        /** Smallest groups first, so that each record's groups come out in that order. */
        private void fill(long[][] parts, int[][] bySize) {
            int[] count = new int[cap + 2];
            int[] records = new int[cap + 2];
            for (int[] part : bySize) {
                for (int at = 0; at < part.length; at += 2) {
                    count[part[at + 1] + 1]++;
                    records[part[at + 1] + 1] += part[at + 1];
                }
            }
            for (int n = 1; n < count.length; n++) {
                count[n] += count[n - 1];
                records[n] += records[n - 1];
            }
            for (int part = 0; part < PARTS; part++) {
                for (int at = 0; at < bySize[part].length; at += 2) {
                    int n = bySize[part][at + 1];
                    int start = records[n];
                    from[count[n]++] = start;
                    for (int i = 0; i < n; i++) {
                        members[start + i] = (int) (parts[part][bySize[part][at] + i] & recordMask);
                    }
                    records[n] += n;
                }
                parts[part] = new long[0];
            }
            from[from.length - 1] = members.length;
        }

        private void invert() {
            int workers = Runtime.getRuntime().availableProcessors();
            // Every thread looks at all members and writes those of its own records.
            IntStream.range(0, workers).parallel().forEach(worker -> {
                int low = bound(worker, workers);
                int high = bound(worker + 1, workers);
                for (int member : members) {
                    if (member >= low && member < high) {
                        ofRecordFrom[member + 1]++;
                    }
                }
            });
            for (int record = 0; record < size; record++) {
                ofRecordFrom[record + 1] += ofRecordFrom[record];
            }
            int[] filled = Arrays.copyOf(ofRecordFrom, size);
            IntStream.range(0, workers).parallel().forEach(worker -> {
                int low = bound(worker, workers);
                int high = bound(worker + 1, workers);
                for (int group = 0; group + 1 < from.length; group++) {
                    for (int at = from[group]; at < from[group + 1]; at++) {
                        if (members[at] >= low && members[at] < high) {
                            ofRecord[filled[members[at]]++] = group;
                        }
                    }
                }
            });
        }

        private int bound(int worker, int workers) {
            return (int) ((long) size * worker / workers);
        }
    }

    private int column(int at) {
        return atomColumns[at] & 0x7f;
    }

    /** Takes the atoms of a record that more records hold than the cap allows. */
    interface AtomSink {
        void take(int column, int atom);
    }

    void frequentAtoms(int record, AtomSink sink) {
        for (int at = starts[record + 1] - 1; at >= starts[record] && atoms[at] >= frequent; at--) {
            sink.take(column(at), atoms[at]);
        }
    }

    /** Columns of frequent atoms, ascending. */
    int[] frequentColumns() {
        BitSet columns = new BitSet();
        for (int record = 0; record < size; record++) {
            frequentAtoms(record, (column, atom) -> columns.set(column));
        }
        return columns.stream().toArray();
    }

    /** Looks for the candidates of one record after another; every thread has its own. */
    final class Search {

        private final int[] seen = new int[size];
        private int[] found = new int[256];
        private int count;

        Search() {
            Arrays.fill(seen, -1);
        }

        /** Finds records with a lower number than the given one. Returns how many. */
        int before(int record) {
            count = 0;
            for (int at = starts[record]; at < starts[record + 1] && count < budget; at++) {
                int atom = atoms[at];
                if (atom >= frequent) {
                    break;
                }
                for (int i = postingsFrom[atom]; postings[i] < record; i++) {
                    see(postings[i], record);
                }
            }
            for (int at = ofRecordFrom[record]; at < ofRecordFrom[record + 1] && count < budget; at++) {
                int group = groupsOfRecord[at];
                for (int i = groupsFrom[group]; members[i] < record; i++) {
                    see(members[i], record);
                }
            }
            return count;
        }

        private void see(int other, int record) {
            if (seen[other] != record) {
                seen[other] = record;
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = other;
            }
        }

        int found(int i) {
            return found[i];
        }
    }

    /** The two records share a strong atom, or two atoms of different columns: as {@code Keys.shared} defines it. */
    boolean shareKey(int a, int b) {
        int x = starts[a];
        int y = starts[b];
        int before = 0;
        while (x < starts[a + 1] && y < starts[b + 1]) {
            if (atoms[x] < atoms[y]) {
                x++;
            } else if (atoms[x] > atoms[y]) {
                y++;
            } else {
                if (atomColumns[x] < 0 && atomColumns[y] < 0 || before > 0 && pairedBefore(a, b, x, y)) {
                    return true;
                }
                before++;
                x++;
                y++;
            }
        }
        return false;
    }

    private boolean pairedBefore(int a, int b, int x, int y) {
        int j = starts[b];
        for (int i = starts[a]; i < x; i++) {
            while (atoms[j] < atoms[i]) {
                j++;
            }
            if (atoms[j] == atoms[i] && column(i) != column(x) && column(j) != column(y)) {
                return true;
            }
        }
        return false;
    }
}
