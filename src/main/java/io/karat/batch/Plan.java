package io.karat.batch;

import io.karat.cluster.Partition;
import java.util.ArrayList;
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
 */
public record Plan(int[] cluster, int clusters, List<Open> open, Links links, long compared) {

    public Plan {
        open = List.copyOf(open);
    }

    /** Without links. */
    Plan(int[] cluster, int clusters, List<Open> open, long compared) {
        this(cluster, clusters, open, new Links(new int[0], new int[0], new float[0]), compared);
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
     * Pairs of records of different clusters that share a key and score at least the review threshold, each once; three
     * arrays of one length.
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
    }
}
