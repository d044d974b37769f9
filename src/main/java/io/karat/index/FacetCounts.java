package io.karat.index;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/**
 * Counts the terms of a doc-values field, and open questions, over the hits of a query, up to a number of hits: the cost has
 * a bound.
 */
final class FacetCounts {

    private final String field;
    private final int most;
    private final Map<String, Long> counts = new HashMap<>();
    private final long[] asked = OpenQuestions.counters();
    private long seen;

    private FacetCounts(String field, int most) {
        this.field = field;
        this.most = most;
    }

    /** @param most hits that are looked at */
    static GoldenSearch.Facets of(IndexSearcher searcher, Query query, String field, int most) throws IOException {
        FacetCounts facets = new FacetCounts(field, most);
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Scorer hits = weight.scorer(leaf);
            if (hits != null) {
                facets.count(leaf, hits.iterator());
            }
        }
        OpenQuestions.name(facets.asked, facets.counts);
        return new GoldenSearch.Facets(facets.counts, facets.seen);
    }

    private void count(LeafReaderContext leaf, DocIdSetIterator hits) throws IOException {
        SortedSetDocValues values = DocValues.getSortedSet(leaf.reader(), field);
        NumericDocValues questions = DocValues.getNumeric(leaf.reader(), OpenQuestions.FIELD);
        Bits live = leaf.reader().getLiveDocs();
        long[] found = new long[Math.toIntExact(values.getValueCount())];
        for (int doc = hits.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS && seen < most; doc = hits.nextDoc()) {
            if (live == null || live.get(doc)) {
                seen++;
                if (questions.advanceExact(doc)) {
                    asked[Math.toIntExact(questions.longValue())]++;
                }
                if (values.advanceExact(doc)) {
                    for (int i = 0; i < values.docValueCount(); i++) {
                        found[Math.toIntExact(values.nextOrd())]++;
                    }
                }
            }
        }
        for (int ord = 0; ord < found.length; ord++) {
            if (found[ord] > 0) {
                counts.merge(values.lookupOrd(ord).utf8ToString(), found[ord], Long::sum);
            }
        }
    }
}
