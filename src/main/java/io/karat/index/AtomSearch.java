package io.karat.index;

import io.karat.index.Segments.Postings;
import io.karat.match.CandidateIndex;
import io.karat.match.Candidates;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2LongMap;
import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntLinkedOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.TermsEnum;
import org.jspecify.annotations.Nullable;

/**
 * One search for candidates. Keys are strong atoms, and pairs of atoms of two different columns; they are taken rarest
 * first until the budget is spent. A key that more records share than the cap allows is narrowed by a third atom, then by
 * a fourth; what is still above is skipped and counted.
 *
 * <p>A record of which there are hundreds nearly equal ones would so find none of them. Where budget is left, the rarest
 * keys that were skipped are narrowed on, as long as the record stands in a crowd, and it looks at the crowd's first few.
 *
 * <p>The postings of all atoms but the most frequent are walked once, and every record met gets a bit for each atom it
 * shares; keys are then read off the bits. Only pairs of two frequent atoms need their postings intersected.
 */
final class AtomSearch {

    private static final int CAP = CandidateIndex.DEFAULT_CAP;
    /** Postings up to this length are walked; longer ones are only intersected. */
    private static final int WALK = 2_000;
    /** Bits of a mask. */
    private static final int MOST_ATOMS = 64;

    private record Atom(long hash, Postings postings, int column, boolean strong, int frequency) {
        boolean walked() {
            return frequency <= WALK;
        }
    }

    /**
     * Looks at holders of frequent keys in one search, at most: where thousands of records share nearly all they have, there
     * are more ways to narrow than time.
     */
    private static final long MOST_LOOKS = 2_000_000;

    /** Keys of four atoms above the cap, after which a search narrows no more: the record stands in a crowd. */
    private static final int CROWDED = 100;

    /** Crowds that are looked at. */
    private static final int CROWDS = 4;

    /** Records of a crowd that are looked at. */
    private static final int OF_A_CROWD = 4;

    private final Segments segments;
    private final Delta delta;

    AtomSearch(Segments segments, Delta delta) {
        this.segments = segments;
        this.delta = delta;
    }

    Candidates candidates(Features query, int self, int budget) throws IOException {
        List<Atom> atoms = atoms(query);
        Met met = met(atoms, self);
        int[] order = met.rarestFirst(atoms);
        Collector collector = new Collector(order, met, budget);
        for (int i : order) {
            if (atoms.get(i).strong() && atoms.get(i).walked() && !collector.full()) {
                collector.key(1L << i);
            }
        }
        for (int x = 0; x < order.length && !collector.full(); x++) {
            Atom rare = atoms.get(order[x]);
            for (int y = x + 1; y < order.length && !collector.full(); y++) {
                Atom other = atoms.get(order[y]);
                if (rare.column() != other.column()) {
                    if (rare.walked()) {
                        collector.key(1L << order[x] | 1L << order[y]);
                    } else {
                        collector.small(1L << order[x] | 1L << order[y], both(rare, other, self));
                    }
                }
            }
        }
        long known = 0;
        for (long key : collector.skippedKeys()) {
            if (!collector.full() && (key & ~known) != 0) {
                known |= crowd(key, order, atoms, self, collector);
            }
        }
        return collector.candidates();
    }

    /** The query's atoms that others may hold, rarest first. */
    private List<Atom> atoms(Features query) throws IOException {
        List<Atom> atoms = new ArrayList<>();
        long[] hashes = query.atoms();
        @Nullable TermsEnum[] dictionaries = segments.dictionaries();
        for (int i = 0; i < hashes.length; i++) {
            Postings postings = segments.postings(AtomIndex.term(hashes[i]), dictionaries);
            int frequency = postings.frequency() + delta.holders(hashes[i]).size();
            if (frequency > 0) {
                atoms.add(new Atom(hashes[i], postings, query.column(i), query.strong(i), frequency));
            }
        }
        atoms.sort(Comparator.comparingInt(Atom::frequency).thenComparingLong(Atom::hash));
        return atoms.size() > MOST_ATOMS ? atoms.subList(0, MOST_ATOMS) : atoms;
    }

