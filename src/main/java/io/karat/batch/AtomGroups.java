package io.karat.batch;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Groups of at most {@code cap} records that share two frequent atoms of different columns. Where only the last records seek
 * candidates, only groups that hold one of them.
 *
 * <p>The records that hold an atom are looked at together, once, and counted by the more frequent atoms that they hold beside
 * it.
 */
final class AtomGroups {

    /** How many times the cap the expected size of a group may be before the pair of atoms is passed over. */
    static final double HOPELESS = 4;

    /** Atoms are looked at in so many parts, each by one thread. */
    private static final int PARTS = 256;

    /** Rows are read ahead by so many: the processor waits for all of them at once. */
    private static final int AHEAD = 32;

    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private final FrequentAtoms atoms;
    private final int cap;
    private final double hopeless;

    /** Number of the first record that seeks candidates: of others nobody asks for the groups. */
    private final int firstRecord;

    /** Place in {@link #atoms} from which on records seek candidates. */
    private final int seeking;

    private final GroupMembers members;

    /** Of each group, small groups first: where its members are. */
    private final int[] from;

    /** By size: the first group that has it, or more. */
    private final int[] firstOfSize;

    /** For each record that seeks candidates its groups, smallest first. */
    private final int[] ofRecordFrom;

    private final int[] ofRecord;
    private final Candidates.Statistics statistics;

