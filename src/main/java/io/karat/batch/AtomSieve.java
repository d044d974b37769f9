package io.karat.batch;

import io.karat.match.CandidateIndex;
import java.util.function.IntFunction;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;

/**
 * Tells which atoms have to be known where only the last of many records seek candidates: those that one of them holds,
 * and those that more records hold than the cap allows. It lets a few others pass, never one of these out: whoever holds an
 * atom that passed keeps it, and so all that is counted of it stays exact.
 *
 * <p>Atoms are counted by some of their bits. Two that agree in these are counted together, which can only let more pass.
 */
public final class AtomSieve implements LongPredicate {

    /** As many as a record has atoms that few others have, and some more. */
    private static final int SLOTS_PER_RECORD = 16;

    private static final int FEWEST_BITS = 10;
    private static final int MOST_BITS = 28;
    private static final int WORKERS = Runtime.getRuntime().availableProcessors();

    /** Of a slot with an atom of the last records. */
    private static final byte HELD = Byte.MIN_VALUE;

    private static final int MOST = Byte.MAX_VALUE;

    private final int shift;

    /** Holders by slot, or {@link #HELD}. */
    private final byte[] slots;

    private final int cap;

    private AtomSieve(int bits, int cap) {
        this.cap = Math.min(cap, MOST - 1);
        this.shift = Long.SIZE - bits;
        this.slots = new byte[1 << bits];
    }

    /**
     * Reads all records, on all processors.
     *
     * @param first number of the first record that seeks candidates
     * @param atoms by the numbers of records; several threads ask
     */
    public static AtomSieve of(int size, int first, IntFunction<long[]> atoms) {
        return of(size, new AtomGroups.Bounds(CandidateIndex.DEFAULT_CAP, first), atoms);
    }

    static AtomSieve of(int size, AtomGroups.Bounds bounds, IntFunction<long[]> atoms) {
        long room = (long) SLOTS_PER_RECORD * Math.max(1, size);
        int bits = Math.clamp(Long.SIZE - Long.numberOfLeadingZeros(room), FEWEST_BITS, MOST_BITS);
        return IntStream.range(0, WORKERS)
                .parallel()
                .mapToObj(worker -> {
                    AtomSieve part = new AtomSieve(bits, bounds.cap());
                    int to = (int) ((long) size * (worker + 1) / WORKERS);
                    for (int record = (int) ((long) size * worker / WORKERS); record < to; record++) {
                        part.add(atoms.apply(record), record >= bounds.first());
                    }
                    return part;
                })
                .reduce(AtomSieve::with)
                .orElseThrow();
    }

    private void add(long[] atoms, boolean held) {
        for (long atom : atoms) {
            int slot = (int) (atom >>> shift);
            slots[slot] = held ? HELD : sum(slots[slot], (byte) 1);
        }
    }

    private AtomSieve with(AtomSieve other) {
        for (int slot = 0; slot < slots.length; slot++) {
            slots[slot] = sum(slots[slot], other.slots[slot]);
        }
        return this;
    }

    private static byte sum(byte a, byte b) {
        return a == HELD || b == HELD ? HELD : (byte) Math.min(MOST, a + b);
    }

    @Override
    public boolean test(long atom) {
        byte slot = slots[(int) (atom >>> shift)];
        return slot == HELD || slot > cap;
    }
}
