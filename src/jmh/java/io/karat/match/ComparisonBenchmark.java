package io.karat.match;

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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One comparison of two values that are not equal: alike, a little alike, and not at all, as candidates bring them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ComparisonBenchmark {

    private static final int PAIRS = 8;

    private final Comparison names = new NameComparison((a, b) -> false);
    private final Comparison dates = new DateComparison();
    private final Comparison codes = CodeComparison.identifier();
    private final Comparison words = WordsComparison.texts(word -> 0.001);

    private final List<String> nameValues = List.of(
            "jonathan",
            "jonathon",
            "katherine",
            "catherine",
            "abernathy",
            "abernethy",
            "grossmann",
            "lindqvist",
            "li",
            "lee",
            "margaret",
            "marguerite",
            "smith",
            "robinson",
            "o'connor",
            "oconnor");
    private final List<String> dateValues = List.of(
            "1984-03-02",
            "1984-02-03",
            "1984-03-02",
            "1984-03-12",
            "1950-12-24",
            "1984-03-02",
            "1970-01-01",
            "1971-01-01",
            "1999-09-09",
            "1989-09-09",
            "1963-05-17",
            "2001-11-30",
            "1984",
            "1984-03",
            "1944-06-06",
            "1945-06-06");
    private final List<String> codeValues = List.of(
            "606783042",
            "606783024",
            "98119",
            "98191",
            "12a",
            "12b",
            "714255802",
            "714255803",
            "30303",
            "03120",
            "ab1234567",
            "ab1234568",
            "100000001",
            "999999998",
            "4711",
            "1147");
    private final List<String> wordValues = List.of(
            "canon eos 450d body black",
            "canon eos450d 12.2 mp digital slr camera black",
            "bravia 40 inch lcd hdtv kdl40v4100",
            "sony kdl 40v4100 40 bravia lcd tv",
            "query optimization in distributed databases",
            "optimization of queries in distributed database systems",
            "netgear prosafe 8 port gigabit switch",
            "linksys 8 port switch",
            "bose acoustimass 5 speaker system",
            "bose lifestyle home theater",
            "panasonic cordless phone kxtg1034s",
            "panasonic kx tg1034s expandable phone",
            "indexing moving objects",
            "spatial access methods for moving points",
            "hp laserjet toner c4127x",
            "hp c4127a toner");

    private static int all(Comparison comparison, List<String> values) {
        int sum = 0;
        for (int i = 0; i < 2 * PAIRS; i += 2) {
            sum += comparison.level(values.get(i), values.get(i + 1));
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public int names() {
        return all(names, nameValues);
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public int dates() {
        return all(dates, dateValues);
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public int codes() {
        return all(codes, codeValues);
    }

    @Benchmark
    @OperationsPerInvocation(PAIRS)
    public int words() {
        return all(words, wordValues);
    }
}
