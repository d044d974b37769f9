package io.karat.batch;

import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.longs.Long2IntOpenHashMap;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Records as sparse vectors of unit length: each term weighs {@code (1 + ln count) (1 + ln((1 + n) / (1 + records)))}.
 * Terms are numbered from the rarest, so that a vector begins with what tells most.
 */
final class TermVectors {

    private final int[][] terms;
    private final float[][] weights;
    private final int[] records;

    private TermVectors(int[][] terms, float[][] weights, int[] records) {
        this.terms = terms;
        this.weights = weights;
        this.records = records;
    }

    /**
     * @param termsOf terms of a record as 64-bit hashes, repeated as often as they occur
     * @param mostShare terms that a larger share of the records holds are left out
     */
    static TermVectors of(int size, IntFunction<long[]> termsOf, double mostShare) {
        Long2IntOpenHashMap numbers = new Long2IntOpenHashMap();
        numbers.defaultReturnValue(-1);
        int[][] found = new int[size][];
        int[][] counts = new int[size][];
        int[] holders = new int[1024];
        for (int i = 0; i < size; i++) {
            Int2IntOpenHashMap bag = new Int2IntOpenHashMap();
            for (long term : termsOf.apply(i)) {
                int number = numbers.get(term);
                if (number < 0) {
                    number = numbers.size();
                    numbers.put(term, number);
                    holders = number < holders.length ? holders : Arrays.copyOf(holders, 2 * number);
                }
                bag.addTo(number, 1);
            }
            found[i] = new int[bag.size()];
            counts[i] = new int[bag.size()];
            int k = 0;
            for (Int2IntMap.Entry entry : bag.int2IntEntrySet()) {
                found[i][k] = entry.getIntKey();
                counts[i][k++] = entry.getIntValue();
                holders[entry.getIntKey()]++;
            }
        }
        return weighted(found, counts, Arrays.copyOf(holders, numbers.size()), Math.max(2, mostShare * size));
    }

    private static TermVectors weighted(int[][] found, int[][] counts, int[] holders, double most) {
        int[] byRarity = byRarity(holders);
        int[] sorted = new int[holders.length];
        for (int t = 0; t < holders.length; t++) {
            sorted[byRarity[t]] = holders[t];
        }
        float[][] weights = new float[found.length][];
        for (int i = 0; i < found.length; i++) {
            long[] entries = new long[found[i].length];
            int kept = 0;
            for (int k = 0; k < entries.length; k++) {
                if (holders[found[i][k]] <= most) {
                    entries[kept++] = (long) byRarity[found[i][k]] << 32 | counts[i][k];
                }
            }
            Arrays.sort(entries, 0, kept);
            found[i] = new int[kept];
            weights[i] = new float[kept];
            double squares = 0;
            for (int k = 0; k < kept; k++) {
                int term = (int) (entries[k] >>> 32);
                found[i][k] = term;
                double weight =
                        (1 + Math.log((int) entries[k])) * (1 + Math.log((1.0 + found.length) / (1.0 + sorted[term])));
                weights[i][k] = (float) weight;
                squares += weight * weight;
            }
            double length = Math.sqrt(squares);
            for (int k = 0; k < kept; k++) {
                weights[i][k] /= (float) length;
            }
        }
        return new TermVectors(found, weights, sorted);
    }

    /** The new number of each term: rarest first, then as they came. */
    private static int[] byRarity(int[] holders) {
        long[] order = new long[holders.length];
        for (int t = 0; t < order.length; t++) {
            order[t] = (long) holders[t] << 32 | t;
        }
        Arrays.sort(order);
        int[] numbers = new int[holders.length];
        for (int k = 0; k < order.length; k++) {
            numbers[(int) order[k]] = k;
        }
        return numbers;
    }

    int size() {
        return terms.length;
    }

    int terms() {
        return records.length;
    }

    int[] terms(int record) {
        return terms[record];
    }

    float[] weights(int record) {
        return weights[record];
    }

    /** Number of records that hold a term. */
    int holders(int term) {
        return records[term];
    }

    double cosine(int a, int b) {
        int[] x = terms[a];
        int[] y = terms[b];
        double sum = 0;
        int j = 0;
        for (int i = 0; i < x.length && j < y.length; i++) {
            while (j < y.length && y[j] < x[i]) {
                j++;
            }
            if (j < y.length && y[j] == x[i]) {
                sum += (double) weights[a][i] * weights[b][j];
            }
        }
        return sum;
    }
}
