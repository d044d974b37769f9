package io.karat.cluster;

import io.karat.model.RecordKey;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A component of clusters of four that a few weak edges hold together: the usual one, and the largest linked as a whole. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PartitionBenchmark {

    private static final int CLUSTER = 4;

    @Param({"50", "400"})
    private int size;

    private Component component;
    private final Cut cut = Cut.at(0.95, 0.3);

    @Setup
    public void component() {
        component = Scores.random(size);
    }

    @Benchmark
    public Partition partition() {
        return Partitioner.partition(component, Constraints.NONE, cut);
    }

    private record Scores(double[][] evidence, boolean[][] edges) implements Component {

        static Scores random(int size) {
            SplittableRandom random = new SplittableRandom(3);
            Scores scores = new Scores(new double[size][size], new boolean[size][size]);
            for (int a = 0; a < size; a++) {
                for (int b = 0; b < a; b++) {
                    boolean together = a / CLUSTER == b / CLUSTER;
                    boolean weak = random.nextInt(size) < 2 || b == a - CLUSTER;
                    scores.evidence[a][b] = together ? 8 + random.nextDouble() : -6 + random.nextDouble(weak ? 5 : 1);
                    scores.evidence[b][a] = scores.evidence[a][b];
                    scores.edges[a][b] = together || weak;
                    scores.edges[b][a] = scores.edges[a][b];
                }
            }
            return scores;
        }

        @Override
        public int size() {
            return evidence.length;
        }

        @Override
        public RecordKey key(int node) {
            return new RecordKey("s", "%05d".formatted(node));
        }

        @Override
        public double evidence(int a, int b) {
            return evidence[a][b];
        }

        @Override
        public boolean edge(int a, int b) {
            return edges[a][b];
        }

        @Override
        public boolean exclusiveConflict(int a, int b) {
            return false;
        }

        @Override
        public long fingerprint(int node) {
            return node;
        }
    }
}
