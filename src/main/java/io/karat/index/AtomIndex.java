package io.karat.index;

import io.karat.match.CandidateIndex;
import io.karat.match.Candidates;
import io.karat.standardise.Features;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The candidate index: one Lucene document a record, its terms the record's atoms. Never pairs of atoms: those are formed
 * when a query comes (see {@link AtomSearch}).
 *
 * <p>Opening a reader after each record would cost more than everything else, so records that the reader does not show
 * yet lie in a small {@link Delta} that is searched with it. A search sees every update that came before it. Updates come
 * from one thread; searches from any.
 */
public final class AtomIndex implements CandidateIndex, AutoCloseable {

    static final String ATOM = "a";
    static final String ORDINAL = "o";
    private static final int LARGEST_DELTA = 5_000;
    private static final double RAM_MB = 64;

    private final FSDirectory directory;
    private final IndexWriter writer;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private DirectoryReader reader;
    private Segments segments;
    private Delta delta = new Delta();

    /** Records that were updated since additions began; nothing is noted where none are under way. */
    private IntSet updated = IntSets.EMPTY_SET;

    private boolean behind;
    private volatile long committed;

    private AtomIndex(FSDirectory directory, IndexWriter writer, DirectoryReader reader) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.reader = reader;
        this.segments = Segments.of(reader, null);
        this.committed = CommitPoint.of(writer);
    }

    /**
     * Opens the index, or makes an empty one.
     *
     * @throws IndexDamaged when Lucene cannot read what is there
     */
    public static AtomIndex open(Path path) {
        try {
            FSDirectory directory = FSDirectory.open(path);
            IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig().setRAMBufferSizeMB(RAM_MB));
            return new AtomIndex(directory, writer, DirectoryReader.open(writer));
        } catch (IOException | IllegalArgumentException e) {
            throw new IndexDamaged(path, e);
        }
    }

    /**
     * Replaces a record's atoms.
     *
     * @param features null removes the record
     */
    public void update(int ordinal, @Nullable Features features) {
        lock.writeLock().lock();
        try {
            Term id = new Term(ORDINAL, term(ordinal));
            if (features == null) {
                writer.deleteDocuments(id);
            } else {
                writer.updateDocument(id, document(ordinal, features));
            }
            if (behind) {
                updated.add(ordinal);
            }
            delta.put(ordinal, features == null ? null : features.atoms());
            if (delta.size() >= LARGEST_DELTA) {
                refresh();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** From now on records may be added that searches need not find before {@link #show}. */
    public void fallBehind() {
        lock.writeLock().lock();
        try {
            updated = new IntOpenHashSet();
            behind = true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Adds a record that was not here before {@link #fallBehind}: far cheaper than {@link #update}, which had the last word
     * if it came since.
     */
    public void add(int ordinal, Features features) {
        lock.writeLock().lock();
        try {
            if (!updated.contains(ordinal)) {
                writer.addDocument(document(ordinal, features));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** From now on searches find what was added. */
    public void show() {
        lock.writeLock().lock();
        try {
            updated = IntSets.EMPTY_SET;
            behind = false;
            refresh();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static Document document(int ordinal, Features features) {
        Document document = new Document();
        document.add(new StringField(ORDINAL, term(ordinal), Field.Store.NO));
        document.add(new NumericDocValuesField(ORDINAL, ordinal));
        for (long atom : features.atoms()) {
            document.add(new StringField(ATOM, term(atom), Field.Store.NO));
        }
        return document;
    }

    private void refresh() throws IOException {
        DirectoryReader newer = DirectoryReader.openIfChanged(reader, writer);
        if (newer != null) {
            DirectoryReader older = reader;
            segments = Segments.of(newer, segments);
            reader = newer;
            older.close();
        }
        delta = new Delta();
    }

    /** Hits share terms with the query; whether they share a key is for the caller to verify on the features. */
    @Override
    public Candidates candidates(Features query, int self, int budget) {
        lock.readLock().lock();
        try {
            return new AtomSearch(segments, delta).candidates(query, self, budget);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Live documents, those not refreshed yet included. */
    public int size() {
        lock.writeLock().lock();
        try {
            refresh();
            return reader.numDocs();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** The sum of {@link #checksum(int)} over all live documents. */
    public long checksum() {
        lock.writeLock().lock();
        try {
            refresh();
            return segments.checksum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Makes everything durable, as of a batch of the ledger. */
    public void commit(long batch) {
        try {
            CommitPoint.write(writer, batch);
            committed = batch;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long committedBatch() {
        return committed;
    }

    /** Of one live record. */
    public static long checksum(int ordinal) {
        long h = (ordinal + 1) * 0x9E3779B97F4A7C15L;
        return h ^ h >>> 29;
    }

    static BytesRef term(long atom) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            bytes[i] = (byte) atom;
            atom >>>= 8;
        }
        return new BytesRef(bytes);
    }

    @Override
    public void close() {
        try {
            reader.close();
            writer.rollback();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
