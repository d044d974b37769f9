package io.karat.batch;

import it.unimi.dsi.fastutil.longs.LongArrayList;
import it.unimi.dsi.fastutil.longs.LongArrays;
import it.unimi.dsi.fastutil.longs.LongSet;
import java.util.Arrays;

/** Distinct pairs of records, sorted as they were found, the smaller number left. */
final class Pairs {

    private final long[] pairs;

    private Pairs(long[] pairs) {
        this.pairs = pairs;
    }

    /** Collects pairs, which may repeat. */
    static final class Builder implements PairSink {

        private final LongArrayList found = new LongArrayList();

        @Override
        public void pair(int left, int right) {
            found.add((long) left << 32 | right);
        }

        Pairs build() {
            long[] all = found.toLongArray();
            LongArrays.parallelRadixSort(all);
            int kept = 0;
            for (int i = 0; i < all.length; i++) {
                if (i == 0 || all[i] != all[i - 1]) {
                    all[kept++] = all[i];
                }
            }
            return new Pairs(LongArrays.trim(all, kept));
        }
    }

    /** These, then others, sorted by themselves. */
    Pairs with(LongSet others) {
        long[] all = Arrays.copyOf(pairs, pairs.length + others.size());
        System.arraycopy(others.toLongArray(), 0, all, pairs.length, others.size());
        Arrays.sort(all, pairs.length, all.length);
        return new Pairs(all);
    }

    int size() {
        return pairs.length;
    }

    int left(int pair) {
        return (int) (pairs[pair] >>> 32);
    }

    int right(int pair) {
        return (int) pairs[pair];
    }
}
