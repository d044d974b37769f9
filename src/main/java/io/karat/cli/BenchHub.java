package io.karat.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hub that is measured: one of its own, fresh and gone afterwards, or one that runs. */
final class BenchHub implements AutoCloseable {

    /** Which hub. */
    static final class Choice {

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "Measure the hub that runs there (token in KARAT_TOKEN) instead of a fresh one.")
        private @Nullable String url;

        BenchHub open(BenchDirectory work) throws IOException {
            return open(work, BenchDirectory.rules());
        }

        /** A fresh one goes by these models. */
        BenchHub open(BenchDirectory work, Path rules) throws IOException {
            String running = url;
            if (running != null) {
                String token = System.getenv().getOrDefault("KARAT_TOKEN", "");
                // Later there is patience with a busy hub; one that is not there, or knows no such token, is told at
                // once.
                try (HubClient first = new HubClient(URI.create(running), token)) {
                    first.get("/api/v1/jobs?limit=1");
                }
                return new BenchHub(null, URI.create(running), token, work);
            }
            Path data = work.root().resolve("hub");
            HubProcess process = HubProcess.start(
                    new ProcessBuilder(
                            BenchDirectory.launcher(),
                            "serve",
                            "--port",
                            Integer.toString(HubProcess.freePort()),
                            "--rules",
                            rules.toString(),
                            "--data",
                            data.toString()),
                    data.resolve("bench-hub.log"));
            String token = Files.readString(data.resolve("admin.token")).strip();
            return new BenchHub(process, URI.create(process.url()), token, work);
        }
    }

    static final String ENTITY = "person";

    private static final String SOURCE = "bench";

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final @Nullable HubProcess own;
    private final URI url;
    private final String token;
    private final BenchDirectory work;
    private final HubClient client;
    private final AtomicLong heap = new AtomicLong(-1);
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("karat-bench-watch").unstarted(task));

    private BenchHub(@Nullable HubProcess own, URI url, String token, BenchDirectory work) {
        this.own = own;
        this.url = url;
        this.token = token;
        this.work = work;
        this.client = new HubClient(url, token).patience(PATIENCE);
        ScheduledFuture<?> _ = watch.scheduleWithFixedDelay(this::watchHeap, 0, 1, TimeUnit.SECONDS);
    }

    HubClient client() {
        return client;
    }

    URI url() {
        return url;
    }

    String token() {
        return token;
    }

    /** Of {@code karat load}, which knows the hub by the environment. */
    List<String> loadCommand(Path file) {
        return loadCommand(file, SOURCE);
    }

    List<String> loadCommand(Path file, String source) {
        return new ArrayList<>(List.of(
                BenchDirectory.launcher(),
                "load",
                "--entity",
                ENTITY,
                "--source",
                source,
                "--key",
                "id",
                "--json",
                file.toString()));
    }

    Map<String, String> environment() {
        return Map.of("KARAT_URL", url.toString(), "KARAT_TOKEN", token);
    }

    MeasuredRun load(Path file) throws IOException {
        return load(file, SOURCE);
    }

    MeasuredRun load(Path file, String source) throws IOException {
        return MeasuredRun.of(loadCommand(file, source), environment(), work.root());
    }

    /** The load that was begun last; empty when there never was one. */
    String newestJob() {
        return client.get("/api/v1/jobs?limit=1")
                .path("jobs")
                .path(0)
                .path("id")
                .asText();
    }

    /** The sum of a metric over all its tags that match; zero when there is none. */
    double metric(String name, String tag) {
        return client.look("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(tag))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private void watchHeap() {
        try {
            long used = (long) metric("jvm_memory_used_bytes", "area=\"heap\"");
            heap.accumulateAndGet(used, Math::max);
        } catch (CommandFailure _) {
            // A hub too busy to tell is asked again.
        }
    }

    /** The most heap in use that was seen, garbage included. */
    long heap() {
        return heap.get();
    }

    /** Of the process of a hub of its own; below zero for another's. */
    long peak() {
        return own == null ? -1 : MeasuredRun.peakOf(own.handle());
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.close();
        if (own != null) {
            own.close();
        }
    }
}
