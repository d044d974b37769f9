package io.karat.match;

import io.karat.demo.SamplePeople;
import io.karat.standardise.Features;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The score of two records of the sample sources that share a key. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScorerBenchmark {

    private static final int PAIRS = 256;

    private final Features[] left = new Features[PAIRS];
    private final Features[] right = new Features[PAIRS];
    private Scorer scorer;

    @Setup
    public void pairs() {
        scorer = new Scorer(SamplePeople.type(), Parameters.builtIn(SamplePeople.type()), DemotedValues.NONE);
        List<Features> people = SamplePeople.features();
        int found = 0;
        for (int i = 0; found < PAIRS; i++) {
            for (int j = 0; j < i && found < PAIRS; j++) {
                if (Keys.shared(people.get(i), people.get(j))) {
                    left[found] = people.get(i);
                    right[found++] = people.get(j);
                }
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public double score() {
        double sum = 0;
        for (int i = 0; i < PAIRS; i++) {
            sum += scorer.score(left[i], right[i]).logOdds();
        }
        return sum;
    }
}