    /** Kept so that reading ahead has a purpose for the compiler. */
    private int touched;

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
        this.hopeless = hopeless;
        this.firstRecord = bounds.first();
        this.seeking = atoms.from(bounds.first());
        this.members = new GroupMembers(cap);
        Part[] parts = new Part[PARTS];
        Chunks.forEach(
                PARTS,
                () -> new Look(atoms.count()),
                (look, part) -> parts[part] = new Part(look, atoms.bound(part, PARTS), atoms.bound(part + 1, PARTS)));
        from = new int[Arrays.stream(parts).mapToInt(Part::groups).sum()];
        firstOfSize = new int[cap + 2];
        number(parts);
        ofRecordFrom = new int[atoms.records() - firstRecord + 1];
        ofRecord = invert();
        statistics = new Candidates.Statistics(
                from.length,
                Arrays.stream(parts).mapToLong(part -> part.over).sum(),
                Arrays.stream(parts).mapToLong(part -> part.inOver).sum(),
                Arrays.stream(parts).mapToInt(part -> part.largest).max().orElse(0));
    }

    Candidates.Statistics statistics() {
        return statistics;
    }

    /** Where the groups of a record that seeks candidates begin; they end where those of the next begin. */
    int ofRecordFrom(int record) {
        return ofRecordFrom[record - firstRecord];
    }

    int group(int at) {
        return ofRecord[at];
    }

    /** The first group with so many members or more. */
    int firstOfSize(int records) {
        return firstOfSize[Math.min(records, firstOfSize.length - 1)];
    }

    /** An array in which the members of a group stand together, ascending. */
    int[] membersOf(int group) {
        return members.around(from[group]);
    }

    /** Where the members of a group begin in {@link #membersOf}. */
    int from(int group) {
        return GroupMembers.within(from[group]);
    }

    /** The member of a group that has the lowest number. */
    int first(int group) {
        return membersOf(group)[from(group)];
    }

    /** What one thread sees of one atom after another. */
    private final class Look {

        /** By atom: how often it stands beside this one; then where the next member of the two goes, plus one. */
        final int[] of;

        /** The atoms that stand beside it, of records that seek candidates. */
        final IntArrayList known = new IntArrayList();

        /** Atom and record, first of records that seek candidates, then of those before them. */
        final LongArrayList seen = new LongArrayList();

        final GroupMembers.Room room = members.room();

        /** Kept so that reading ahead has a purpose for the compiler. */
        int touched;

        Look(int atoms) {
            of = new int[atoms];
        }

        void clear() {
            for (int i = 0; i < known.size(); i++) {
                of[known.getInt(i)] = 0;
            }
            known.clear();
            seen.clear();
        }

        /** The places of an atom between two numbers. */
        void count(int low, int high, int limit, boolean seeking) {
            for (int from = low; from < high; from += AHEAD) {
                int to = Math.min(high, from + AHEAD);
                for (int i = from; i < to; i++) {
                    touched ^= atoms.touch(atoms.place(i));
                }
                for (int i = from; i < to; i++) {
                    count(atoms.place(i), limit, seeking);
                }
            }
        }

        private void count(int place, int limit, boolean seeking) {
            int column = atoms.column(place);
            int before = seen.size();
            int at = place + 1;
            for (; atoms.isAtom(at) && atoms.atom(at) < limit; at++) {
                int other = atoms.atom(at);
                if (atoms.column(at) != column && (seeking || of[other] > 0)) {
                    if (of[other]++ == 0) {
                        known.add(other);
                    }
                    seen.add((long) other << Integer.SIZE);
                }
            }
            if (seen.size() > before) {
                while (atoms.isAtom(at)) {
                    at++;
                }
                int record = atoms.record(at);
                for (int i = before; i < seen.size(); i++) {
                    seen.set(i, seen.getLong(i) | record);
                }
            }
        }

        /** Members of some of what was seen, from one number to another. */
        void keep(int low, int high) {
            for (int i = low; i < high; i++) {
                int other = (int) (seen.getLong(i) >>> Integer.SIZE);
                if (of[other] > 0) {
                    members.put(of[other]++ - 1, (int) seen.getLong(i));
                }
            }
        }
    }

    /** The groups within bounds of some atoms, each with a more frequent one. */
    private final class Part {

        /** Of each: the size and where its members are. */
        private final IntArrayList found = new IntArrayList();

        /** By size: how many there are. */
        private final int[] ofSize = new int[cap + 1];

        private long over;
        private long inOver;
        private int largest;

        Part(Look look, int low, int high) {
            for (int atom = low; atom < high; atom++) {
                int from = atoms.placesFrom(atom);
                int to = atoms.placesFrom(atom + 1);
                int limit = atoms.heldByMoreThan(hopeless / (to - from));
                int first = to;
                while (first > from && atoms.place(first - 1) >= seeking) {
                    first--;
                }
                if (first < to && limit > atom + 1) {
                    look.clear();
                    look.count(first, to, limit, true);
                    int ofSeeking = look.seen.size();
                    if (ofSeeking > 0) {
                        look.count(from, first, limit, false);
                    }
                    addAll(look);
                    // Records that seek candidates come after the others.
                    look.keep(ofSeeking, look.seen.size());
                    look.keep(0, ofSeeking);
                }
            }
        }

        private void addAll(Look look) {
            // By their numbers: in an order that depends on the set of records alone.
            look.known.sort(null);
            for (int i = 0; i < look.known.size(); i++) {
                int other = look.known.getInt(i);
                look.of[other] = add(look.of[other], look.room) + 1;
            }
        }

        /** Returns where the members of so many records go, or -1 where they are no group. */
        private int add(int records, GroupMembers.Room room) {
            if (records > cap) {
                over++;
                inOver += records;
                largest = Math.max(largest, records);
            }
            if (records > cap || records == 1) {
                return -1;
            }
            int place = room.take(records);
            found.add(records);
            found.add(place);
            ofSize[records]++;
            return place;
        }

        int groups() {
            return found.size() / 2;
        }

        /** @param group by size: the number of this part's first group; is taken */
        void number(int[] group) {
            for (int i = 0; i < found.size(); i += 2) {
                from[group[found.getInt(i)]++] = found.getInt(i + 1);
            }
        }
    }

    /** Smallest groups first, so that each record's groups come out in that order; of one size, by their atoms. */
    private void number(Part[] parts) {
        int[][] groups = new int[PARTS][cap + 1];
        int group = 0;
        for (int n = 2; n <= cap; n++) {
            firstOfSize[n] = group;
            for (int part = 0; part < PARTS; part++) {
                groups[part][n] = group;
                group += parts[part].ofSize[n];
            }
        }
        firstOfSize[cap + 1] = group;
        Chunks.forEach(PARTS, part -> parts[part].number(groups[part]));
    }

    /** A group and one of its members. */
    private interface Membership {
        void is(int group, int record);
    }

    /** Of members with numbers within bounds, group by group. */
    private void forEach(int low, int high, Membership each) {
        int near = 0;
        for (int n = 2; n <= cap; n++) {
            for (int first = firstOfSize[n]; first < firstOfSize[n + 1]; first += AHEAD) {
                int end = Math.min(firstOfSize[n + 1], first + AHEAD);
                for (int group = first; group < end; group++) {
                    near ^= membersOf(group)[from(group) + n - 1];
                }
                for (int group = first; group < end; group++) {
                    forEach(group, n, low, high, each);
                }
            }
        }
        touched = near;
    }

    private void forEach(int group, int members, int low, int high, Membership each) {
        int[] around = membersOf(group);
        int from = from(group);
        // Ascending: those that come first are passed over where only the last records seek candidates.
        for (int at = from + members - 1; at >= from && around[at] >= low; at--) {
            if (around[at] < high) {
                each.is(group, around[at]);
            }
        }
    }

    private int[] invert() {
        // Every thread looks at all groups and writes those of its own records.
        IntStream.range(0, WORKERS)
                .parallel()
                .forEach(worker -> forEach(
                        share(worker), share(worker + 1), (_, record) -> ofRecordFrom[record - firstRecord + 1]++));
        for (int i = 1; i < ofRecordFrom.length; i++) {
            ofRecordFrom[i] += ofRecordFrom[i - 1];
        }
        int[] inverted = new int[ofRecordFrom[ofRecordFrom.length - 1]];
        int[] filled = Arrays.copyOf(ofRecordFrom, ofRecordFrom.length - 1);
        IntStream.range(0, WORKERS)
                .parallel()
                .forEach(worker -> forEach(
                        share(worker),
                        share(worker + 1),
                        (group, record) -> inverted[filled[record - firstRecord]++] = group));
        return inverted;
    }

    private int share(int worker) {
        return firstRecord + (int) ((atoms.records() - firstRecord) * (long) worker / WORKERS);
    }
}
