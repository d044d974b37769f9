package io.karat.cli;

import com.sun.management.OperatingSystemMXBean;
import io.karat.batch.Engine;
import io.karat.batch.KeyedRecords;
import io.karat.batch.Plan;
import io.karat.batch.Suggestion;
import io.karat.cluster.Constraints;
import io.karat.match.Parameters;
import io.karat.model.EntityType;
import io.karat.model.ModelFiles;
import io.karat.model.Problem;
import io.karat.model.RecordKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "match",
        description = "Find which records of one file speak of the same real thing. Needs no hub.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Attributes of the model are named as the file's columns. Parameters are learnt from the file itself.",
            "Writes CSV 'record,cluster', every record once; a cluster is named by its first record."
        })
final class Match implements Callable<Integer> {

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Model model = new Model();

    /** What the records are matched by. */
    private static final class Model {

        @Option(names = "--entity", required = true, paramLabel = "E", description = "Entity type.")
        private String entity = "";

        @Option(
                names = "--suggest",
                required = true,
                description = "By the model that karat suggest proposes for the file.")
        private boolean suggested;
    }

    @Option(names = "--rules", paramLabel = "DIR", description = "Directory of entity models.")
    private Path rules = Path.of(System.getProperty("karat.home", "."), "matching-rules");

    @Option(names = "--key", paramLabel = "COL", description = "Column of the record's key; else records are numbered.")
    private @Nullable String key;

    @Option(
            names = "--threshold",
            defaultValue = "0.5",
            paramLabel = "P",
            description = "Probability from which records are joined (default 0.5).")
    private double threshold;

    @Option(names = "--out", paramLabel = "FILE", description = "Write here, once all of it is there.")
    private @Nullable Path out;

    @Mixin
    private MatchParameters parameters = new MatchParameters();

    @Mixin
    private MatchReports reports = new MatchReports();

    @picocli.CommandLine.Parameters(paramLabel = "FILE", description = "CSV, plain or .gz.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (!(threshold > 0 && threshold < 1)) {
            throw CommandFailure.usage("--threshold is a probability between 0 and 1");
        }
        Draft.check(out);
        parameters.check();
        reports.check();
        PrintWriter messages = spec.commandLine().getErr();
        long start = System.nanoTime();
        Read read = model.suggested ? bySuggestion() : byModel();
        EntityType type = read.type();
        RecordFile.Content content = read.content();
        content.rejects().forEach(messages::println);
        say(messages, "%,d records read and standardised", content.keys().size(), start);
        Engine engine = engine(type);
        parameters.check(engine);
        reports.check(engine);
        Engine.Task task = new Engine.Task(
                type,
                content.features(),
                content.source(),
                Constraints.NONE,
                () -> reports.watch(trained(type, content, start)));
        Plan plan = engine.partition(task, engine.cut(type, threshold));
        write(content.keys(), plan.cluster());
        say(messages, "%,d clusters", plan.clusters(), start);
        messages.printf(
                Locale.ROOT,
                "%,d pairs compared, %,d questions%n",
                plan.compared(),
                plan.open().size());
        reports.write(plan, content.keys(), spec.commandLine().getOut());
        return content.rejected() > 0 ? ExitCode.DONE_WITH_REJECTS : ExitCode.DONE;
    }

    /** In a file only the model's column tells sources apart. */
    static Engine engine(EntityType type) {
        return Engine.of(type, type.matching().sourceColumn() != null);
    }

    private Engine.Trained trained(EntityType type, RecordFile.Content content, long start) {
        PrintWriter messages = spec.commandLine().getErr();
        KeyedRecords keyed = new KeyedRecords(
                content.records(),
                record -> new RecordKey("file", content.keys().get(record)));
        say(messages, "keys built", 0, start);
        Parameters by = parameters.of(type, keyed);
        say(messages, parameters.origin(content.keys().size()), 0, start);
        return new Engine.Trained(keyed, by);
    }

    private record Read(EntityType type, RecordFile.Content content) {}

    private Read byModel() throws IOException {
        EntityType type = model();
        return new Read(type, RecordFile.read(new SourceFile(file), type, Map.of(), key));
    }

    private Read bySuggestion() throws IOException {
        Suggestion suggestion = Suggest.suggestion(new SourceFile(file), Suggest.entityName(file), key);
        return new Read(
                suggestion.entityType(),
                RecordFile.read(
                        new SourceFile(file),
                        suggestion.entityType(),
                        suggestion.columns(),
                        key == null ? suggestion.keyHeader().orElse(null) : key));
    }

    private static void say(PrintWriter to, String what, int n, long start) {
        double cpu =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
        to.printf(
                Locale.ROOT, "%6.2f s (processors %.1f s)  " + what + "%n", (System.nanoTime() - start) / 1e9, cpu, n);
        to.flush();
    }

    private EntityType model() {
        return switch (ModelFiles.load(rules)) {
            case ModelFiles.Faulty faulty ->
                throw CommandFailure.file("the models of " + rules + " are faulty:\n"
                        + faulty.problems().stream().map(Problem::toString).collect(Collectors.joining("\n")));
            case ModelFiles.Loaded loaded ->
                loaded.models().stream()
                        .filter(type -> type.name().equals(model.entity))
                        .findFirst()
                        .orElseThrow(() -> CommandFailure.usage("there is no entity '" + model.entity + "' in " + rules
                                + "; there are "
                                + loaded.models().stream().map(EntityType::name).collect(Collectors.joining(", "))));
        };
    }

    private void write(List<String> keys, int[] cluster) throws IOException {
        if (out != null) {
            Draft.write(out, writer -> write(keys, cluster, writer));
        } else if (!reports.takesOutput()) {
            Writer writer =
                    new OutputStreamWriter(new BufferedOutputStream(System.out, 1 << 16), StandardCharsets.UTF_8);
            write(keys, cluster, writer);
            writer.flush();
        }
    }

    private static void write(List<String> keys, int[] cluster, Writer writer) throws IOException {
        de.siegmar.fastcsv.writer.CsvWriter csv =
                de.siegmar.fastcsv.writer.CsvWriter.builder().build(writer);
        csv.writeRecord("record", "cluster");
        String[] names = new String[keys.size()];
        for (int record = 0; record < cluster.length; record++) {
            if (names[cluster[record]] == null) {
                names[cluster[record]] = keys.get(record);
            }
            csv.writeRecord(keys.get(record), names[cluster[record]]);
        }
        csv.flush();
    }
}
