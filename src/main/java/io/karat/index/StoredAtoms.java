package io.karat.index;

import io.karat.standardise.Features;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MergePolicy;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The candidate index as it lasts: one Lucene document a record, its terms the record's atoms. */
final class StoredAtoms implements AutoCloseable {

    private static final String ATOM = "a";
    private static final String ORDINAL = "o";
    private static final double RAM_MB = 64;
    private static final int SEGMENTS_PER_TIER = 40;

    private final FSDirectory directory;
    private final IndexWriter writer;
    private volatile long committed;

    private StoredAtoms(FSDirectory directory, IndexWriter writer) {
        this.directory = directory;
        this.writer = writer;
        this.committed = CommitPoint.of(writer);
    }

    static StoredAtoms open(Path path) throws IOException {
        FSDirectory directory = FSDirectory.open(path);
        // Read once, when it is opened: many segments do no harm.
        MergePolicy merges = new TieredMergePolicy().setSegmentsPerTier(SEGMENTS_PER_TIER);
        IndexWriterConfig config = new IndexWriterConfig()
                .setRAMBufferSizeMB(RAM_MB)
                .setMergePolicy(merges)
                .setMergeScheduler(new QuietMerges());
        return new StoredAtoms(directory, new IndexWriter(directory, config));
    }

    /** What is stored, as postings. */
    Postings read() throws IOException {
        Postings postings = new Postings();
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                read(leaf.reader(), postings);
            }
        }
        postings.sort();
        return postings;
    }

    private static void read(LeafReader reader, Postings to) throws IOException {
        Terms terms = reader.terms(ATOM);
        if (terms == null) {
            return;
        }
        int[] ordinals = ordinals(reader);
        Bits live = reader.getLiveDocs();
        TermsEnum atoms = terms.iterator();
        PostingsEnum documents = null;
        for (BytesRef term = atoms.next(); term != null; term = atoms.next()) {
            long atom = atom(term);
            documents = atoms.postings(documents, PostingsEnum.NONE);
            for (int doc = documents.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = documents.nextDoc()) {
                if (live == null || live.get(doc)) {
                    to.append(atom, ordinals[doc]);
                }
            }
        }
    }

    private static int[] ordinals(LeafReader reader) throws IOException {
        int[] ordinals = new int[reader.maxDoc()];
        NumericDocValues values = reader.getNumericDocValues(ORDINAL);
        if (values != null) {
            for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
                ordinals[doc] = (int) values.longValue();
            }
        }
        return ordinals;
    }

    void update(int ordinal, @Nullable Features features) throws IOException {
        Term id = new Term(ORDINAL, term(ordinal));
        if (features == null) {
            writer.deleteDocuments(id);
        } else {
            writer.updateDocument(id, document(ordinal, features));
        }
    }

    /** Adds a record that was never here: cheaper than {@link #update}, which looks for the one to replace. */
    void add(int ordinal, Features features) throws IOException {
        writer.addDocument(document(ordinal, features));
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

    int size() throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            return reader.numDocs();
        }
    }

    long checksum() throws IOException {
        long sum = 0;
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            for (LeafReaderContext leaf : reader.leaves()) {
                int[] ordinals = ordinals(leaf.reader());
                Bits live = leaf.reader().getLiveDocs();
                for (int doc = 0; doc < ordinals.length; doc++) {
                    if (live == null || live.get(doc)) {
                        sum += AtomIndex.checksum(ordinals[doc]);
                    }
                }
            }
        }
        return sum;
    }

    void commit(long batch) throws IOException {
        CommitPoint.write(writer, batch);
        committed = batch;
    }

    long committedBatch() {
        return committed;
    }

    private static BytesRef term(long atom) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = Long.BYTES - 1; i >= 0; i--) {
            bytes[i] = (byte) atom;
            atom >>>= 8;
        }
        return new BytesRef(bytes);
    }

    private static long atom(BytesRef term) {
        long atom = 0;
        for (int i = 0; i < term.length; i++) {
            atom = atom << 8 | term.bytes[term.offset + i] & 0xff;
        }
        return atom;
    }

    @Override
    public void close() throws IOException {
        writer.rollback();
        directory.close();
    }
}
