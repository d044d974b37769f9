package io.karat.standardise;

import io.karat.demo.SamplePeople;
import io.karat.model.RecordData;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One record of a person, all its attributes, its features and atoms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StandardiserBenchmark {

    private final List<RecordData> records = SamplePeople.records();
    private final Standardiser standardiser = new Standardiser(SamplePeople.type());
    private int next;

    @Benchmark
    public Standardised person() {
        next = next + 1 == records.size() ? 0 : next + 1;
        return standardiser.standardise(records.get(next));
    }
}
