package io.karat.batch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The nearest records of each record by the cosine of {@link TermVectors}, found with an inverted index. Terms are looked
 * up from the rarest until a record's budget of postings is spent, so that the work stays linear in the records.
 */
final class Nearest {

    private static final int BUDGET = 40_000;
    private static final int MOST_GROUPS = 8;

    private final TermVectors vectors;
    private final int @Nullable [] source;
    private final int sources;
    private final int most;
    private final int[][] postings;
    private final float[][] postingWeights;

    /**
     * @param source if given, only records of other sources are looked for, the nearest of each
     * @param most how many for each record and source
     */
    Nearest(TermVectors vectors, int @Nullable [] source, int most) {
        this.vectors = vectors;
        this.source = source;
        this.sources = source == null ? 1 : Arrays.stream(source).max().orElse(0) + 1;
        this.most = sources > MOST_GROUPS ? most * MOST_GROUPS / 2 : most;
        this.postings = new int[vectors.terms()][];
        this.postingWeights = new float[vectors.terms()][];
        int[] filled = new int[vectors.terms()];
        for (int t = 0; t < filled.length; t++) {
            // A term of one record brings no two together.
            int holders = vectors.holders(t) < 2 ? 0 : vectors.holders(t);
            postings[t] = new int[holders];
            postingWeights[t] = new float[holders];
        }
        for (int i = 0; i < vectors.size(); i++) {
            int[] terms = vectors.terms(i);
            for (int k = 0; k < terms.length; k++) {
                int t = terms[k];
                if (postings[t].length > 0) {
                    postings[t][filled[t]] = i;
                    postingWeights[t][filled[t]++] = vectors.weights(i)[k];
                }
            }
        }
    }

    void pairs(PairSink sink) {
        float[] cosine = new float[vectors.size()];
        int[] touched = new int[vectors.size()];
        int groups = sources > MOST_GROUPS ? 1 : sources;
        int[][] best = new int[groups][most];
        int[] found = new int[groups];
        for (int i = 0; i < vectors.size(); i++) {
            int seen = accumulate(i, cosine, touched);
            Arrays.fill(found, 0);
            for (int k = 0; k < seen; k++) {
                int other = touched[k];
                int group = source == null || groups == 1 ? 0 : source[other];
                found[group] = insert(best[group], found[group], other, cosine);
            }
            for (int k = 0; k < seen; k++) {
                cosine[touched[k]] = 0;
            }
            for (int g = 0; g < groups; g++) {
                for (int k = 0; k < found[g]; k++) {
                    sink.pair(Math.min(i, best[g][k]), Math.max(i, best[g][k]));
                }
            }
        }
    }

    private int accumulate(int record, float[] cosine, int[] touched) {
        int[] terms = vectors.terms(record);
        int seen = 0;
        int spent = 0;
        for (int k = 0; k < terms.length; k++) {
            int[] holders = postings[terms[k]];
            spent += holders.length;
            if (spent > BUDGET) {
                break;
            }
            float weight = vectors.weights(record)[k];
            float[] weights = postingWeights[terms[k]];
            for (int p = 0; p < holders.length; p++) {
                int other = holders[p];
                if (other == record || source != null && source[other] == source[record]) {
                    continue;
                }
                if (cosine[other] == 0) {
                    touched[seen++] = other;
                }
                cosine[other] += weight * weights[p];
            }
        }
        return seen;
    }

    /** Keeps the best sorted; of equally near records the first. */
    private int insert(int[] best, int found, int other, float[] cosine) {
        int at = found;
        while (at > 0 && before(other, best[at - 1], cosine)) {
            at--;
        }
        if (at == most) {
            return found;
        }
        int kept = Math.min(found + 1, most);
        System.arraycopy(best, at, best, at + 1, kept - 1 - at);
        best[at] = other;
        return kept;
    }

    private static boolean before(int a, int b, float[] cosine) {
        return cosine[a] > cosine[b] || cosine[a] == cosine[b] && a < b;
    }
}
