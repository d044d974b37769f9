package io.karat.batch;

import io.karat.model.Attribute;
import io.karat.model.AttributeType;
import io.karat.model.EntityType;
import io.karat.standardise.Features;
import io.karat.standardise.TextForm;
import it.unimi.dsi.fastutil.HashCommon;
import it.unimi.dsi.fastutil.longs.Long2ObjectOpenHashMap;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Candidates by what records say rather than by keys: for each record the nearest by words (with codes, and with the atoms
 * of attributes that are no text), the nearest by the 3-grams of what names it, and those that share a rare strong atom.
 */
final class TextNeighbours {

    static final int NEAREST = 10;

    /** 3-grams of more than this share of the records tell nothing. */
    private static final double MOST_SHARE = 0.3;

    /** Texts of more words on average describe; they do not name. */
    private static final double LONGEST_NAME = 16;

    private static final int LARGEST_BLOCK = 20;

    private final List<Features> records;
    private final TermVectors words;
    private final TermVectors grams;

    private TextNeighbours(List<Features> records, TermVectors words, TermVectors grams) {
        this.records = records;
        this.words = words;
        this.grams = grams;
    }

    static TextNeighbours of(EntityType type, List<Features> records) {
        List<Attribute> attributes = type.attributes();
        boolean[] names = names(type, records);
        TermVectors words = TermVectors.of(records.size(), i -> wordTerms(attributes, records.get(i)), 1);
        TermVectors grams = TermVectors.of(records.size(), i -> gramTerms(names, records.get(i)), MOST_SHARE);
        return new TextNeighbours(records, words, grams);
    }

    /** Of records of one list, or of several when {@code source} says so: then pairs are of two sources. */
    void pairs(int @Nullable [] source, PairSink sink) {
        new Nearest(words, source, NEAREST).pairs(sink);
        new Nearest(grams, source, NEAREST).pairs(sink);
        rareAtoms(source, sink);
    }

    double byWords(int a, int b) {
        return words.cosine(a, b);
    }

    double byGrams(int a, int b) {
        return grams.cosine(a, b);
    }

    /** The attributes that name a record: short texts, names of people, organisations and places. */
    static boolean[] names(EntityType type, List<Features> records) {
        boolean[] names = new boolean[type.attributes().size()];
        int shortest = -1;
        double fewest = Double.MAX_VALUE;
        boolean any = false;
        for (int i = 0; i < names.length; i++) {
            switch (type.attributes().get(i).type()) {
                case TEXT -> {
                    double mean = meanWords(records, i);
                    names[i] = mean <= LONGEST_NAME;
                    if (mean < fewest) {
                        fewest = mean;
                        shortest = i;
                    }
                }
                case ORGANISATION_NAME, FULL_NAME, GIVEN_NAME, FAMILY_NAME, STREET, CITY -> names[i] = true;
                default -> {}
            }
            any |= names[i];
        }
        if (!any && shortest >= 0) {
            names[shortest] = true;
        }
        return names;
    }

    private static double meanWords(List<Features> records, int attribute) {
        long words = 0;
        int filled = 0;
        for (Features record : records) {
            for (String value : record.values(attribute)) {
                words += TextForm.words(value).size();
                filled++;
            }
        }
        return filled == 0 ? 0 : (double) words / filled;
    }

    private static long[] wordTerms(List<Attribute> attributes, Features record) {
        LongArrayList terms = new LongArrayList();
        for (int i = 0; i < attributes.size(); i++) {
            if (ofWords(attributes.get(i).type())) {
                for (String value : record.values(i)) {
                    for (String word : TextForm.words(value)) {
                        terms.add(hash(word));
                    }
                    for (String code : TextForm.codes(value)) {
                        terms.add(hash(code));
                    }
                }
            }
        }
        for (int a = 0; a < record.atoms().length; a++) {
            int column = record.column(a);
            if (column < attributes.size() && !quantity(attributes.get(column).type())) {
                terms.add(record.atoms()[a]);
            }
        }
        return terms.toLongArray();
    }

    private static boolean ofWords(AttributeType type) {
        return switch (type) {
            case TEXT, ORGANISATION_NAME, FULL_NAME, CATEGORY -> true;
            default -> false;
        };
    }

    private static boolean quantity(AttributeType type) {
        return switch (type) {
            case NUMBER, MONEY, YEAR -> true;
            default -> false;
        };
    }

    private static long[] gramTerms(boolean[] names, Features record) {
        LongArrayList terms = new LongArrayList();
        for (int i = 0; i < names.length; i++) {
            if (names[i]) {
                for (String value : record.values(i)) {
                    TextForm.words(value).forEach(word -> grams(word, terms));
                }
            }
        }
        return terms.toLongArray();
    }

    /** Of the word with a blank before and behind it. */
    private static void grams(String word, LongArrayList into) {
        int n = word.length();
        for (int i = -1; i + 2 <= n; i++) {
            long first = i < 0 ? ' ' : word.charAt(i);
            long last = i + 2 == n ? ' ' : word.charAt(i + 2);
            into.add(first << 32 | (long) word.charAt(i + 1) << 16 | last);
        }
    }

    private void rareAtoms(int @Nullable [] source, PairSink sink) {
        Long2ObjectOpenHashMap<List<Integer>> holders = new Long2ObjectOpenHashMap<>();
        for (int i = 0; i < records.size(); i++) {
            Features record = records.get(i);
            for (int a = 0; a < record.atoms().length; a++) {
                if (record.strong(a)) {
                    holders.computeIfAbsent(record.atoms()[a], atom -> new ArrayList<>())
                            .add(i);
                }
            }
        }
        for (List<Integer> block : holders.values()) {
            if (block.size() <= LARGEST_BLOCK) {
                for (int i = 0; i < block.size(); i++) {
                    for (int j = i + 1; j < block.size(); j++) {
                        int left = block.get(i);
                        int right = block.get(j);
                        if (source == null || source[left] != source[right]) {
                            sink.pair(left, right);
                        }
                    }
                }
            }
        }
    }

    private static long hash(String word) {
        long hash = word.length();
        for (int i = 0; i < word.length(); i++) {
            hash = HashCommon.murmurHash3(hash * 31 + word.charAt(i));
        }
        return hash;
    }
}
