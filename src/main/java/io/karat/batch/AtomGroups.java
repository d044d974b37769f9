package io.karat.batch;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Groups of at most {@code cap} records that share two frequent atoms of different columns. Where only the last records seek
 * candidates, only groups that hold one of them.
 *
 * <p>The records that hold an atom are looked at together, and counted by the more frequent atoms that they hold beside it.
 */
final class AtomGroups {

    /** How many times the cap the expected size of a group may be before the pair of atoms is passed over. */
    static final double HOPELESS = 4;

    /** Atoms are looked at in so many parts, each by one thread. */
    private static final int PARTS = 256;

    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private final FrequentAtoms atoms;
    private final int cap;
    private final int size;
    private final double hopeless;

    /** Place in {@link #atoms} from which on records seek candidates. */
    private final int seeking;

    /** Members of each group, ascending; small groups first. */
    private final int[] from;

    private final int[] members;

    /** By size: the first group that has it, or more. */
    private final int[] firstOfSize;

    /** For each record its groups, smallest first. */
    private final int[] ofRecordFrom;

    private final int[] ofRecord;
    private final Candidates.Statistics statistics;

    /**
     * @param cap records of a group, at most
     * @param first number of the first record that seeks candidates
     */
    record Bounds(int cap, int first) {}

    /** @param frequent the least number of a frequent atom */
    static AtomGroups of(RecordAtoms atoms, AtomNumbers numbers, int frequent, Bounds bounds) {
        double hopeless = HOPELESS * bounds.cap() * atoms.records();
        // With an atom that even more records hold, none that is as frequent makes a group.
        int limit = numbers.heldByMoreThan((int) Math.min(atoms.records(), Math.sqrt(hopeless)));
        return new AtomGroups(new FrequentAtoms(atoms, numbers, frequent, limit), bounds, hopeless);
    }

