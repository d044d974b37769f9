package io.karat.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "match",
        description = "Measure 'karat match' on generated people, or on a file: time, memory, pairs compared, quality.",
        mixinStandardHelpOptions = true)
final class BenchMatch implements Callable<Integer> {

    private static final Pattern COMPARED = Pattern.compile("([\\d,.]+) pairs compared");

    @Option(names = "--records", defaultValue = "1000000", description = "Generated people (default 1000000).")
    private int records;

    @Option(
            names = "--against",
            paramLabel = "N",
            description = "Measure so many people too, and say how time and pairs grow per record.")
    private @Nullable Integer against;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of the generated people (default 42).")
    private long seed;

    @Option(names = "--heap", paramLabel = "SIZE", description = "Heap of the measured process, such as 3g.")
    private @Nullable String heap;

    @Option(names = "--entity", defaultValue = "person", description = "Entity type (default person).")
    private String entity = "";

    @Option(names = "--rules", paramLabel = "DIR", description = "Directory of entity models.")
    private Path rules = Path.of(System.getProperty("karat.home", "."), "matching-rules");

    @Option(names = "--key", defaultValue = "id", description = "Column of the record's key (default id).")
    private String key = "";

    @Option(names = "--truth", paramLabel = "FILE", description = "CSV 'record,cluster': the truth about FILE.")
    private @Nullable Path truth;

    @Option(names = "--json", description = "Figures as one line of JSON.")
    private boolean json;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "CSV to match instead of generated people.")
    private @Nullable Path file;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Figures figures = new Figures();
        try (BenchDirectory work = BenchDirectory.make()) {
            Path records = file;
            if (records != null) {
                measure(figures, work, records, truth);
            } else {
                generated(figures, work);
            }
        }
        spec.commandLine().getOut().println(json ? figures.json() : figures.text());
        return ExitCode.DONE;
    }

    private void generated(Figures figures, BenchDirectory work) throws IOException {
        Path people = work.people(records, seed);
        Cost large = measure(figures, work, people.resolve("records.csv"), people.resolve("truth.csv"));
        Integer fewer = against;
        if (fewer != null) {
            Path some = work.people(fewer, seed);
            Cost small = measure(new Figures(), work, some.resolve("records.csv"), some.resolve("truth.csv"));
            figures.decimal("time a record, against " + fewer, large.seconds() / small.seconds(), 2);
            figures.decimal("pairs a record, against " + fewer, large.pairs() / small.pairs(), 2);
        }
    }

    /** For one record. */
    private record Cost(double seconds, double pairs) {}

    private Cost measure(Figures figures, BenchDirectory work, Path data, @Nullable Path known) throws IOException {
        Path clusters = work.root().resolve("clusters.csv");
        List<String> command = new ArrayList<>(List.of(
                BenchDirectory.launcher(),
                "match",
                "--rules",
                rules.toString(),
                "--entity",
                entity,
                "--key",
                key,
                "--out",
                clusters.toString(),
                data.toString()));
        String options = System.getenv().getOrDefault("KARAT_JAVA_OPTS", "");
        MeasuredRun run = MeasuredRun.of(
                command,
                heap == null ? Map.of() : Map.of("KARAT_JAVA_OPTS", (options + " -Xmx" + heap).strip()),
                work.root());
        if (!Files.exists(clusters)) {
            throw CommandFailure.hub("karat match wrote no clusters:\n" + run.messages());
        }
        // Without a truth, the partition is held against itself, which tells its size.
        PairwiseQuality quality = PairwiseQuality.of(clusters, known == null ? clusters : known);
        double pairs = compared(run.messages()) / quality.records();
        figures.count("records", quality.records());
        figures.seconds("wall time", run.seconds());
        figures.count("records a second", quality.records() / run.seconds());
        figures.memory("peak resident memory", run.peak());
        figures.decimal("pairs compared a record", pairs, 1);
        if (known != null) {
            figures.decimal("pairwise precision", quality.precision(), 5);
            figures.decimal("pairwise recall", quality.recall(), 5);
            figures.decimal("pairwise F1", quality.f1(), 5);
            figures.count("largest true cluster", quality.trueLargest());
        }
        figures.count("largest cluster", quality.largest());
        return new Cost(run.seconds() / quality.records(), pairs);
    }

    private static double compared(String messages) {
        Matcher said = COMPARED.matcher(messages);
        if (!said.find()) {
            throw CommandFailure.hub("karat match did not say how many pairs it compared");
        }
        return Double.parseDouble(said.group(1).replaceAll("\\D", ""));
    }
}
