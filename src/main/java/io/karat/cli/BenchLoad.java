package io.karat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description = "Measure 'karat load': generated people into an empty hub, then more of the same crowd.",
        mixinStandardHelpOptions = true)
final class BenchLoad implements Callable<Integer> {

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(30);

    @Option(names = "--records", defaultValue = "1000000", description = "People of the first load (default 1000000).")
    private int records;

    @Option(names = "--more", defaultValue = "100000", description = "People of the second load (default 100000).")
    private int more;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of the generated people (default 42).")
    private long seed;

    @Option(names = "--json", description = "Figures as one line of JSON.")
    private boolean json;

    @Mixin
    private BenchHub.Choice choice = new BenchHub.Choice();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Figures figures = new Figures();
        try (BenchDirectory work = BenchDirectory.make()) {
            List<Path> files = work.people(seed, records, more);
            try (BenchHub hub = choice.open(work)) {
                measure(figures, hub, files);
            }
        }
        spec.commandLine().getOut().println(json ? figures.json() : figures.text());
        return ExitCode.DONE;
    }

    private void measure(Figures figures, BenchHub hub, List<Path> files) throws IOException {
        long start = System.nanoTime();
        JsonNode first = summary(hub.load(files.get(0)));
        double decided = since(start);
        double searchable = waitUntilSearchable(hub, start);
        figures.count("records", first.path("lines").asDouble());
        figures.seconds("stored, clustered, in the feed after", decided);
        figures.seconds("searchable after", searchable);
        figures.count("records a second", first.path("lines").asDouble() / searchable);
        figures.decimal("open questions a thousand", openQuestions(hub) * 1000.0 / records, 2);
        if (more > 0) {
            MeasuredRun second = hub.load(files.get(1));
            JsonNode summary = summary(second);
            figures.count("more records", summary.path("lines").asDouble());
            figures.seconds("more stored, clustered, in the feed after", second.seconds());
            figures.count("more records a second", summary.path("lines").asDouble() / second.seconds());
            figures.decimal("open questions a thousand, of all", openQuestions(hub) * 1000.0 / (records + more), 2);
        }
        figures.memory("most heap in use", hub.heap());
        figures.memory("peak resident memory", hub.peak());
    }

    private static JsonNode summary(MeasuredRun run) {
        if (run.out().isBlank()) {
            throw CommandFailure.hub("karat load did not come to its end:\n" + run.messages());
        }
        return HubClient.parse(run.out());
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static long openQuestions(BenchHub hub) {
        return HubClient.parse(hub.client()
                        .look("/api/v1/reviews?entity=" + BenchHub.ENTITY + "&limit=1")
                        .body())
                .path("open")
                .asLong();
    }

    /** The index has caught up with the ledger, and search finds no more than a moment ago. */
    private static double waitUntilSearchable(BenchHub hub, long start) {
        long before = -1;
        double found = since(start);
        while (System.nanoTime() - start < PATIENCE) {
            long now = HubClient.parse(hub.client()
                            .look("/api/v1/golden/" + BenchHub.ENTITY + "?limit=1")
                            .body())
                    .path("total")
                    .asLong();
            boolean level = hub.metric("karat_index_lag", "entity=\"" + BenchHub.ENTITY + "\"") == 0;
            if (level && now > 0 && now == before) {
                return found;
            }
            found = since(start);
            before = now;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
        }
        throw CommandFailure.hub("the search did not catch up with the load");
    }
}
