package io.karat.batch;

import io.karat.model.EntityType;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongOpenHashSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts every key that two records or more share, by its kind, as {@code Keys} defines a key: a strong atom, or two atoms
 * of different columns. Each pair of atoms is counted with the rarer one, from the records that hold it.
 *
 * <p>A key whose records hold it in different columns is of the lowest of these kinds.
 */
final class KeyGroups {

    private static final int CHUNKS = 64;
    private static final int LARGEST = 20;
    private static final int KIND_BITS = 16;

    private final KeyAtoms records;
    private final AtomNumbers numbers;
    private final KeyKinds kinds;
    private final int cap;
    private final double hopeless;

    /** Records that hold each atom that several hold, ascending. */
    private final int[] holdersFrom;

    private final int[] holders;

    /** Keys of two atoms that exceed the cap, though they need not by chance. */
    private final LongOpenHashSet overCap = new LongOpenHashSet();

    private final boolean[] inUsed;
    private final boolean[] inPassedOver;
    private final Counts counts;

    KeyGroups(EntityType type, KeyAtoms records, AtomNumbers numbers, int cap) {
        this.records = records;
        this.numbers = numbers;
        this.kinds = new KeyKinds(type);
        this.cap = cap;
        this.hopeless = AtomGroups.HOPELESS * cap * records.size();
        this.holdersFrom = new int[numbers.size() + 1];
        for (int atom = 0; atom < numbers.size(); atom++) {
            holdersFrom[atom + 1] = holdersFrom[atom] + numbers.holders(atom);
        }
        this.holders = new int[holdersFrom[numbers.size()]];
        int[] filled = Arrays.copyOf(holdersFrom, numbers.size());
        for (int record = 0; record < records.size(); record++) {
            for (int at = records.from(record); at < records.from(record + 1); at++) {
                int atom = numbers.of(at);
                if (atom != AtomNumbers.ALONE) {
                    holders[filled[atom]++] = record;
                }
            }
        }
        this.inUsed = new boolean[records.size()];
        this.inPassedOver = new boolean[records.size()];
        this.counts = count();
    }

    private boolean rare(int atom) {
        return numbers.holders(atom) <= cap;
    }

    /** The atom alone leads to its holders, if it is strong. */
    boolean uses(int atom) {
        return rare(atom);
    }

    /** The two atoms together lead to those who hold both: as {@link Candidates} decides it. */
    boolean uses(int atom, int other) {
        int low = Math.min(atom, other);
        int high = Math.max(atom, other);
        return rare(low) || !hopeless(low, high) && !overCap.contains(name(low, high));
    }

    private boolean hopeless(int rarer, int other) {
        return numbers.holders(other) > hopeless / numbers.holders(rarer);
    }

    private static long name(int rarer, int other) {
        return (long) rarer << 32 | other;
    }

    KeyKinds kinds() {
        return kinds;
    }

    KeyReport.Groups used(int kind) {
        return counts.used[kind].groups();
    }

    KeyReport.Groups passedOver(int kind) {
        return counts.passedOver[kind].groups();
    }

    /** The record holds a key that leads to others. */
    boolean inUsed(int record) {
        return inUsed[record];
    }

    /** The record holds a key that others hold too and that is passed over; asked only of those that are not in used ones. */
    boolean inPassedOver(int record) {
        return inPassedOver[record];
    }

    /** Of the keys that are passed over, the largest first. */
    List<Large> largest() {
        return counts.largest.stream().sorted(Large.ORDER.reversed()).toList();
    }

    /** @param other the more frequent atom, or {@code -1} for a strong atom alone */
    record Large(int atom, int other, int kind, int size) {

        static final Comparator<Large> ORDER = Comparator.comparingInt(Large::size)
                .thenComparing(Comparator.comparingInt(Large::kind).reversed())
                .thenComparing(Comparator.comparingInt(Large::atom).reversed())
                .thenComparing(Comparator.comparingInt(Large::other).reversed());
    }

    private static final class Tally {

        long keys;
        long records;
        int largest;

        void add(int size) {
            keys++;
            records += size;
            largest = Math.max(largest, size);
        }

        void add(Tally other) {
            keys += other.keys;
            records += other.records;
            largest = Math.max(largest, other.largest);
        }

        KeyReport.Groups groups() {
            return new KeyReport.Groups(keys, records, largest);
        }
    }

    /** What one part of the atoms counts. */
    private static final class Counts {

        final Tally[] used;
        final Tally[] passedOver;
        final PriorityQueue<Large> largest = new PriorityQueue<>(Large.ORDER);
        final LongArrayList overCap = new LongArrayList();

        Counts(int kinds) {
            used = Stream.generate(Tally::new).limit(kinds).toArray(Tally[]::new);
            passedOver = Stream.generate(Tally::new).limit(kinds).toArray(Tally[]::new);
        }

        void passOver(Large key) {
            passedOver[key.kind].add(key.size);
            keep(key);
        }

        private void keep(Large key) {
            largest.add(key);
            if (largest.size() > LARGEST) {
                largest.remove();
            }
        }

        void add(Counts other) {
            for (int kind = 0; kind < used.length; kind++) {
                used[kind].add(other.used[kind]);
                passedOver[kind].add(other.passedOver[kind]);
            }
            other.largest.forEach(this::keep);
        }
    }

