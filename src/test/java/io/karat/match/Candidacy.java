package io.karat.match;

import io.karat.standardise.Features;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Candidate pairs by brute force over the definition of {@link Keys}: strong atoms and pairs of atoms of two columns, each
 * shared by no more than a cap of records.
 */
final class Candidacy {

    private static final int RECORD_BITS = 20;
    private static final long RECORD = (1L << RECORD_BITS) - 1;

    private Candidacy() {}

    /** Distinct pairs, the smaller record in the upper half. */
    static long[] pairs(List<Features> records, int cap) {
        LongStream.Builder hits = LongStream.builder();
        for (int r = 0; r < records.size(); r++) {
            Features features = records.get(r);
            long[] atoms = features.atoms();
            for (int i = 0; i < atoms.length; i++) {
                if (features.strong(i)) {
                    hits.add(hit(mix(atoms[i]), r));
                }
                for (int j = 0; j < i; j++) {
                    if (features.column(i) != features.column(j)) {
                        hits.add(hit(mix(atoms[j]) * 31 + mix(atoms[i]), r));
                    }
                }
            }
        }
        // Equal keys become neighbours; two keys whose upper bits collide only add a needless pair.
        long[] sorted = hits.build().sorted().distinct().toArray();
        LongStream.Builder pairs = LongStream.builder();
        int from = 0;
        while (from < sorted.length) {
            int to = from + 1;
            while (to < sorted.length && sorted[to] >>> RECORD_BITS == sorted[from] >>> RECORD_BITS) {
                to++;
            }
            for (int i = from; i < to && to - from <= cap; i++) {
                for (int j = i + 1; j < to; j++) {
                    pairs.add((sorted[i] & RECORD) << 32 | sorted[j] & RECORD);
                }
            }
            from = to;
        }
        long[] all = pairs.build().toArray();
        Arrays.sort(all);
        return Arrays.stream(all).distinct().toArray();
    }

    private static long hit(long key, int record) {
        return key << RECORD_BITS | record;
    }

    private static long mix(long x) {
        long y = (x ^ x >>> 31) * 0xBF58476D1CE4E5B9L;
        return y ^ y >>> 29;
    }
}
