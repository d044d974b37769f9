package io.karat.batch;

import io.karat.cluster.Partition;
import it.unimi.dsi.fastutil.floats.FloatArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The wanted partition of a population.
 *
 * @param cluster number of each record's cluster; clusters are numbered from 0 in the order of their first records
 * @param clusters how many there are
 * @param open pairs of clusters that do not merge by themselves
 * @param links the edges between records of different clusters; those inside are not kept
 * @param compared candidate pairs that were compared
 * @param judged where the population says what a likeness is worth: all pairs, inside clusters too, that speak for their
 *     records or might; what is not among them is not alike. Null where two records alone say what they are to each other
 */
public record Plan(
        int[] cluster,
        int clusters,
        List<Open> open,
        Links links,
        long compared,
        @Nullable Links judged) {

    public Plan {
        open = List.copyOf(open);
    }

    Plan(int[] cluster, int clusters, List<Open> open, Links links, long compared) {
        this(cluster, clusters, open, links, compared, null);
    }

    /**
     * Of an engine that sees the population.
     *
     * @param review natural log-odds from which a judged pair of different clusters is a link
     */
    static Plan judged(int[] cluster, List<Open> open, Links judged, double review, long compared) {
        int clusters = Arrays.stream(cluster).max().orElse(-1) + 1;
        Links.Builder links = new Links.Builder();
        for (int i = 0; i < judged.size(); i++) {
            if (judged.logOdds[i] >= review && cluster[judged.left[i]] != cluster[judged.right[i]]) {
                links.add(judged.left[i], judged.right[i], judged.logOdds[i]);
            }
        }
        return new Plan(cluster, clusters, open, links.build(), compared, judged);
    }

    /**
     * What a partition leaves open.
     *
     * @param numbers of the plan's clusters by those of the partition
     */
    static List<Open> open(Partition partition, IntUnaryOperator numbers) {
        List<Open> open = new ArrayList<>();
        partition
                .questions()
                .forEach(q -> open.add(
                        open(numbers.applyAsInt(q.left()), numbers.applyAsInt(q.right()), q.evidence(), null)));
        partition
                .held()
                .forEach(h -> open.add(
                        open(numbers.applyAsInt(h.left()), numbers.applyAsInt(h.right()), h.evidence(), h.reason())));
        return open;
    }

    private static Open open(int a, int b, double evidence, Partition.@Nullable Reason held) {
        return new Open(Math.min(a, b), Math.max(a, b), evidence, held);
    }

    /**
     * Two clusters that might be one: a question, or a merge that the guard held.
     *
     * @param left the lower cluster number
     * @param evidence mean evidence between them, natural log-odds
     * @param held the guard's reason, or null for a question
     */
    public record Open(int left, int right, double evidence, Partition.@Nullable Reason held) {}

    /**
     * Pairs of records, each once; three arrays of one length. As links of a plan: of different clusters, alike, and
     * scored at least the review threshold.
     *
     * @param logOdds of the pair, natural
     */
    public record Links(int[] left, int[] right, float[] logOdds) {

        public Links {
            if (left.length != right.length || left.length != logOdds.length) {
                throw new IllegalArgumentException("a link has two ends and a score");
            }
        }

        public int size() {
            return left.length;
        }

        /** Takes one link after another. */
        static final class Builder {

            private final IntArrayList left = new IntArrayList();
            private final IntArrayList right = new IntArrayList();
            private final FloatArrayList logOdds = new FloatArrayList();

            void add(int a, int b, double score) {
                left.add(a);
                right.add(b);
                logOdds.add((float) score);
            }

            Links build() {
                return new Links(left.toIntArray(), right.toIntArray(), logOdds.toFloatArray());
            }
        }
    }
}