    private Counts count() {
        int chunk = (numbers.size() + CHUNKS - 1) / CHUNKS;
        List<Counts> parts = IntStream.range(0, CHUNKS)
                .parallel()
                .mapToObj(i -> new Counting().count(i * chunk, Math.min(numbers.size(), (i + 1) * chunk)))
                .toList();
        Counts all = new Counts(kinds.count());
        for (Counts part : parts) {
            all.add(part);
            overCap.addAll(part.overCap);
        }
        return all;
    }

    /** One thread's work on atoms one after another. */
    private final class Counting {

        private final Counts counts = new Counts(kinds.count());

        /**
         * The more frequent atoms that stand beside the current one: number, then kind; sorted. Once counted, each of them
         * that makes a key that records share: number, then 1 if the key is used and 0 if it is passed over.
         */
        private long[] beside = new long[1024];

        private int size;

        Counts count(int from, int to) {
            for (int atom = from; atom < to; atom++) {
                alone(atom);
                pairs(atom);
            }
            return counts;
        }

        private void alone(int atom) {
            int strong = 0;
            int kind = Integer.MAX_VALUE;
            for (int i = holdersFrom[atom]; i < holdersFrom[atom + 1]; i++) {
                int at = place(atom, holders[i]);
                if (records.strong(at)) {
                    strong++;
                    kind = Math.min(kind, kinds.of(records.column(at)));
                }
            }
            if (strong < 2) {
                return;
            }
            boolean used = rare(atom);
            if (used) {
                counts.used[kind].add(strong);
            } else {
                counts.passOver(new Large(atom, -1, kind, strong));
            }
            for (int i = holdersFrom[atom]; i < holdersFrom[atom + 1]; i++) {
                if (records.strong(place(atom, holders[i]))) {
                    mark(holders[i], used);
                }
            }
        }

        private void mark(int record, boolean used) {
            if (used) {
                inUsed[record] = true;
            } else {
                inPassedOver[record] = true;
            }
        }

        private void pairs(int atom) {
            size = 0;
            for (int i = holdersFrom[atom]; i < holdersFrom[atom + 1]; i++) {
                collect(atom, holders[i]);
            }
            Arrays.sort(beside, 0, size);
            int kept = 0;
            for (int from = 0, to; from < size; from = to) {
                to = from + 1;
                while (to < size && beside[to] >>> KIND_BITS == beside[from] >>> KIND_BITS) {
                    to++;
                }
                if (to - from > 1) {
                    beside[kept++] = beside[from] & -1L << KIND_BITS | (group(atom, beside[from], to - from) ? 1 : 0);
                }
            }
            size = kept;
            if (size > 0) {
                for (int i = holdersFrom[atom]; i < holdersFrom[atom + 1]; i++) {
                    markPairs(atom, holders[i]);
                }
            }
        }

        private void collect(int atom, int record) {
            int column = records.column(place(atom, record));
            for (int at = records.from(record); at < records.from(record + 1); at++) {
                int other = numbers.of(at);
                if (pairs(atom, column, at)) {
                    if (size == beside.length) {
                        beside = Arrays.copyOf(beside, size * 2);
                    }
                    beside[size++] = (long) other << KIND_BITS | kinds.of(column, records.column(at));
                }
            }
        }

        /** The atom at the place is more frequent than the given one and of another column. */
        private boolean pairs(int atom, int column, int at) {
            return records.column(at) != column && numbers.of(at) > atom;
        }

        /** Counts the key of the two atoms. Returns whether it is used. */
        private boolean group(int atom, long entry, int records) {
            int other = (int) (entry >>> KIND_BITS);
            int kind = (int) (entry & (1 << KIND_BITS) - 1);
            boolean chance = !rare(atom) && hopeless(atom, other);
            if (records <= cap && !chance) {
                counts.used[kind].add(records);
                return true;
            }
            counts.passOver(new Large(atom, other, kind, records));
            if (!chance) {
                counts.overCap.add(name(atom, other));
            }
            return false;
        }

        private void markPairs(int atom, int record) {
            if (inUsed[record]) {
                return;
            }
            int column = records.column(place(atom, record));
            for (int at = records.from(record); at < records.from(record + 1); at++) {
                if (pairs(atom, column, at)) {
                    markIfShared(record, (long) numbers.of(at) << KIND_BITS);
                }
            }
        }

        private void markIfShared(int record, long other) {
            int found = Arrays.binarySearch(beside, 0, size, other);
            if (found >= 0) {
                mark(record, false);
            } else if (-1 - found < size && beside[-1 - found] == (other | 1)) {
                mark(record, true);
            }
        }
    }

    /** Where the record holds the atom. */
    private int place(int atom, int record) {
        int at = records.from(record);
        while (numbers.of(at) != atom) {
            at++;
        }
        return at;
    }

    /** Records that hold a key. */
    IntStream holding(Large key) {
        return Arrays.stream(holders, holdersFrom[key.atom], holdersFrom[key.atom + 1])
                .filter(record -> key.other < 0 ? records.strong(place(key.atom, record)) : holdsBoth(record, key));
    }

    private boolean holdsBoth(int record, Large key) {
        int column = records.column(place(key.atom, record));
        for (int at = records.from(record); at < records.from(record + 1); at++) {
            if (numbers.of(at) == key.other) {
                return records.column(at) != column;
            }
        }
        return false;
    }
}
