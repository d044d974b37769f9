package io.karat.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Of an attribute whose values should belong to one golden record each: how many do not. Values of all golden records are
 * looked at once, in seconds for millions.
 *
 * @param held values, each counted with every golden record that has it
 * @param shared of these, those that another golden record has too
 * @param most the values that most golden records have, first those
 */
public record SharedValues(String attribute, long held, long shared, List<Value> most) {

    static final String FIELD = "identifying";
    private static final char JOINT = '=';
    private static final int SHOWN = 10;

    public SharedValues {
        most = List.copyOf(most);
    }

    /** A value that several golden records have; {@code golden} names some of them. */
    public record Value(int holders, List<UUID> golden) {
        public Value {
            golden = List.copyOf(golden);
        }
    }

    /** Of a golden record, as it is indexed. */
    public static String term(String attribute, String comparable) {
        return attribute + JOINT + comparable;
    }

    private record Found(int holders, int[] docs) {}

    private static final class Counter {
        private final PriorityQueue<Found> most = new PriorityQueue<>(Comparator.comparingInt(Found::holders));
        private long held;
        private long shared;

        void count(int holders, int[] docs, int kept) {
            held += holders;
            if (holders > 1) {
                shared += holders;
                most.add(new Found(holders, docs));
                if (most.size() > kept) {
                    most.remove();
                }
            }
        }
    }

    /** @param kept values at most, for each attribute */
    static List<SharedValues> of(IndexReader reader, int kept) throws IOException {
        Terms terms = MultiTerms.getTerms(reader, FIELD);
        if (terms == null) {
            return List.of();
        }
        Map<String, Counter> counters = new HashMap<>();
        Bits live = MultiBits.getLiveDocs(reader);
        TermsEnum values = terms.iterator();
        @Nullable PostingsEnum postings = null;
        for (var value = values.next(); value != null; value = values.next()) {
            String term = value.utf8ToString();
            Counter counter = counters.computeIfAbsent(term.substring(0, term.indexOf(JOINT)), a -> new Counter());
            if (live == null && values.docFreq() == 1) {
                counter.count(1, new int[0], kept);
                continue;
            }
            postings = values.postings(postings, PostingsEnum.NONE);
            int holders = 0;
            int[] docs = new int[SHOWN];
            for (int doc = postings.nextDoc(); doc != PostingsEnum.NO_MORE_DOCS; doc = postings.nextDoc()) {
                if (live == null || live.get(doc)) {
                    if (holders < SHOWN) {
                        docs[holders] = doc;
                    }
                    holders++;
                }
            }
            counter.count(holders, docs, kept);
        }
        List<SharedValues> all = new ArrayList<>();
        StoredFields stored = reader.storedFields();
        for (Map.Entry<String, Counter> entry : counters.entrySet()) {
            List<Value> most = new ArrayList<>();
            PriorityQueue<Found> found = entry.getValue().most;
            while (!found.isEmpty()) {
                most.addFirst(value(found.remove(), stored));
            }
            all.add(new SharedValues(entry.getKey(), entry.getValue().held, entry.getValue().shared, most));
        }
        return all;
    }

    private static Value value(Found found, StoredFields stored) throws IOException {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, found.holders()); i++) {
            ids.add(UUID.fromString(stored.document(found.docs()[i]).get(GoldenSearch.ID)));
        }
        return new Value(found.holders(), ids);
    }
}
