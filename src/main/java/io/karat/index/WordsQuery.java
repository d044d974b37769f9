package io.karat.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * What somebody typed, as a query. Every word has to be found: as it is, as the beginning of a word, or with one typing
 * error (two from eight letters on); a source key is found as a whole. Nothing typed has a meaning of its own.
 */
final class WordsQuery {

    private static final int MOST_WORDS = 12;
    private static final int LONGEST = 100;
    private static final int EXPANSIONS = 50;

    private final Analyzer analyzer;

    WordsQuery(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    Query of(String typed) throws IOException {
        List<String> words = words(typed);
        String key = typed.strip().toLowerCase(Locale.ROOT);
        if (key.isEmpty()) {
            return MatchAllDocsQuery.INSTANCE;
        }
        List<Query> either = new ArrayList<>();
        either.add(new BoostQuery(new TermQuery(new Term(GoldenSearch.KEY, key)), 100));
        if (!words.isEmpty()) {
            BooleanQuery.Builder all = new BooleanQuery.Builder();
            words.forEach(word -> all.add(word(word), BooleanClause.Occur.MUST));
            either.add(all.build());
        }
        return new DisjunctionMaxQuery(either, 0);
    }

    private static Query word(String word) {
        List<Query> ways = new ArrayList<>();
        for (String field : List.of(GoldenSearch.TITLE, GoldenSearch.TEXT)) {
            float boost = field.equals(GoldenSearch.TITLE) ? 2 : 1;
            Term term = new Term(field, word);
            ways.add(new BoostQuery(new TermQuery(term), 4 * boost));
            ways.add(new BoostQuery(new PrefixQuery(term), 2 * boost));
            if (word.length() >= 4) {
                int edits = word.length() >= 8 ? 2 : 1;
                ways.add(new BoostQuery(new FuzzyQuery(term, edits, 1, EXPANSIONS, true), boost));
            }
        }
        return new DisjunctionMaxQuery(ways, 0.1f);
    }

    private List<String> words(String typed) throws IOException {
        List<String> words = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(GoldenSearch.TEXT, typed)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && words.size() < MOST_WORDS) {
                String word = term.toString();
                words.add(word.length() > LONGEST ? word.substring(0, LONGEST) : word);
            }
            tokens.end();
        }
        return words;
    }
}
