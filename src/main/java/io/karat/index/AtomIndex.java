package io.karat.index;

import io.karat.match.CandidateIndex;
import io.karat.match.Candidates;
import io.karat.standardise.Features;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The candidate index: for each atom, who holds it. Never pairs of atoms: those are formed when a query comes (see
 * {@link AtomSearch}).
 *
 * <p>It is kept twice. Searches read {@link Postings} in memory, which show every update at once, that of a batch that is
 * still at work too, and take it back just as quickly. What lasts lies in Lucene ({@link StoredAtoms}) and has to be told
 * of a batch only once the database has committed it; from there the postings are read when the index is opened.
 *
 * <p>Updates come from one thread, {@link #store} and {@link #commit} from another one; searches from any.
 */
public final class AtomIndex implements CandidateIndex, AutoCloseable {

    private static final long[] NONE = {};
    private static final int[] NOBODY = {};

    private final StoredAtoms stored;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final Postings postings;

    private AtomIndex(StoredAtoms stored, Postings postings) {
        this.stored = stored;
        this.postings = postings;
    }

    /**
     * Opens the index, or makes an empty one.
     *
     * @throws IndexDamaged when Lucene cannot read what is there
     */
    public static AtomIndex open(Path path) {
        try {
            StoredAtoms stored = StoredAtoms.open(path);
            return new AtomIndex(stored, stored.read());
        } catch (IOException | IllegalArgumentException e) {
            throw new IndexDamaged(path, e);
        }
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
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Searches no longer find these records, by whatever atoms they did. Looks at every atom there is. */
    public void forget(IntPredicate ordinals) {
        lock.writeLock().lock();
        try {
            postings.removeAll(ordinals);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * A record's atoms as they shall last; durable with the next {@link #commit}.
     *
     * @param features null removes the record
     */
    public void store(int ordinal, @Nullable Features features) {
        try {
            stored.update(ordinal, features);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@link #store} for a record that was never stored: far cheaper. */
    public void storeNew(int ordinal, Features features) {
        try {
            stored.add(ordinal, features);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hits share a key with the query as the index sees it; the caller verifies them on the features. */
    @Override
    public Candidates candidates(Features query, int self, int budget) {
        lock.readLock().lock();
        try {
            return new AtomSearch(postings, query, self).candidates(budget);
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

    /** Records that are stored. */
    public int size() {
        try {
            return stored.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sum of {@link #checksum(int)} over all stored records. */
    public long checksum() {
        try {
            return stored.checksum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes what is stored durable, as of a batch of the ledger. */
    public void commit(long batch) {
        try {
            stored.commit(batch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long committedBatch() {
        return stored.committedBatch();
    }

    /** Of one live record. */
    public static long checksum(int ordinal) {
        long h = (ordinal + 1) * 0x9E3779B97F4A7C15L;
        return h ^ h >>> 29;
    }

    @Override
    public void close() {
        try {
            stored.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
