package io.karat.batch;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Numbers the atoms that two records or more hold, rarest first. Which number an atom has depends on the set of records
 * and not on their order.
 */
final class AtomNumbers {

    /** Of an atom that one record alone holds. */
    static final int ALONE = -1;

    /** Parts of the hash space: the table of one fits into a processor's cache, for millions of records. */
    private static final int PART_BITS = 8;

    private static final int PARTS = 1 << PART_BITS;

    /** Atoms are read ahead by so many: the processor waits for all of them at once. */
    private static final int AHEAD = 64;

    private final KeyAtoms records;
    private final int[] numbers;
    private final int[] holders;

    AtomNumbers(KeyAtoms records) {
        this.records = records;
        this.numbers = new int[records.from(records.size())];
        Places places = new Places();
        Distinct[] distinct = new Distinct[PARTS];
        IntStream.range(0, PARTS).parallel().forEach(part -> distinct[part] = new Distinct(places, part));
        int most = Arrays.stream(distinct).mapToInt(Distinct::most).max().orElse(0);
        int[] next = new int[most + 2];
        for (Distinct part : distinct) {
            part.count(next);
        }
        int ranks = 0;
        for (int n = 2; n < next.length; n++) {
            int atoms = next[n];
            next[n] = ranks;
            ranks += atoms;
        }
        holders = new int[ranks];
        for (Distinct part : distinct) {
            part.rank(next);
        }
        IntStream.range(0, PARTS).parallel().forEach(part -> distinct[part].spread(places, part));
    }

    private int part(int at) {
        return (int) (records.atom(at) >>> Long.SIZE - PART_BITS);
    }

    /** The places of all atoms, by the part that an atom is in. */
    private final class Places {

        final int[] from = new int[PARTS + 1];
        final int[] places = new int[numbers.length];

        Places() {
            int workers = Runtime.getRuntime().availableProcessors();
            int[][] next = new int[workers][PARTS];
            IntStream.range(0, workers).parallel().forEach(worker -> {
                for (int at = start(worker, workers); at < start(worker + 1, workers); at++) {
                    next[worker][part(at)]++;
                }
            });
            int place = 0;
            for (int part = 0; part < PARTS; part++) {
                from[part] = place;
                for (int[] ofWorker : next) {
                    int count = ofWorker[part];
                    ofWorker[part] = place;
                    place += count;
                }
            }
            from[PARTS] = place;
            IntStream.range(0, workers).parallel().forEach(worker -> {
                for (int at = start(worker, workers); at < start(worker + 1, workers); at++) {
                    places[next[worker][part(at)]++] = at;
                }
            });
        }

        private int start(int worker, int workers) {
            return (int) ((long) numbers.length * worker / workers);
        }
    }

    /** The distinct atoms of one part. Until they have ranks, they have numbers of their own in order of appearance. */
    private final class Distinct {

        private final LongArrayList atoms = new LongArrayList();
        private final IntArrayList counts = new IntArrayList();
        private int[] ranks = {};

        Distinct(Places places, int part) {
            Long2IntOpenHashMap known = new Long2IntOpenHashMap(places.from[part + 1] - places.from[part]);
            known.defaultReturnValue(-1);
            long[] ahead = new long[AHEAD];
            for (int from = places.from[part]; from < places.from[part + 1]; from += AHEAD) {
                int to = Math.min(from + AHEAD, places.from[part + 1]);
                for (int i = from; i < to; i++) {
                    ahead[i - from] = records.atom(places.places[i]);
                }
                for (int i = from; i < to; i++) {
                    numbers[places.places[i]] = number(known, ahead[i - from]);
                }
            }
        }

        private int number(Long2IntOpenHashMap known, long atom) {
            int number = known.putIfAbsent(atom, counts.size());
            if (number < 0) {
                number = counts.size();
                counts.add(0);
                atoms.add(atom);
            }
            counts.set(number, counts.getInt(number) + 1);
            return number;
        }

        int most() {
            return counts.intStream().max().orElse(0);
        }

        /** Adds how many atoms have each count of holders. */
        void count(int[] atomsByHolders) {
            for (int i = 0; i < counts.size(); i++) {
                atomsByHolders[counts.getInt(i)]++;
            }
        }

        /** @param next by count of holders: the next rank, which is taken */
        void rank(int[] next) {
            ranks = new int[counts.size()];
            Arrays.fill(ranks, ALONE);
            for (int number : byAtom()) {
                int count = counts.getInt(number);
                if (count > 1) {
                    ranks[number] = next[count]++;
                    holders[ranks[number]] = count;
                }
            }
        }

        private int[] byAtom() {
            int bits = Integer.SIZE - Integer.numberOfLeadingZeros(counts.size());
            long mask = (1L << bits) - 1;
            long[] order = new long[counts.size()];
            Arrays.setAll(order, number -> (atoms.getLong(number) << PART_BITS) & ~mask | number);
            Arrays.sort(order);
            return Arrays.stream(order).mapToInt(one -> (int) (one & mask)).toArray();
        }

        void spread(Places places, int part) {
            for (int i = places.from[part]; i < places.from[part + 1]; i++) {
                int at = places.places[i];
                numbers[at] = ranks[numbers[at]];
            }
        }
    }

    /** The number of an atom by its place: the higher, the more records hold it; or {@link #ALONE}. */
    int of(int at) {
        return numbers[at];
    }

    /** Atoms with a number. */
    int size() {
        return holders.length;
    }

    /** Records that hold the atom of this number, at least 2. */
    int holders(int number) {
        return holders[number];
    }

    /** Atoms with a lower number have at most so many holders. */
    int heldByMoreThan(int most) {
        int low = 0;
        int high = holders.length;
        while (low < high) {
            int middle = low + high >>> 1;
            if (holders[middle] > most) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