    /** Records that hold at least one atom that is not too frequent, with a bit for each atom of the query they hold. */
    private Met met(List<Atom> atoms, int self) throws IOException {
        int walked = (int) atoms.stream().filter(Atom::walked).count();
        long rare = walked == Long.SIZE ? -1L : (1L << walked) - 1;
        Met met = new Met(atoms);
        segments.masks(atoms.stream().map(Atom::postings).toList(), walked, (ordinal, mask) -> {
            if (ordinal != self && !delta.supersedes(ordinal)) {
                met.add(ordinal, mask);
            }
        });
        Int2LongOpenHashMap fresh = new Int2LongOpenHashMap();
        for (int i = 0; i < atoms.size(); i++) {
            for (int ordinal : delta.holders(atoms.get(i).hash())) {
                fresh.put(ordinal, fresh.get(ordinal) | 1L << i);
            }
        }
        for (Int2LongMap.Entry e : fresh.int2LongEntrySet()) {
            if (e.getIntKey() != self && (e.getLongValue() & rare) != 0) {
                met.add(e.getIntKey(), e.getLongValue());
            }
        }
        met.sort();
        return met;
    }

    /** Records with their bits, in ascending order of ordinals; only those that can share a key. */
    private static final class Met {
        private final LongArrayList packed = new LongArrayList();
        private final LongArrayList masks = new LongArrayList();
        private final int[] holders = new int[MOST_ATOMS];
        private final IntList[] positions = new IntList[MOST_ATOMS];
        /** Of each atom: all atoms of its column. */
        private final long[] column;

        private final long strong;

        Met(List<Atom> atoms) {
            column = new long[atoms.size()];
            long strongBits = 0;
            for (int i = 0; i < column.length; i++) {
                positions[i] = new IntArrayList();
                for (int j = 0; j < column.length; j++) {
                    column[i] |= atoms.get(i).column() == atoms.get(j).column() ? 1L << j : 0;
                }
                strongBits |= atoms.get(i).strong() ? 1L << i : 0;
            }
            strong = strongBits;
        }

        void add(int ordinal, long mask) {
            for (long rest = mask; rest != 0; rest &= rest - 1) {
                holders[Long.numberOfTrailingZeros(rest)]++;
            }
            boolean severalColumns = (mask & ~column[Long.numberOfTrailingZeros(mask)]) != 0;
            if (severalColumns || (mask & strong) != 0) {
                packed.add((long) ordinal << Integer.SIZE | masks.size());
                masks.add(mask);
            }
        }

        void sort() {
            packed.sort(null);
            for (int i = 0; i < packed.size(); i++) {
                for (long rest = mask(i); rest != 0; rest &= rest - 1) {
                    positions[Long.numberOfTrailingZeros(rest)].add(i);
                }
            }
        }

        /** Where the holders of a key stand, ascending. */
        IntList holdersOf(long key) {
            IntList fewest = positions[Long.numberOfTrailingZeros(key)];
            for (long rest = key; rest != 0; rest &= rest - 1) {
                IntList others = positions[Long.numberOfTrailingZeros(rest)];
                fewest = others.size() < fewest.size() ? others : fewest;
            }
            IntList at = new IntArrayList();
            for (int x = 0; x < fewest.size(); x++) {
                int i = fewest.getInt(x);
                if ((mask(i) & key) == key) {
                    at.add(i);
                }
            }
            return at;
        }

        /**
         * Atoms by the number of live records that hold them. Lucene's own count includes documents that are outdated but
         * not merged away, so it depends on history and would make the order of keys do so too; for atoms that are not
         * walked only its order of magnitude is used.
         */
        int[] rarestFirst(List<Atom> atoms) {
            int[] order = new int[atoms.size()];
            Arrays.setAll(order, i -> i);
            IntArrays.quickSort(order, (i, j) -> {
                Atom a = atoms.get(i);
                Atom b = atoms.get(j);
                int byWalk = Boolean.compare(b.walked(), a.walked());
                int byHolders = byWalk != 0 ? byWalk : Integer.compare(rank(a, i), rank(b, j));
                return byHolders != 0 ? byHolders : Long.compare(a.hash(), b.hash());
            });
            return order;
        }

        private int rank(Atom atom, int bit) {
            return atom.walked() ? holders[bit] : Integer.SIZE - Integer.numberOfLeadingZeros(atom.frequency());
        }

        int ordinal(int i) {
            return (int) (packed.getLong(i) >>> Integer.SIZE);
        }

        long mask(int i) {
            return masks.getLong((int) packed.getLong(i));
        }
    }

