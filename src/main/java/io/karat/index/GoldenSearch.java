package io.karat.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Full-text search over golden records for people: tolerant of typing errors and half-typed words. */
public final class GoldenSearch implements AutoCloseable {

    static final String ID = "id";
    static final String KEY = "key";
    static final String TITLE = "title";
    static final String TEXT = "text";
    private static final String FACET = "facet";

    /** Hits that facets are counted over: more would cost more than a glance is worth. */
    public static final int COUNTED = 100_000;

    private static final String SEQ = "seq";
    private static final String QUALITY = "quality";

    /** Scores are told apart that differ by as little. */
    private static final double FINEST = 10_000;

    private static final int DEEPEST = 10_000;

    /** What was added and is in memory: from here on it is worth a segment, see {@link #spill}. */
    private static final long SPILL_BYTES = 64L << 20;

    /** Here who adds has to wait for the segment. */
    private static final double RAM_MB = 128;

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final WordsQuery words;
    private volatile long committed;

    private GoldenSearch(Directory directory, IndexWriter writer, Analyzer analyzer) throws IOException {
        this.directory = directory;
        this.writer = writer;
        this.searchers = new SearcherManager(writer, null);
        this.words = new WordsQuery(analyzer);
        this.committed = CommitPoint.of(writer);
    }

    /**
     * Opens the index, or makes an empty one.
     *
     * @throws IndexDamaged when Lucene cannot read what is there
     */
    public static GoldenSearch open(Path path) {
        try {
            Directory directory = SteadyDirectory.open(path);
            Analyzer analyzer = new FoldingAnalyzer();
            IndexWriterConfig config =
                    new IndexWriterConfig(analyzer).setRAMBufferSizeMB(RAM_MB).setMergeScheduler(new QuietMerges());
            IndexWriter writer = new IndexWriter(directory, config);
            if (withoutQuestions(writer)) {
                writer.rollback();
                directory.close();
                throw new IllegalArgumentException("it was written before it said which questions are open");
            }
            return new GoldenSearch(directory, writer, analyzer);
        } catch (IOException | IllegalArgumentException e) {
            throw new IndexDamaged(path, e);
        }
    }

    private static boolean withoutQuestions(IndexWriter writer) throws IOException {
        try (DirectoryReader reader = DirectoryReader.open(writer)) {
            return reader.numDocs() > 0
                    && FieldInfos.getMergedFieldInfos(reader).fieldInfo(OpenQuestions.FIELD) == null;
        }
    }

    /**
     * A golden record as it can be found.
     *
     * @param seq of its last change: without words, the newest come first
     * @param texts values of the golden record and of its members
     * @param keys of its members in their sources, found whole only
     * @param facets by which hits are narrowed, each {@code name=value} with few values to a name
     */
    public record Entry(
            UUID id,
            long seq,
            String title,
            List<String> texts,
            List<String> keys,
            List<String> facets,
            Standing standing) {
        public Entry {
            texts = List.copyOf(texts);
            keys = List.copyOf(keys);
            facets = List.copyOf(facets);
        }
    }

    /**
     * How a golden record stands.
     *
     * @param questions see {@link OpenQuestions#bits}
     * @param quality its score, 0 to 1; empty where it has none
     * @param identifying values that should be its alone, see {@link SharedValues#term}
     */
    public record Standing(int questions, OptionalDouble quality, List<String> identifying) {
        public static final Standing NONE = new Standing(0, OptionalDouble.empty(), List.of());

        public Standing {
            identifying = List.copyOf(identifying);
        }
    }

    /** What comes first. */
    public enum Order {
        /** What fits the words best; without words, the newest. */
        BEST,
        /** The lowest score of quality; what has none comes last. */
        WORST_QUALITY
    }

    /**
     * What is looked for.
     *
     * @param query what somebody typed; every character is a character, none has a meaning of its own; empty for all
     * @param facets that hits have to have, all of them, each {@code name=value}
     * @param counted whether hits are counted by facet, for little more than finding them
     */
    public record Wanted(String query, List<String> facets, Order order, boolean counted) {
        public Wanted {
            facets = List.copyOf(facets);
        }

        /** Best first. */
        public static Wanted words(String query) {
            return new Wanted(query, List.of(), Order.BEST, false);
        }

