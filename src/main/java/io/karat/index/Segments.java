package io.karat.index;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.ConjunctionUtils;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** The segments of a reader, with each one's table from document to ordinal in memory (4 bytes a record). */
final class Segments {

    /** One segment; {@code ordinals} by document number; arrays for searches to work in, one for each at a time. */
    record Segment(LeafReader reader, int[] ordinals, IndexReader.CacheKey key, Queue<long[]> idle) {

        long[] borrow() {
            long[] bits = idle.poll();
            return bits == null ? new long[ordinals.length] : bits;
        }

        void giveBack(long[] bits) {
            idle.add(bits);
        }
    }

    private final List<Segment> list;

    private Segments(List<Segment> list) {
        this.list = list;
    }

    /** Tables of segments that both readers share are taken over. */
    static Segments of(DirectoryReader reader, @Nullable Segments before) throws IOException {
        Map<IndexReader.CacheKey, int[]> known = new HashMap<>();
        if (before != null) {
            before.list.forEach(s -> known.put(s.key(), s.ordinals()));
        }
        List<Segment> list = new ArrayList<>();
        for (LeafReaderContext leaf : reader.leaves()) {
            IndexReader.CacheKey key = leaf.reader().getCoreCacheHelper().getKey();
            int[] ordinals = known.get(key);
            if (ordinals == null) {
                ordinals = ordinals(leaf.reader());
            }
            list.add(new Segment(leaf.reader(), ordinals, key, new ConcurrentLinkedQueue<>()));
        }
        return new Segments(list);
    }

    private static int[] ordinals(LeafReader reader) throws IOException {
        int[] ordinals = new int[reader.maxDoc()];
        NumericDocValues values = reader.getNumericDocValues(AtomIndex.ORDINAL);
        if (values != null) {
            for (int doc = values.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = values.nextDoc()) {
                ordinals[doc] = (int) values.longValue();
            }
        }
        return ordinals;
    }

    /**
     * An atom looked up once in every segment's dictionary.
     *
     * @param states by segment; null where the segment does not have it
     * @param frequency documents that hold it, outdated ones that are not merged away yet included
     */
    record Postings(BytesRef atom, @Nullable TermState[] states, int frequency) {

        /** Stands the dictionary of a segment on the atom; false when it is not there. */
        boolean seek(TermsEnum terms, int segment) throws IOException {
            TermState state = states[segment];
            if (state == null) {
                return false;
            }
            terms.seekExact(atom, state);
            return true;
        }
    }

    /** The dictionaries of all segments, in their order; null for one without atoms. */
    @Nullable TermsEnum[] dictionaries() throws IOException {
        @Nullable TermsEnum[] dictionaries = new TermsEnum[list.size()];
        for (int i = 0; i < dictionaries.length; i++) {
            Terms terms = list.get(i).reader().terms(AtomIndex.ATOM);
            dictionaries[i] = terms == null ? null : terms.iterator();
        }
        return dictionaries;
    }

    Postings postings(BytesRef atom, @Nullable TermsEnum[] dictionaries) throws IOException {
        @Nullable TermState[] states = new TermState[dictionaries.length];
        int frequency = 0;
        for (int i = 0; i < dictionaries.length; i++) {
            TermsEnum terms = dictionaries[i];
            if (terms != null && terms.seekExact(atom)) {
                states[i] = terms.termState();
                frequency += terms.docFreq();
            }
        }
        return new Postings(atom, states, frequency);
    }

    /** Receives records with a bit for each atom they hold. */
    interface Masks {
        void accept(int ordinal, long mask);
    }

    /**
     * All records that hold at least one of the walked atoms, each with its bits, those of the looked-up atoms included.
     *
     * @param atoms bit i stands for atom i
     * @param walked how many of them, from the front, have their postings walked; in those of the others only the records
     *     met are looked up
     */
    void masks(List<Postings> atoms, int walked, Masks masks) throws IOException {
        for (int i = 0; i < list.size(); i++) {
            Terms terms = list.get(i).reader().terms(AtomIndex.ATOM);
            if (terms != null) {
                masks(i, terms.iterator(), atoms, walked, masks);
            }
        }
    }

