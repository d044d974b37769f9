package io.karat.match;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How frequent the values of one attribute are among records, frozen with the parameters: a chance agreement on a rare
 * value says more than one on a common value.
 *
 * <p>An open-addressing table from 64-bit hashes to probabilities. For attributes of several words an unknown value is
 * as probable as its words together.
 */
final class TermFrequencies {

    /** No value is taken to be rarer than this. */
    private static final double FLOOR = 1e-6;

    /** Words of one value are not independent: together they are more probable than their product. */
    private static final double DEPENDENCE = 0.8;

    private static final String[] NONE = {};

    private final long[] hashes;
    private final float[] probabilities;
    private final double unseen;
    private final boolean words;

    private TermFrequencies(long[] hashes, float[] probabilities, double unseen, boolean words) {
        this.hashes = hashes;
        this.probabilities = probabilities;
        this.unseen = unseen;
        this.words = words;
    }

    /**
     * @param unseen probability of a value (or word) that the table does not hold
     * @param words values are of several words
     */
    static TermFrequencies of(Map<String, Double> known, double unseen, boolean words) {
        int size = Integer.highestOneBit(Math.max(1, known.size()) * 2) * 2;
        TermFrequencies table = new TermFrequencies(new long[size], new float[size], unseen, words);
        known.forEach((value, probability) -> table.put(hash(value), probability.floatValue()));
        return table;
    }

    /** Probability that a record holds the value. */
    double of(String value) {
        double known = lookup(value);
        if (known > 0) {
            return known;
        }
        String[] tokens = words ? Tokens.of(value) : NONE;
        if (tokens.length < 2) {
            return unseen;
        }
        double product = 1;
        for (String word : tokens) {
            double p = lookup(word);
            product *= p > 0 ? p : unseen;
        }
        return Math.max(Math.pow(product, DEPENDENCE), FLOOR);
    }

    /** The value's frequency was counted, or is known otherwise: it is not that of values nobody knows. */
    boolean knows(String value) {
        return lookup(value) > 0;
    }

    /** How much a word weighs: its negative log probability. */
    double rarity(String word) {
        double known = lookup(word);
        return -Math.log(known > 0 ? known : unseen);
    }

    private double lookup(String value) {
        return lookup(hash(value));
    }

    private float lookup(long hash) {
        int mask = hashes.length - 1;
        for (int slot = (int) (hash >>> 20) & mask; hashes[slot] != 0; slot = slot + 1 & mask) {
            if (hashes[slot] == hash) {
                return probabilities[slot];
            }
        }
        return 0;
    }

    private void put(long hash, float probability) {
        int mask = hashes.length - 1;
        int slot = (int) (hash >>> 20) & mask;
        while (hashes[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & mask;
        }
        hashes[slot] = hash;
        probabilities[slot] = probability;
    }

    /** Never 0, which marks a free slot. */
    private static long hash(String value) {
        long hash = DemotedValues.hash(0, value);
        return hash == 0 ? 1 : hash;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeDouble(unseen);
        out.writeBoolean(words);
        out.writeInt(hashes.length);
        long[] filled = LongStream.of(hashes).filter(h -> h != 0).sorted().toArray();
        out.writeInt(filled.length);
        for (long hash : filled) {
            out.writeLong(hash);
            out.writeFloat(lookup(hash));
        }
    }

    static TermFrequencies read(DataInputStream in) throws IOException {
        double unseen = in.readDouble();
        boolean words = in.readBoolean();
        int size = in.readInt();
        TermFrequencies table = new TermFrequencies(new long[size], new float[size], unseen, words);
        for (int n = in.readInt(); n > 0; n--) {
            table.put(in.readLong(), in.readFloat());
        }
        return table;
    }
}
