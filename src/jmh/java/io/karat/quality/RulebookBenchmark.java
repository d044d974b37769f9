package io.karat.quality;

import io.karat.demo.SamplePeople;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.standardise.Standardised;
import io.karat.standardise.Standardiser;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** One record of a person, held against the rules of the shipped model: six checks, one of them an expression. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RulebookBenchmark {

    private final List<Subject> subjects;
    private final Rulebook rulebook;
    private int next;

    public RulebookBenchmark() {
        EntityType type = SamplePeople.type();
        Map<Check.Name, Integer> numbers = new HashMap<>();
        Rulebook.names(type).forEach(name -> numbers.put(name, numbers.size()));
        rulebook = Rulebook.of(type, numbers);
        Standardiser standardiser = new Standardiser(type);
        subjects = SamplePeople.records().stream()
                .map(data -> subject(data, standardiser.standardise(data)))
                .toList();
    }

    private static Subject subject(RecordData data, Standardised standardised) {
        return new Subject(
                new RecordKey("crm", "1"), LocalDate.of(2026, 1, 31), data, standardised.comparable(), Set.of());
    }

    @Benchmark
    public Marks person() {
        next = next + 1 == subjects.size() ? 0 : next + 1;
        return rulebook.judge(subjects.get(next));
    }
}
