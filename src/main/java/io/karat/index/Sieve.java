package io.karat.index;

/**
 * Tells quickly which numbers a list cannot have: those of whose last bits none of its numbers has the same. One in sixteen of
 * the others passes (Bloom, Space/time trade-offs in hash coding with allowable errors, 1970, with one hash).
 */
final class Sieve {

    /** Lets everything pass. */
    static final Sieve OPEN = new Sieve(new long[] {-1L}, 0);

    private static final int FEWEST_BITS = 1 << 10;
    private static final int MOST_BITS = 1 << 20;

    private final long[] words;
    private final int mask;

    private Sieve(long[] words, int mask) {
        this.words = words;
        this.mask = mask;
    }

    static Sieve of(int[] list, int size) {
        int bits = Math.clamp(Integer.highestOneBit(Math.max(1, size)) * 16L, FEWEST_BITS, MOST_BITS);
        Sieve sieve = new Sieve(new long[bits / Long.SIZE], bits - 1);
        for (int i = 0; i < size; i++) {
            int bit = list[i] & sieve.mask;
            sieve.words[bit >>> 6] |= 1L << bit;
        }
        return sieve;
    }

    boolean passes(int number) {
        int bit = number & mask;
        return (words[bit >>> 6] & 1L << bit) != 0;
    }
}