        /** Those of them that have these facets too. */
        public Wanted with(String... narrower) {
            return new Wanted(
                    query, Stream.concat(facets.stream(), Stream.of(narrower)).toList(), order, counted);
        }

        public Wanted in(Order other) {
            return new Wanted(query, facets, other, counted);
        }

        public Wanted counting() {
            return new Wanted(query, facets, order, true);
        }
    }

    /**
     * How many hits there are of each facet: {@code review} (open questions, {@code none} where there are none),
     * {@code quality} (percents), {@code fails} (rules), {@code source}, {@code repeats} (sources of which several records are
     * in one golden record), {@code records}, attributes of few values.
     *
     * @param counts by {@code name=value}; the values of a name need not add up, as a golden record may have several
     * @param counted hits that were looked at, at most {@link #COUNTED}
     */
    public record Facets(Map<String, Long> counts, long counted) {
        public static final Facets NONE = new Facets(Map.of(), 0);

        public Facets {
            counts = Map.copyOf(counts);
        }
    }

    /**
     * Golden ids, best first.
     *
     * @param total hits in all
     * @param facets of all hits, where they were wanted
     * @param cursor of the next page if there is one
     */
    public record Page(
            List<UUID> ids,
            long total,
            Facets facets,
            @Nullable String cursor) {
        public Page {
            ids = List.copyOf(ids);
        }
    }

