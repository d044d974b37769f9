package io.karat.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "online",
        description = "Measure single records (PUT) at a steady rate, with and without a load beside them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            SteadyRate.HOW,
            "A durable write is of 8 KiB in the directory for temporary files: where that disk stands still, so does a hub on it. "
                    + "Held up by the disk is a request that was on its way while such a write took longer than 20 ms, or that was "
                    + "due in as long a time after it."
        })
final class BenchOnline implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** A disk that kept still for so long is at rest. */
    private static final Duration REST = Duration.ofSeconds(15);

    @Option(names = "--records", defaultValue = "100000", description = "People loaded before (default 100000).")
    private int records;

    @Option(names = "--rate", defaultValue = "200", description = "Requests a second (default 200).")
    private int rate;

    @Option(names = "--seconds", defaultValue = "30", description = "Length of each measurement (default 30).")
    private int seconds;

    @Option(names = "--load", defaultValue = "200000", description = "People of the load beside it (default 200000).")
    private int load;

    @Option(names = "--seed", defaultValue = "42", description = "Seed of the generated people (default 42).")
    private long seed;

    @Option(
            names = "--settle",
            defaultValue = "0",
            description = "Seconds to wait, at most, until the disk has kept still for 15 s (default 0: none).")
    private int settle;

    @Option(names = "--json", description = "Figures as one line of JSON.")
    private boolean json;

    @Mixin
    private BenchHub.Choice choice = new BenchHub.Choice();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Least.check(spec.commandLine(), "--records", records, 0);
        Least.check(spec.commandLine(), "--load", load, 1);
        Least.check(spec.commandLine(), "--rate", rate, 1);
        Least.check(spec.commandLine(), "--seconds", seconds, 1);
        Least.check(spec.commandLine(), "--settle", settle, 0);
        Figures figures = new Figures();
        int each = rate * seconds;
        try (BenchDirectory work = BenchDirectory.make()) {
            List<Path> files = work.people(seed, records, load, 3 * each);
            List<String> bodies = bodies(files.get(2));
            try (BenchHub hub = choice.open(work);
                    HttpClient http = HttpClient.newHttpClient()) {
                if (records > 0) {
                    hub.load(files.get(0), source());
                }
                Records single = new Records(http, hub, source());
                SteadyRate steady = new SteadyRate(rate);
                if (settle > 0) {
                    Duration waited = DiskProbe.settle(work.root(), REST, Duration.ofSeconds(settle));
                    figures.seconds("waited for the disk", waited.toMillis() / 1e3);
                }
                // The first of them warm the hub up.
                single.send(bodies.subList(0, each), steady, () -> true);
                try (DiskProbe disk = DiskProbe.begin(work.root())) {
                    SteadyRate.Times times = single.send(bodies.subList(each, 2 * each), steady, () -> true);
                    times.tell(figures, "alone");
                    disk.tell(figures, "alone", times);
                }
                try (DiskProbe disk = DiskProbe.begin(work.root())) {
                    SteadyRate.Times times = besideALoad(
                            hub,
                            work,
                            files.get(1),
                            goOn -> single.send(bodies.subList(2 * each, 3 * each), steady, goOn));
                    times.tell(figures, "beside a load");
                    disk.tell(figures, "beside a load", times);
                }
                figures.memory("most heap in use", hub.heap());
                figures.memory("peak resident memory", hub.peak());
            }
        }
        spec.commandLine().getOut().println(json ? figures.json() : figures.text());
        return ExitCode.DONE;
    }

    /** One for each seed: a hub that was measured before has none of these records, so none is only a change. */
    private String source() {
        return "bench-" + seed;
    }

    private SteadyRate.Times besideALoad(
            BenchHub hub, BenchDirectory work, Path file, Function<BooleanSupplier, SteadyRate.Times> records)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(hub.loadCommand(file, source()))
                .redirectOutput(work.root().resolve("beside.out").toFile())
                .redirectError(work.root().resolve("beside.err").toFile());
        builder.environment().putAll(hub.environment());
        String before = hub.newestJob();
        Process process = builder.start();
        try {
            // Not while the process of the load only starts.
            while (process.isAlive() && hub.newestJob().equals(before)) {
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
            SteadyRate.Times times = records.apply(process::isAlive);
            // Who measures next in this hub begins when it is at rest again.
            process.waitFor();
            return times;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            process.destroy();
        }
    }

    private static List<String> bodies(Path file) throws IOException {
        List<String> bodies = new ArrayList<>();
        try (Reader reader = new SourceFile(file).open()) {
            CsvLines lines = new CsvLines(
                    reader,
                    header -> new LineFormat(
                            "id",
                            null,
                            ColumnMap.identity(header.stream()
                                    .filter(name -> !name.equals("id"))
                                    .toList())));
            for (SourceLine line = lines.next(); line != null; line = lines.next()) {
                if (line instanceof SourceLine.Parsed parsed) {
                    ObjectNode body = HubClient.JSON.createObjectNode();
                    body.set("data", HubClient.parse(parsed.json()).path("data"));
                    bodies.add(body.toString());
                }
            }
        }
        return bodies;
    }

    private static final class Records {

        private final HttpClient http;
        private final BenchHub hub;
        private final String source;
        private int sent;

        Records(HttpClient http, BenchHub hub, String source) {
            this.http = http;
            this.hub = hub;
            this.source = source;
        }

        SteadyRate.Times send(List<String> bodies, SteadyRate rate, BooleanSupplier goOn) {
            int before = sent;
            sent += bodies.size();
            return rate.send(bodies.size(), number -> answered(request(before + number, bodies.get(number))), goOn);
        }

        private HttpRequest request(int number, String body) {
            String path = "/api/v1/sources/" + source + "/" + BenchHub.ENTITY + "/online-" + number;
            return HttpRequest.newBuilder(URI.create(hub.url() + path))
                    .header("Authorization", "Bearer " + hub.token())
                    .header("Content-Type", "application/json")
                    .timeout(LONGEST)
                    .PUT(BodyPublishers.ofString(body))
                    .build();
        }

        private boolean answered(HttpRequest request) {
            try {
                return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
            } catch (IOException _) {
                return false;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