    /** Takes the first few of those who share a skipped key and as many further atoms as a crowd does; returns all these. */
    private long crowd(long key, int[] order, List<Atom> atoms, int self, Collector collector) throws IOException {
        long shared = key;
        for (int i : order) {
            if (holders(shared | 1L << i, atoms, self, CAP + 1).size() > CAP) {
                shared |= 1L << i;
            }
        }
        IntList crowd = holders(shared, atoms, self, Integer.MAX_VALUE);
        crowd.sort(null);
        crowd.subList(0, Math.min(OF_A_CROWD, crowd.size())).forEach(collector::take);
        return shared;
    }

    /** Records that hold several atoms, at most so many. */
    private IntList holders(long key, List<Atom> atoms, int self, int most) throws IOException {
        List<Atom> all = new ArrayList<>();
        for (long rest = key; rest != 0; rest &= rest - 1) {
            all.add(atoms.get(Long.numberOfTrailingZeros(rest)));
        }
        IntList holders = new IntArrayList();
        for (int ordinal : delta.holders(all.getFirst().hash())) {
            if (ordinal != self
                    && holders.size() < most
                    && all.stream().allMatch(atom -> delta.holders(atom.hash()).contains(ordinal))) {
                holders.add(ordinal);
            }
        }
        segments.walkAll(all.stream().map(Atom::postings).toList(), ordinal -> {
            if (ordinal != self && !delta.supersedes(ordinal) && holders.size() < most) {
                holders.add(ordinal);
            }
            return holders.size() < most;
        });
        return holders;
    }

    /** Holders of two frequent atoms; one more than the cap tells that there are too many. */
    private IntList both(Atom a, Atom b, int self) throws IOException {
        IntList holders = new IntArrayList();
        for (int ordinal : delta.holders(a.hash())) {
            if (ordinal != self && delta.holders(b.hash()).contains(ordinal)) {
                holders.add(ordinal);
            }
        }
        segments.walkBoth(a.postings(), b.postings(), ordinal -> {
            if (ordinal != self && !delta.supersedes(ordinal)) {
                holders.add(ordinal);
            }
            return holders.size() <= CAP;
        });
        return holders;
    }

    /** Takes records key by key. */
    private static final class Collector {
        private final int[] order;
        private final Met met;
        private final int budget;
        private final IntSet taken = new IntLinkedOpenHashSet();
        private final LongArrayList skippedKeys = new LongArrayList();
        private int skipped;
        private long looked;
        private int crowded;
        private boolean exhausted;

        Collector(int[] order, Met met, int budget) {
            this.order = order;
            this.met = met;
            this.budget = budget;
        }

        boolean full() {
            return exhausted;
        }

        void key(long key) {
            IntList at = met.holdersOf(key);
            if (at.size() <= CAP) {
                take(at);
            } else if (!narrowed(key, at, 2)) {
                skip(key);
            }
        }

        private void skip(long key) {
            skipped++;
            if (skippedKeys.size() < CROWDS) {
                skippedKeys.add(key);
            }
        }

        /** The rarest of the keys that too many records share. */
        LongList skippedKeys() {
            return skippedKeys;
        }

        /** Holders of a key that were not met by rarer atoms, by ordinal. */
        void small(long key, IntList holders) {
            if (holders.size() > CAP) {
                skip(key);
                return;
            }
            holders.sort(null);
            for (int ordinal : holders) {
                take(ordinal);
            }
        }

        /** Splits a key's holders by one more atom each; false when no part was small enough. */
        private boolean narrowed(long key, IntList at, int more) {
            if (more == 0) {
                crowded++;
                return false;
            }
            boolean any = false;
            for (int k : order) {
                long narrower = key | 1L << k;
                if (narrower != key && !exhausted && looked < MOST_LOOKS && crowded < CROWDED) {
                    looked += at.size();
                    IntList part = new IntArrayList();
                    for (int i : at) {
                        if ((met.mask(i) & narrower) == narrower) {
                            part.add(i);
                        }
                    }
                    if (part.size() > CAP) {
                        any |= narrowed(narrower, part, more - 1);
                    } else if (!part.isEmpty()) {
                        take(part);
                        any = true;
                    }
                }
            }
            return any;
        }

        private void take(IntList at) {
            for (int i : at) {
                take(met.ordinal(i));
            }
        }

        void take(int ordinal) {
            if (!exhausted && !taken.contains(ordinal)) {
                if (taken.size() >= budget) {
                    exhausted = true;
                } else {
                    taken.add(ordinal);
                }
            }
        }

        Candidates candidates() {
            return new Candidates(taken.toIntArray(), skipped, exhausted);
        }
    }
}
