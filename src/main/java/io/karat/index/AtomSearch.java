package io.karat.index;

import io.karat.index.Postings.Holders;
import io.karat.match.CandidateIndex;
import io.karat.match.Candidates;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search for candidates. Keys are strong atoms, and pairs of atoms of two different columns; those that fewest records
 * share come first, until the budget is spent, and what is not reached is not looked at. A key is looked at whole. Records of
 * one thing share many small keys, so that they come first whatever else the index holds, and one that comes alone finds
 * what it finds among many. Pairs that by chance alone more records would share than the cap allows, or than can be reached, are
 * not even tried before the others have left budget.
 *
 * <p>Where budget is left, a key that more records share than the cap allows is narrowed by a third atom, then by a fourth;
 * what is still above is skipped and counted. A record of which there are hundreds nearly equal ones would so find none of
 * them: the rarest keys that were skipped are narrowed on, as long as the record stands in a crowd, and it looks at the
 * crowd's first few.
 */
final class AtomSearch {

    private static final int CAP = CandidateIndex.DEFAULT_CAP;

    /** Pairs of atoms that more records hold are not narrowed. */
    private static final int FREQUENT = 2_000;

    /** Bits of a key. */
    private static final int MOST_ATOMS = 64;

    /**
     * Looks at holders in one search, at most, for pairs and again for narrower keys: where thousands of records share nearly
     * all they have, there are more ways to narrow than time.
     */
    static final long MOST_LOOKS = 2_000_000;

    /** To look for one number among many takes as long as putting so many into a sieve (measured at 1,000,000 records). */
    private static final int WORTH_A_SIEVE = 32;

    /** Keys of four atoms above the cap, after which a search narrows no more: the record stands in a crowd. */
    private static final int CROWDED = 100;

    /** Crowds that are looked at. */
    private static final int CROWDS = 4;

    /** Records of a crowd that are looked at. */
    private static final int OF_A_CROWD = 4;

    /** An atom of the query; {@code others} hold it beside the record itself. */
    private record Atom(long hash, Holders holders, int others, int column, boolean strong) {
        boolean frequent() {
            return others > FREQUENT;
        }
    }

    /** A key within the cap: its atoms, and who else holds them, ascending. */
    private record Key(long atoms, int[] holders) {
        static final Comparator<Key> FEWEST_FIRST = Comparator.<Key>comparingInt(key -> key.holders.length)
                .thenComparing(Key::atoms, Long::compareUnsigned);
    }

    private final int self;
    private final int records;

    /** Rarest first; bit {@code i} of a key stands for the one at {@code i}. */
    private final List<Atom> atoms;

    private final @Nullable Group[] groups;
    private long looks;

    /** For narrower keys. */
    private long looked;

    /** @param records that can be found */
    AtomSearch(Postings postings, int records, Features query, int self) {
        this.self = self;
        this.records = records;
        this.atoms = atoms(postings, query, self);
        this.groups = new Group[atoms.size()];
    }

    private static List<Atom> atoms(Postings postings, Features query, int self) {
        List<Atom> atoms = new ArrayList<>();
        long[] hashes = query.atoms();
        for (int i = 0; i < hashes.length; i++) {
            Holders holders = postings.holders(hashes[i]);
            int others = holders.size() - (holders.has(self) ? 1 : 0);
            if (others > 0) {
                atoms.add(new Atom(hashes[i], holders, others, query.column(i), query.strong(i)));
            }
        }
        atoms.sort(Comparator.comparingInt(Atom::others).thenComparingLong(Atom::hash));
        return atoms.size() > MOST_ATOMS ? atoms.subList(0, MOST_ATOMS) : atoms;
    }

    /** Looks at holders so far. */
    long looks() {
        return looks + looked;
    }

    Candidates candidates(int budget) {
        Collector collector = new Collector(budget);
        Smallest smallest = new Smallest(budget);
        for (int x = 0; x < atoms.size() && atoms.get(x).others() <= CAP; x++) {
            if (atoms.get(x).strong()) {
                smallest.offer(new Key(1L << x, others(x)));
            }
        }
        LongArrayList large = new LongArrayList();
        pairs(false, smallest, large);
        collector.take(smallest.keys);
        if (!collector.full()) {
            Smallest frequent = new Smallest(budget);
            pairs(true, frequent, large);
            collector.take(frequent.keys);
            collector.narrow(large);
            collector.crowds();
        }
        return collector.candidates();
    }

    /**
     * Forms the keys of two atoms.
     *
     * @param frequent those that are expected above the cap, or else the others
     * @param large is told those that are above
     */
    private void pairs(boolean frequent, Smallest smallest, LongArrayList large) {
        for (int y = 1; y < atoms.size(); y++) {
            Sieve sieve = sieve(y, frequent, smallest);
            for (int x = 0; x < y; x++) {
                if (expected(x, y, frequent, smallest)) {
                    pair(x, y, sieve, smallest, large);
                }
            }
        }
    }

