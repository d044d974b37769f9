package io.karat.index;

import io.karat.match.CandidateIndex;
import io.karat.match.Candidates;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.Int2ObjectSortedMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.Long2ObjectMap;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * The candidate index: for each atom, who holds it. Never pairs of atoms: those are formed when a query comes (see
 * {@link AtomSearch}).
 *
 * <p>It lives in memory ({@link Postings}) and shows every update at once, that of a batch that is still at work too, and
 * takes it back just as quickly. What lasts are the features in their file, from which it is read when a hub starts.
 *
 * <p>Updates come from one thread; searches from any.
 */
public final class AtomIndex implements CandidateIndex {

    private static final long[] NONE = {};
    private static final int[] NOBODY = {};

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Postings postings = new Postings();
    private final BitSet present = new BitSet();
    private int size;

    /** The index of the records that a file holds now. */
    public static AtomIndex of(FeatureFile features) {
        AtomIndex index = new AtomIndex();
        features.forEach((ordinal, encoded) -> {
            for (long atom : Features.atoms(encoded)) {
                index.postings.append(atom, ordinal);
            }
            index.present(ordinal, true);
        });
        return index;
    }

    /**
     * Searches find a record by other atoms than before. What they find it by already, or no longer, may be told again.
     *
     * @param before null when it could not be found; {@code after} null when it shall not be
     */
    public void update(int ordinal, @Nullable Features before, @Nullable Features after) {
        long[] old = before == null ? NONE : before.atoms();
        long[] now = after == null ? NONE : after.atoms();
        lock.writeLock().lock();
        try {
            int n = 0;
            for (long atom : old) {
                while (n < now.length && now[n] < atom) {
                    n++;
                }
                if (n == now.length || now[n] != atom) {
                    postings.remove(atom, ordinal);
                }
            }
            for (long atom : now) {
                postings.add(atom, ordinal);
            }
            present(ordinal, after != null);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Searches find these records too, by ordinal; any that they find already is left as it is. */
    public void addAll(Int2ObjectSortedMap<Features> records) {
        Long2ObjectMap<IntArrayList> holders = new Long2ObjectOpenHashMap<>();
        lock.writeLock().lock();
        try {
            records.int2ObjectEntrySet().forEach(record -> {
                int ordinal = record.getIntKey();
                if (!present.get(ordinal)) {
                    present(ordinal, true);
                    for (long atom : record.getValue().atoms()) {
                        holders.computeIfAbsent(atom, a -> new IntArrayList(2)).add(ordinal);
                    }
                }
            });
            holders.long2ObjectEntrySet().forEach(atom -> postings.addAll(atom.getLongKey(), atom.getValue()));
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void present(int ordinal, boolean now) {
        if (present.get(ordinal) != now) {
            present.set(ordinal, now);
            size += now ? 1 : -1;
        }
    }

    /** Hits share a key with the query as the index sees it; the caller verifies them on the features. */
    @Override
    public Candidates candidates(Features query, int self, int budget) {
        lock.readLock().lock();
        try {
            return new AtomSearch(postings, size, query, self).candidates(budget);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Records that hold the rarest atom of some features, ascending; none where there are no atoms. */
    public int[] holdersOfRarest(Features features) {
        lock.readLock().lock();
        try {
            return Arrays.stream(features.atoms())
                    .mapToObj(postings::holders)
                    .min(Comparator.comparingInt(Postings.Holders::size))
                    .map(holders -> Arrays.copyOf(holders.ordinals(), holders.size()))
                    .orElse(NOBODY);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Records that can be found. */
    public int size() {
        lock.readLock().lock();
        try {
            return size;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The sum of {@link #checksum(int)} over all records that can be found. */
    public long checksum() {
        lock.readLock().lock();
        try {
            return present.stream().mapToLong(AtomIndex::checksum).sum();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Of one live record. */
    public static long checksum(int ordinal) {
        long h = (ordinal + 1) * 0x9E3779B97F4A7C15L;
        return h ^ h >>> 29;
    }
}