    public void update(Entry entry) {
        try {
            writer.updateDocument(new Term(ID, entry.id().toString()), document(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a golden record that was never here: cheaper than {@link #update}, which looks for the one to replace. */
    public void add(Entry entry) {
        try {
            writer.addDocument(document(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what is in memory to a segment where it is much. Takes a second, in which others may go on adding. */
    public void spill() {
        try {
            if (writer.ramBytesUsed() > SPILL_BYTES) {
                writer.flushNextBuffer();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Document document(Entry entry) {
        Document document = new Document();
        document.add(new StringField(ID, entry.id().toString(), Field.Store.YES));
        document.add(new NumericDocValuesField(SEQ, entry.seq()));
        document.add(new StoredField(SEQ, entry.seq()));
        document.add(new TextField(TITLE, entry.title(), Field.Store.NO));
        document.add(
                new NumericDocValuesField(OpenQuestions.FIELD, entry.standing().questions()));
        entry.standing()
                .quality()
                .ifPresent(score -> document.add(new NumericDocValuesField(QUALITY, Math.round(score * FINEST))));
        entry.standing().identifying().stream()
                .filter(term -> term.getBytes(StandardCharsets.UTF_8).length <= IndexWriter.MAX_TERM_LENGTH)
                .distinct()
                .forEach(term -> document.add(new StringField(SharedValues.FIELD, term, Field.Store.NO)));
        entry.texts().forEach(text -> document.add(new TextField(TEXT, text, Field.Store.NO)));
        entry.keys().stream()
                .filter(key -> key.getBytes(StandardCharsets.UTF_8).length <= IndexWriter.MAX_TERM_LENGTH)
                .forEach(key -> document.add(new StringField(KEY, key.toLowerCase(Locale.ROOT), Field.Store.NO)));
        for (String facet : new LinkedHashSet<>(entry.facets())) {
            document.add(new StringField(FACET, facet, Field.Store.NO));
            document.add(new SortedSetDocValuesField(FACET, new BytesRef(facet)));
        }
        return document;
    }

    /**
     * Other questions are open about a golden record; nothing happens where it is not here.
     *
     * @param bits see {@link OpenQuestions#bits}
     */
    public void asked(UUID id, int bits) {
        try {
            if (writer.getFieldNames().contains(OpenQuestions.FIELD)) {
                writer.updateNumericDocValue(new Term(ID, id.toString()), OpenQuestions.FIELD, bits);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void remove(UUID id) {
        try {
            writer.deleteDocuments(new Term(ID, id.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A page of hits by words.
     *
     * @param cursor of the page before, or null
     * @throws IllegalArgumentException when the cursor is none
     */
    public Page search(Wanted wanted, @Nullable String cursor, int limit) {
        try {
            return search(words.of(wanted.query()), wanted, cursor, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The one whose id was typed, or those one of whose members has that key, whole; by {@code source/key} or the key alone.
     * See {@link #search(Wanted, String, int)}.
     */
    public Page named(Wanted wanted, @Nullable String cursor, int limit) {
        return search(name(wanted.query()), wanted, cursor, limit);
    }

    private static Query narrowed(Query asked, List<String> facets) {
        if (facets.isEmpty()) {
            return asked;
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        facets.forEach(facet -> all.add(filter(facet), BooleanClause.Occur.FILTER));
        return asked instanceof MatchAllDocsQuery
                ? new ConstantScoreQuery(all.build())
                : all.add(asked, BooleanClause.Occur.MUST).build();
    }

    private static Query filter(String facet) {
        return OpenQuestions.narrows(facet) ? OpenQuestions.query(facet) : new TermQuery(new Term(FACET, facet));
    }

    private static Query name(String name) {
        String folded = name.strip().toLowerCase(Locale.ROOT);
        return new BooleanQuery.Builder()
                .add(new TermQuery(new Term(ID, folded)), BooleanClause.Occur.SHOULD)
                .add(new TermQuery(new Term(KEY, folded)), BooleanClause.Occur.SHOULD)
                .build();
    }

    private Page search(Query found, Wanted wanted, @Nullable String cursor, int limit) {
        Query asked = narrowed(found, wanted.facets());
        int from = cursor == null ? 0 : offset(cursor);
        int upTo = Math.min(from + limit, DEEPEST);
        try {
            searchers.maybeRefreshBlocking();
            IndexSearcher searcher = searchers.acquire();
            try {
                // Once for all that follows: to find the words that a misspelt one may be is most of the work.
                Query rewritten = searcher.rewrite(asked);
                Facets facets = wanted.counted() ? FacetCounts.of(searcher, rewritten, FACET, COUNTED) : Facets.NONE;
                long total =
                        wanted.counted() && facets.counted() < COUNTED ? facets.counted() : searcher.count(rewritten);
                if (from >= upTo) {
                    return new Page(List.of(), total, facets, null);
                }
                TopDocs top = searcher.search(rewritten, upTo, sort(asked, wanted.order()));
                StoredFields stored = searcher.storedFields();
                List<UUID> ids = new ArrayList<>();
                for (int i = from; i < top.scoreDocs.length; i++) {
                    ScoreDoc hit = top.scoreDocs[i];
                    ids.add(UUID.fromString(stored.document(hit.doc).get(ID)));
                }
                boolean more = total > upTo && upTo < DEEPEST;
                return new Page(ids, total, facets, more ? cursor(upTo) : null);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sort sort(Query asked, Order order) {
        SortField newest = new SortField(SEQ, SortField.Type.LONG, true);
        return switch (order) {
            case BEST ->
                asked instanceof MatchAllDocsQuery || asked instanceof ConstantScoreQuery
                        ? new Sort(newest)
                        : new Sort(SortField.FIELD_SCORE, newest);
            case WORST_QUALITY ->
                new Sort(
                        new SortField(QUALITY, SortField.Type.LONG, false, Long.MAX_VALUE),
                        SortField.FIELD_SCORE,
                        newest);
        };
    }

    private static String cursor(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("o" + offset).getBytes(StandardCharsets.US_ASCII));
    }

    private static int offset(String cursor) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            int offset = text.startsWith("o") ? Integer.parseInt(text.substring(1)) : -1;
            if (offset < 0 || offset > DEEPEST) {
                throw new IllegalArgumentException("not a cursor of this search");
            }
            return offset;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a cursor of this search", e);
        }
    }

    /** Golden records about which a question of a kind is open. */
    public long asked(String kind) {
        try {
            searchers.maybeRefreshBlocking();
            IndexSearcher searcher = searchers.acquire();
            try {
                return searcher.count(OpenQuestions.query(OpenQuestions.NAME + "=" + kind));
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Which identifying values several golden records have.
     *
     * @param kept values at most, for each attribute
     */
    public List<SharedValues> shared(int kept) {
        try {
            searchers.maybeRefreshBlocking();
            IndexSearcher searcher = searchers.acquire();
            try {
                return SharedValues.of(searcher.getIndexReader(), kept);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Golden records that can be found. */
    public int size() {
        return writer.getDocStats().numDocs;
    }

    /** Makes everything durable, as of a seq of the ledger. */
    public void commit(long seq) {
        try {
            CommitPoint.write(writer, seq);
            committed = seq;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public long committedSeq() {
        return committed;
    }

    @Override
    public void close() {
        try {
            searchers.close();
            writer.rollback();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