    /** Whether a pair of atoms is among the frequent ones, or else among those that may be small enough. */
    private boolean expected(int x, int y, boolean frequent, Smallest smallest) {
        double shared = (double) atoms.get(x).others() * atoms.get(y).others() / records;
        return atoms.get(x).column() != atoms.get(y).column()
                && (frequent ? shared > CAP : shared <= CAP && shared <= smallest.expected());
    }

    /** Of the holders of an atom, where making one takes less time than it saves. */
    private Sieve sieve(int y, boolean frequent, Smallest smallest) {
        Atom many = atoms.get(y);
        long walked = 0;
        for (int x = 0; x < y; x++) {
            walked += expected(x, y, frequent, smallest) ? atoms.get(x).others() : 0;
        }
        return walked > many.others() / WORTH_A_SIEVE
                ? Sieve.of(many.holders().ordinals(), many.holders().size())
                : Sieve.OPEN;
    }

    private void pair(int x, int y, Sieve sieve, Smallest smallest, LongArrayList large) {
        long key = 1L << x | 1L << y;
        int[] both =
                looks < MOST_LOOKS ? both(atoms.get(x).holders(), atoms.get(y).holders(), sieve, smallest.bound) : null;
        if (both == null) {
            large.add(key);
        } else {
            looks += atoms.get(x).others();
            smallest.offer(new Key(key, both));
        }
    }

    /**
     * The keys that fewest records share, until together they have as many records as the budget: what more records share
     * will not be reached, so that nobody need count how many.
     */
    private static final class Smallest {
        private final int budget;
        private final List<Key> keys = new ArrayList<>();

        /** By record, the fewest that share a key with it. */
        private final Int2IntOpenHashMap fewest = new Int2IntOpenHashMap();

        /** Records by that number. */
        private final int[] records = new int[CAP + 1];

        /** Records of those with the bound or less. */
        private int within;

        private int bound = CAP;

        Smallest(int budget) {
            this.budget = budget;
            fewest.defaultReturnValue(CAP + 1);
        }

        void offer(Key key) {
            int size = key.holders().length;
            if (size == 0 || size > bound) {
                return;
            }
            keys.add(key);
            for (int ordinal : key.holders()) {
                int before = fewest.get(ordinal);
                if (size < before) {
                    fewest.put(ordinal, size);
                    records[size]++;
                    if (before <= bound) {
                        records[before]--;
                    } else {
                        within++;
                    }
                }
            }
            while (bound > 0 && within - records[bound] >= budget) {
                within -= records[bound--];
            }
        }

        /** A pair of which by chance alone more are expected has more than the bound, as good as surely (Poisson). */
        double expected() {
            return bound + 4 * Math.sqrt(bound) + 4;
        }
    }

    /** The holders of an atom that is not frequent, with a bit for each further atom they were found to hold. */
    private final class Group {
        private final int[] ordinals;
        private final long[] masks;
        private long known;

        Group(int atom) {
            ordinals = others(atom);
            masks = new long[ordinals.length];
            known = 1L << atom;
            Arrays.fill(masks, known);
        }

        /** Where the holders of all these atoms stand, ascending. */
        IntArrayList holders(long key) {
            learn(key);
            IntArrayList at = new IntArrayList();
            for (int i = 0; i < masks.length; i++) {
                if ((masks[i] & key) == key) {
                    at.add(i);
                }
            }
            return at;
        }

        void learnAll() {
            learn(-1L >>> Long.SIZE - atoms.size());
        }

        private void learn(long key) {
            for (long rest = key & ~known; rest != 0; rest &= rest - 1) {
                int bit = Long.numberOfTrailingZeros(rest);
                Holders holders = atoms.get(bit).holders();
                Sorted.common(ordinals, ordinals.length, holders.ordinals(), holders.size(), at -> {
                    masks[at] |= 1L << bit;
                    return true;
                });
            }
            known |= key;
        }
    }

    /** Who holds an atom beside the record itself. */
    private int[] others(int atom) {
        Holders holders = atoms.get(atom).holders();
        int[] others = new int[atoms.get(atom).others()];
        int n = 0;
        for (int i = 0; i < holders.size(); i++) {
            if (holders.ordinals()[i] != self) {
                others[n++] = holders.ordinals()[i];
            }
        }
        return others;
    }

    private Group group(int atom) {
        Group group = groups[atom];
        if (group == null) {
            group = new Group(atom);
            groups[atom] = group;
        }
        return group;
    }

