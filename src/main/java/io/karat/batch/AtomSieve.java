package io.karat.batch;

import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Tells which atoms have to be known where only the last of many records seek candidates: those that one of them holds. It
 * lets a few others pass, never one of these out: whoever holds an atom that passed keeps it, and so all that is counted of
 * it stays exact.
 *
 * <p>Atoms are told by some of their bits, so that the whole stays near the processor. Two that agree in these are taken for
 * one, which can only let more pass.
 */
public final class AtomSieve implements LongPredicate {

    /** Ten times the atoms of a person: fewer than one in ten others pass. */
    private static final int BITS_PER_RECORD = 256;

    private static final int FEWEST_BITS = 10;
    private static final int MOST_BITS = 29;

    /** Of a {@code long}, in bits: by so many places it is addressed less. */
    private static final int WORD = 6;

    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    private final int shift;

    /** A bit for each of the first bits of an atom. */
    private final long[] held;

    private AtomSieve(int bits) {
        this.shift = Long.SIZE - bits;
        this.held = new long[1 << bits - WORD];
    }

    /**
     * Reads the records that seek candidates, on all processors.
     *
     * @param seeking how many there are
     * @param atoms of each of them, from 0; several threads ask
     */
    public static AtomSieve of(int seeking, IntFunction<long[]> atoms) {
        long room = (long) BITS_PER_RECORD * Math.max(1, seeking);
        int bits = Math.clamp(Long.SIZE - Long.numberOfLeadingZeros(room), FEWEST_BITS, MOST_BITS);
        return IntStream.range(0, WORKERS)
                .parallel()
                .mapToObj(worker -> {
                    AtomSieve part = new AtomSieve(bits);
                    int to = (int) ((long) seeking * (worker + 1) / WORKERS);
                    for (int record = (int) ((long) seeking * worker / WORKERS); record < to; record++) {
                        part.add(atoms.apply(record));
                    }
                    return part;
                })
                .reduce(AtomSieve::with)
                .orElseThrow();
    }

    private void add(long[] atoms) {
        for (long atom : atoms) {
            int bit = (int) (atom >>> shift);
            held[bit >>> WORD] |= 1L << bit;
        }
    }

    private AtomSieve with(AtomSieve other) {
        for (int word = 0; word < held.length; word++) {
            held[word] |= other.held[word];
        }
        return this;
    }

    @Override
    public boolean test(long atom) {
        int bit = (int) (atom >>> shift);
        return (held[bit >>> WORD] & 1L << bit) != 0;
    }
}
