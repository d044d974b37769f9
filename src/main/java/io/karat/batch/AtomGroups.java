package io.karat.batch;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Groups of at most {@code cap} records that share two frequent atoms of different columns. */
final class AtomGroups {

    /** How many times the cap the expected size of a group may be before the pair of atoms is passed over. */
    static final double HOPELESS = 4;

    private static final int PARTS = 256;
    private static final int PART_SHIFT = Long.SIZE - 8;
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private final RecordAtoms atoms;
    private final AtomNumbers numbers;
    private final int frequent;
    private final int cap;
    private final int size;
    private final double hopeless;
    private final int recordBits;
    private final long recordMask;

    /** Members of each group, ascending; small groups first. */
    private final int[] from;

    private final int[] members;

    /** For each record its groups, smallest first. */
    private final int[] ofRecordFrom;

    private final int[] ofRecord;
    private final Candidates.Statistics statistics;

    /** @param frequent the least number of a frequent atom */
    AtomGroups(RecordAtoms atoms, AtomNumbers numbers, int frequent, int cap) {
        this.atoms = atoms;
        this.numbers = numbers;
        this.frequent = frequent;
        this.cap = cap;
        this.size = atoms.records();
        this.hopeless = HOPELESS * cap * size;
        this.recordBits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, size - 1)));
        this.recordMask = (1L << recordBits) - 1;
        long[][] entries = partition();
        Part[] parts = new Part[PARTS];
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            // Made in the order of records, so that those of one key stay in it.
            entries[part] = RadixSort.sorted(entries[part], recordBits, PART_SHIFT);
            parts[part] = new Part(entries[part]);
        });
        from = new int[Arrays.stream(parts).mapToInt(Part::groups).sum() + 1];
        members = new int[Arrays.stream(parts).mapToInt(Part::records).sum()];
        fill(parts, entries);
        ofRecordFrom = new int[size + 1];
        ofRecord = new int[members.length];
        invert();
        statistics = new Candidates.Statistics(
                from.length - 1L,
                Arrays.stream(parts).mapToLong(part -> part.over).sum(),
                Arrays.stream(parts).mapToLong(part -> part.inOver).sum(),
                Arrays.stream(parts).mapToInt(part -> part.largest).max().orElse(0));
    }

    Candidates.Statistics statistics() {
        return statistics;
    }

    /** Where the groups of a record begin; they end where those of the next begin. */
    int ofRecordFrom(int record) {
        return ofRecordFrom[record];
    }

    int group(int at) {
        return ofRecord[at];
    }

    /** Where the members of a group begin. */
    int from(int group) {
        return from[group];
    }

    int member(int at) {
        return members[at];
    }

    @FunctionalInterface
    private interface EntrySink {
        void take(int worker, long entry);
    }

    /** Hash of the key in the upper bits, record in the lower ones, cut into parts by hash. */
    private long[][] partition() {
        int[][] next = new int[WORKERS][PARTS];
        // Counted first and then made once more: it takes less time, and much less memory, than lists that grow.
        forEachPair((worker, entry) -> next[worker][part(entry)]++);
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
        forEachPair((worker, entry) -> parts[part(entry)][next[worker][part(entry)]++] = entry);
        return parts;
    }

    private static int part(long entry) {
        return (int) (entry >>> PART_SHIFT);
    }

    private void forEachPair(EntrySink sink) {
        IntStream.range(0, WORKERS).parallel().forEach(worker -> {
            for (int record = bound(worker); record < bound(worker + 1); record++) {
                pairsOf(record, worker, sink);
            }
        });
    }

    private int bound(int worker) {
        return (int) ((long) size * worker / WORKERS);
    }

    private void pairsOf(int record, int worker, EntrySink sink) {
        int end = atoms.from(record + 1);
        for (int x = atoms.from(record); x < end; x++) {
            if (atoms.atom(x) < frequent) {
                continue;
            }
            double most = hopeless / numbers.holders(atoms.atom(x));
            for (int y = x + 1; y < end; y++) {
                // Rarest first: what is hopeless here is so from here on.
                if (numbers.holders(atoms.atom(y)) > most) {
                    break;
                }
                if (atoms.column(x) != atoms.column(y)) {
                    sink.take(worker, mix(atoms.atom(x), atoms.atom(y)) & ~recordMask | record);
                }
            }
        }
    }

    private static long mix(int low, int high) {
        long h = ((long) low << 32 | high) * 0x9E3779B97F4A7C15L;
        h = (h ^ h >>> 29) * 0xBF58476D1CE4E5B9L;
        return h ^ h >>> 32;
    }

    /** The groups within bounds that one part of the hash space holds. */
    private final class Part {

        /** Place and size of each, in order of place. */
        private int[] found = new int[64];

        private int used;

        /** By size: how many there are. */
        private final int[] ofSize = new int[cap + 1];

        private long over;
        private long inOver;
        private int largest;

        /** @param entries sorted */
        Part(long[] entries) {
            int from = 0;
            while (from < entries.length) {
                int to = from + 1;
                while (to < entries.length && (entries[to] & ~recordMask) == (entries[from] & ~recordMask)) {
                    to++;
                }
                add(from, to - from);
                from = to;
            }
        }

        private void add(int place, int records) {
            if (records > cap) {
                over++;
                inOver += records;
                largest = Math.max(largest, records);
            } else if (records > 1) {
                if (used == found.length) {
                    found = Arrays.copyOf(found, used * 2);
                }
                found[used++] = place;
                found[used++] = records;
                ofSize[records]++;
            }
        }

        int groups() {
            return used / 2;
        }

        int records() {
            return IntStream.rangeClosed(2, cap).map(n -> n * ofSize[n]).sum();
        }

        /**
         * @param group by size: the number of this part's first group; is taken
         * @param start by size: the place of its first member; is taken
         */
        void fill(long[] entries, int[] group, int[] start) {
            for (int at = 0; at < used; at += 2) {
                int n = found[at + 1];
                from[group[n]++] = start[n];
                for (int i = 0; i < n; i++) {
                    members[start[n] + i] = (int) (entries[found[at] + i] & recordMask);
                }
                start[n] += n;
            }
        }
    }

    /** Smallest groups first, so that each record's groups come out in that order; of one size, by parts. */
    private void fill(Part[] parts, long[][] entries) {
        int[][] groups = new int[PARTS][cap + 1];
        int[][] starts = new int[PARTS][cap + 1];
        int group = 0;
        int start = 0;
        for (int n = 2; n <= cap; n++) {
            for (int part = 0; part < PARTS; part++) {
                groups[part][n] = group;
                starts[part][n] = start;
                group += parts[part].ofSize[n];
                start += n * parts[part].ofSize[n];
            }
        }
        IntStream.range(0, PARTS).parallel().forEach(part -> {
            parts[part].fill(entries[part], groups[part], starts[part]);
            entries[part] = new long[0];
        });
        from[from.length - 1] = members.length;
    }

    private void invert() {
        // Every thread looks at all members and writes those of its own records.
        IntStream.range(0, WORKERS).parallel().forEach(worker -> {
            int low = bound(worker);
            int high = bound(worker + 1);
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
        IntStream.range(0, WORKERS).parallel().forEach(worker -> {
            int low = bound(worker);
            int high = bound(worker + 1);
            for (int group = 0; group + 1 < from.length; group++) {
                for (int at = from[group]; at < from[group + 1]; at++) {
                    if (members[at] >= low && members[at] < high) {
                        ofRecord[filled[members[at]]++] = group;
                    }
                }
            }
        });
    }
}