    /** Takes the first few of those who share a skipped key and as many further atoms as a crowd does; returns all these. */
    private long crowd(long key, Collector collector) {
        int[] crowd = others(Long.numberOfTrailingZeros(key));
        for (long rest = key & key - 1; rest != 0; rest &= rest - 1) {
            crowd = common(crowd, atoms.get(Long.numberOfTrailingZeros(rest)).holders());
        }
        long shared = key;
        for (int i = 0; i < atoms.size(); i++) {
            if ((shared & 1L << i) == 0) {
                int[] part = common(crowd, atoms.get(i).holders());
                if (part.length > CAP) {
                    crowd = part;
                    shared |= 1L << i;
                }
            }
        }
        Arrays.stream(crowd).limit(OF_A_CROWD).forEach(collector::take);
        return shared;
    }

    private static int[] common(int[] some, Holders holders) {
        IntArrayList common = new IntArrayList();
        Sorted.common(some, some.length, holders.ordinals(), holders.size(), at -> common.add(some[at]));
        return common.toIntArray();
    }

    /** Holders of two atoms, but not the record itself; null where they are more than that. */
    private int @Nullable [] both(Holders few, Holders many, Sieve sieve, int most) {
        IntArrayList both = new IntArrayList();
        Sorted.common(few.ordinals(), few.size(), many.ordinals(), many.size(), sieve, at -> {
            if (few.ordinals()[at] != self) {
                both.add(few.ordinals()[at]);
            }
            return both.size() <= most;
        });
        return both.size() > most ? null : both.toIntArray();
    }

    /** Takes records key by key. */
    private final class Collector {
        private final int budget;
        private final IntSet taken = new IntLinkedOpenHashSet();

        /** The rarest of the keys that too many records share. */
        private final LongArrayList skippedKeys = new LongArrayList();

        private int skipped;
        private int crowded;
        private boolean exhausted;

        Collector(int budget) {
            this.budget = budget;
        }

        /** Asked where there is more to look at. */
        boolean full() {
            exhausted |= taken.size() >= budget;
            return exhausted;
        }

        void take(List<Key> keys) {
            keys.sort(Key.FEWEST_FIRST);
            for (int i = 0; i < keys.size() && !full(); i++) {
                for (int ordinal : keys.get(i).holders()) {
                    taken.add(ordinal);
                }
            }
        }

        /** Also strong atoms that too many hold are keys that are skipped: what is narrower is a pair. */
        void narrow(LongArrayList keys) {
            for (int x = 0; x < atoms.size(); x++) {
                if (atoms.get(x).strong() && atoms.get(x).others() > CAP) {
                    skip(1L << x);
                }
            }
            for (int i = 0; i < keys.size() && !full(); i++) {
                narrow(keys.getLong(i));
            }
        }

        /** Of the rarest keys that were skipped. */
        void crowds() {
            long known = 0;
            for (int i = 0; i < skippedKeys.size() && !full(); i++) {
                if ((skippedKeys.getLong(i) & ~known) != 0) {
                    known |= crowd(skippedKeys.getLong(i), this);
                }
            }
        }

        private void narrow(long key) {
            int rarest = Long.numberOfTrailingZeros(key);
            if (atoms.get(rarest).frequent()) {
                skip(key);
                return;
            }
            Group group = group(rarest);
            group.learnAll();
            if (!narrowed(group, key, group.holders(key), 2)) {
                skip(key);
            }
        }

        void skip(long key) {
            skipped++;
            if (skippedKeys.size() < CROWDS) {
                skippedKeys.add(key);
            }
        }

        /** Splits a key's holders by one more atom each; false when no part was small enough. */
        private boolean narrowed(Group group, long key, IntArrayList at, int more) {
            if (more == 0) {
                crowded++;
                return false;
            }
            boolean any = false;
            for (int k = 0; k < atoms.size(); k++) {
                long narrower = key | 1L << k;
                if (narrower != key && !full() && looked < MOST_LOOKS && crowded < CROWDED) {
                    looked += at.size();
                    IntArrayList part = new IntArrayList();
                    at.forEach((int i) -> {
                        if ((group.masks[i] & narrower) == narrower) {
                            part.add(i);
                        }
                    });
                    if (part.size() > CAP) {
                        any |= narrowed(group, narrower, part, more - 1);
                    } else if (!part.isEmpty()) {
                        take(group, part);
                        any = true;
                    }
                }
            }
            return any;
        }

        private void take(Group group, IntArrayList at) {
            at.forEach((int i) -> take(group.ordinals[i]));
        }

        void take(int ordinal) {
            taken.add(ordinal);
        }

        Candidates candidates() {
            return new Candidates(taken.toIntArray(), skipped, exhausted);
        }
    }
}