    private AtomGroups(FrequentAtoms atoms, Bounds bounds, double hopeless) {
        this.atoms = atoms;
        this.cap = bounds.cap();
        this.size = atoms.records();
        this.hopeless = hopeless;
        this.seeking = atoms.from(bounds.first());
        Part[] parts = new Part[PARTS];
        Chunks.forEach(
                PARTS,
                () -> new Tally(atoms.count()),
                (tally, part) -> parts[part] = new Part(tally, atoms.bound(part, PARTS), atoms.bound(part + 1, PARTS)));
        from = new int[Arrays.stream(parts).mapToInt(Part::groups).sum() + 1];
        firstOfSize = new int[cap + 2];
        members = new int[Arrays.stream(parts).mapToInt(Part::records).sum()];
        fill(parts);
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

    /** The first group with so many members or more. */
    int firstOfSize(int records) {
        return firstOfSize[Math.min(records, firstOfSize.length - 1)];
    }

    /** Where the members of a group begin. */
    int from(int group) {
        return from[group];
    }

    int member(int at) {
        return members[at];
    }

    /** A number above 0 for some atoms at a time; every thread has its own. */
    private static final class Tally {

        final int[] of;
        final IntArrayList known = new IntArrayList();

        Tally(int atoms) {
            of = new int[atoms];
        }

        void clear() {
            for (int i = 0; i < known.size(); i++) {
                of[known.getInt(i)] = 0;
            }
            known.clear();
        }

        void put(int atom, int value) {
            of[atom] = value;
            known.add(atom);
        }
    }

    /** The groups within bounds of some atoms, each with a more frequent one. */
    private final class Part {

        /** Of each: both atoms and the size. */
        private final IntArrayList found = new IntArrayList();

        /** By size: how many there are. */
        private final int[] ofSize = new int[cap + 1];

        private long over;
        private long inOver;
        private int largest;

        Part(Tally tally, int low, int high) {
            for (int atom = low; atom < high; atom++) {
                int from = atoms.placesFrom(atom);
                int to = atoms.placesFrom(atom + 1);
                int limit = atoms.heldByMoreThan(hopeless / (to - from));
                int first = to;
                while (first > from && atoms.place(first - 1) >= seeking) {
                    first--;
                }
                tally.clear();
                for (int i = first; i < to && limit > atom + 1; i++) {
                    count(atoms.place(i), limit, tally);
                }
                for (int i = from; i < first && !tally.known.isEmpty(); i++) {
                    countKnown(atoms.place(i), limit, tally);
                }
                // By their numbers: in an order that depends on the set of records alone.
                tally.known.sort(null);
                for (int i = 0; i < tally.known.size(); i++) {
                    add(atom, tally.known.getInt(i), tally.of[tally.known.getInt(i)]);
                }
            }
        }

        private void count(int place, int limit, Tally tally) {
            int column = atoms.column(place);
            for (int at = place + 1; atoms.isAtom(at); at++) {
                int other = atoms.atom(at);
                if (other >= limit) {
                    break;
                }
                if (atoms.column(at) != column && tally.of[other]++ == 0) {
                    tally.known.add(other);
                }
            }
        }

        private void countKnown(int place, int limit, Tally tally) {
            int column = atoms.column(place);
            for (int at = place + 1; atoms.isAtom(at); at++) {
                int other = atoms.atom(at);
                if (other >= limit) {
                    break;
                }
                if (tally.of[other] > 0 && atoms.column(at) != column) {
                    tally.of[other]++;
                }
            }
        }

        private void add(int atom, int other, int records) {
            if (records > cap) {
                over++;
                inOver += records;
                largest = Math.max(largest, records);
            } else if (records > 1) {
                found.add(atom);
                found.add(other);
                found.add(records);
                ofSize[records]++;
            }
        }

        int groups() {
            return found.size() / 3;
        }

        int records() {
            return IntStream.rangeClosed(2, cap).map(n -> n * ofSize[n]).sum();
        }

        /**
         * @param group by size: the number of this part's first group; is taken
         * @param start by size: the place of its first member; is taken
         */
        void fill(Tally next, int[] group, int[] start) {
            for (int at = 0; at < found.size(); ) {
                int atom = found.getInt(at);
                next.clear();
                for (; at < found.size() && found.getInt(at) == atom; at += 3) {
                    int n = found.getInt(at + 2);
                    from[group[n]++] = start[n];
                    next.put(found.getInt(at + 1), start[n] + 1);
                    start[n] += n;
                }
                for (int i = atoms.placesFrom(atom); i < atoms.placesFrom(atom + 1); i++) {
                    fill(atoms.place(i), next);
                }
            }
        }

        private void fill(int place, Tally next) {
            int column = atoms.column(place);
            int end = place + 1;
            while (atoms.isAtom(end)) {
                end++;
            }
            for (int at = place + 1; at < end; at++) {
                int other = atoms.atom(at);
                if (next.of[other] > 0 && atoms.column(at) != column) {
                    members[next.of[other]++ - 1] = atoms.record(end);
                }
            }
        }
    }

    /** Smallest groups first, so that each record's groups come out in that order; of one size, by their atoms. */
    private void fill(Part[] parts) {
        int[][] groups = new int[PARTS][cap + 1];
        int[][] starts = new int[PARTS][cap + 1];
        int group = 0;
        int start = 0;
        for (int n = 2; n <= cap; n++) {
            firstOfSize[n] = group;
            for (int part = 0; part < PARTS; part++) {
                groups[part][n] = group;
                starts[part][n] = start;
                group += parts[part].ofSize[n];
                start += n * parts[part].ofSize[n];
            }
        }
        firstOfSize[cap + 1] = group;
        Chunks.forEach(
                PARTS,
                () -> new Tally(atoms.count()),
                (next, part) -> parts[part].fill(next, groups[part], starts[part]));
        from[from.length - 1] = members.length;
    }

    private void invert() {
        // Every thread looks at all members and writes those of its own records.
        IntStream.range(0, WORKERS).parallel().forEach(worker -> {
            int low = share(worker);
            int high = share(worker + 1);
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
            int low = share(worker);
            int high = share(worker + 1);
            for (int group = 0; group + 1 < from.length; group++) {
                for (int at = from[group]; at < from[group + 1]; at++) {
                    if (members[at] >= low && members[at] < high) {
                        ofRecord[filled[members[at]]++] = group;
                    }
                }
            }
        });
    }

    private int share(int worker) {
        return (int) ((long) size * worker / WORKERS);
    }
}