    private void masks(int number, TermsEnum terms, List<Postings> atoms, int walked, Masks masks) throws IOException {
        Segment segment = list.get(number);
        // A mask for each document, all zero between two searches: far quicker than a map of those met.
        long[] bits = segment.borrow();
        IntArrayList met = new IntArrayList(1 << 10);
        PostingsEnum postings = null;
        for (int i = 0; i < walked; i++) {
            if (atoms.get(i).seek(terms, number)) {
                postings = terms.postings(postings, PostingsEnum.NONE);
                for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                    if (bits[doc] == 0) {
                        met.add(doc);
                    }
                    bits[doc] |= 1L << i;
                }
            }
        }
        if (walked < atoms.size()) {
            met.sort(null);
        }
        for (int i = walked; i < atoms.size(); i++) {
            if (atoms.get(i).seek(terms, number)) {
                postings = terms.postings(postings, PostingsEnum.NONE);
                int at = -1;
                for (int m = 0; m < met.size(); m++) {
                    int doc = met.getInt(m);
                    at = at < doc ? postings.advance(doc) : at;
                    if (at == doc) {
                        bits[doc] |= 1L << i;
                    }
                }
            }
        }
        Bits live = segment.reader().getLiveDocs();
        for (int m = 0; m < met.size(); m++) {
            int doc = met.getInt(m);
            if (live == null || live.get(doc)) {
                masks.accept(segment.ordinals()[doc], bits[doc]);
            }
            bits[doc] = 0;
        }
        segment.giveBack(bits);
    }

    /** Documents that hold both atoms, the rarer one first; stops when the holder says so. */
    void walkBoth(Postings rare, Postings other, StoppableHolder holder) throws IOException {
        for (int i = 0; i < list.size(); i++) {
            Terms terms = list.get(i).reader().terms(AtomIndex.ATOM);
            if (terms != null) {
                TermsEnum a = terms.iterator();
                TermsEnum b = terms.iterator();
                if (rare.seek(a, i) && other.seek(b, i) && !walkBoth(list.get(i), a, b, holder)) {
                    return;
                }
            }
        }
    }

    /** Documents that hold all of two atoms or more; stops when the holder says so. */
    void walkAll(List<Postings> atoms, StoppableHolder holder) throws IOException {
        for (int i = 0; i < list.size(); i++) {
            Terms terms = list.get(i).reader().terms(AtomIndex.ATOM);
            if (terms != null && !walkAll(i, terms, atoms, holder)) {
                return;
            }
        }
    }

    private boolean walkAll(int number, Terms terms, List<Postings> atoms, StoppableHolder holder) throws IOException {
        List<DocIdSetIterator> each = new ArrayList<>();
        for (Postings atom : atoms) {
            TermsEnum term = terms.iterator();
            if (!atom.seek(term, number)) {
                return true;
            }
            each.add(term.postings(null, PostingsEnum.NONE));
        }
        Segment segment = list.get(number);
        Bits live = segment.reader().getLiveDocs();
        DocIdSetIterator all = ConjunctionUtils.intersectIterators(each);
        for (int doc = all.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = all.nextDoc()) {
            if ((live == null || live.get(doc)) && !holder.accept(segment.ordinals()[doc])) {
                return false;
            }
        }
        return true;
    }

    /** Receives holders until it answers false. */
    interface StoppableHolder {
        boolean accept(int ordinal);
    }

    private static boolean walkBoth(Segment segment, TermsEnum a, TermsEnum b, StoppableHolder holder)
            throws IOException {
        Bits live = segment.reader().getLiveDocs();
        PostingsEnum first = a.postings(null, PostingsEnum.NONE);
        PostingsEnum second = b.postings(null, PostingsEnum.NONE);
        int doc = first.nextDoc();
        while (doc != DocIdSetIterator.NO_MORE_DOCS) {
            int there = second.docID() < doc ? second.advance(doc) : second.docID();
            if (there == doc) {
                if ((live == null || live.get(doc)) && !holder.accept(segment.ordinals()[doc])) {
                    return false;
                }
                doc = first.nextDoc();
            } else if (there == DocIdSetIterator.NO_MORE_DOCS) {
                return true;
            } else {
                doc = first.advance(there);
            }
        }
        return true;
    }

    long checksum() {
        long sum = 0;
        for (Segment segment : list) {
            Bits live = segment.reader().getLiveDocs();
            for (int doc = 0; doc < segment.ordinals().length; doc++) {
                if (live == null || live.get(doc)) {
                    sum += AtomIndex.checksum(segment.ordinals()[doc]);
                }
            }
        }
        return sum;
    }
}
