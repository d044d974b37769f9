package io.karat.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "load",
        description = "Load a file of records into the running hub.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "CSV needs a header. Lines of NDJSON are flat objects when --key is given, else the hub's own:",
            "  {\"key\": ..., \"observedAt\": ..., \"data\": {...}}",
            "A load may be repeated: records that did not change are recognised."
        })
final class Load implements Callable<Integer> {

    private static final int REJECTS_SHOWN = 20;

    /** Lines from which on a file is long. */
    private static final int MANY = 20_000;

    @Mixin
    private HubConnection connection = new HubConnection();

    @Option(names = "--entity", required = true, paramLabel = "E", description = "Entity type.")
    private String entity = "";

    @Option(names = "--source", required = true, paramLabel = "S", description = "Source system.")
    private String source = "";

    @Option(names = "--key", paramLabel = "COL", description = "Column of the record's key.")
    private @Nullable String key;

    @Option(names = "--observed-at", paramLabel = "COL", description = "Column of the time the source knew the record.")
    private @Nullable String observedAt;

    @Option(
            names = "--map",
            paramLabel = "FILE",
            description = "YAML 'attribute: column'; else columns by their names.")
    private @Nullable Path map;

    @Option(names = "--json", description = "Summary as one line of JSON.")
    private boolean json;

    @Option(names = "--rejects", paramLabel = "FILE", description = "Write line, code and reason of each reject here.")
    private @Nullable Path rejects;

    @Option(names = "--chunk", defaultValue = "2000", paramLabel = "N", description = "Lines a chunk (default 2000).")
    private int chunk;

    @Option(names = "--in-flight", defaultValue = "2", paramLabel = "N", description = "Chunks under way (default 2).")
    private int inFlight;

    @Option(
            names = "--patience",
            defaultValue = "120",
            paramLabel = "SECONDS",
            description = "How long to wait for a hub that is away or busy (default 120).")
    private int patience;

    @Parameters(paramLabel = "FILE", description = "CSV or NDJSON, plain or .gz.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long started = System.nanoTime();
        SourceFile records = new SourceFile(file);
        BulkUpload.ChunkSize size = new BulkUpload.ChunkSize(chunk, inFlight);
        if (key == null && !records.isNdjson()) {
            throw CommandFailure.usage("a CSV file needs --key, the column of the record's key");
        }
        try (HubClient hub = connection.open().patience(Duration.ofSeconds(patience));
                RejectLog log = new RejectLog(err(), rejects)) {
            Tally tally = load(hub, records, size, log);
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            out().println(json ? tally.json(took) : tally.text(took));
            return tally.of("rejected") + tally.of("quarantined") > 0 ? ExitCode.DONE_WITH_REJECTS : ExitCode.DONE;
        }
    }

    private Tally load(HubClient hub, SourceFile records, BulkUpload.ChunkSize size, RejectLog log) throws IOException {
        try (Reader reader = records.open()) {
            SourceLines lines = lines(hub, records, reader);
            List<SourceLine> first = new ArrayList<>();
            for (SourceLine line = lines.next(); line != null; line = first.size() < MANY ? lines.next() : null) {
                first.add(line);
            }
            try (Upload upload = upload(hub, first.size() < MANY, size, log);
                    Progress progress = Progress.over(records)) {
                first.forEach(upload::add);
                if (first.size() == MANY) {
                    first.clear();
                    for (SourceLine line = lines.next(); line != null; line = lines.next()) {
                        upload.add(line);
                        progress.at(records.position(), upload.tally().of("lines"));
                    }
                }
                return finish(upload, progress, records);
            } catch (CommandFailure e) {
                err().println("karat: the load stopped; it may be repeated");
                throw e;
            } finally {
                if (!lines.unmapped().isEmpty()) {
                    err().println("karat: columns not used: " + String.join(", ", lines.unmapped()));
                }
            }
        }
    }

    private Tally finish(Upload upload, Progress progress, SourceFile records) {
        Tally tally = upload.finish();
        progress.at(records.position(), tally.of("lines"));
        return tally;
    }

    /** A short file is answered chunk by chunk; a long one is kept by the hub first and decided as a whole. */
    private Upload upload(HubClient hub, boolean few, BulkUpload.ChunkSize size, RejectLog log) {
        return few
                ? new BulkUpload(
                        hub,
                        "/api/v1/sources/" + HubClient.segment(source) + "/" + HubClient.segment(entity),
                        size,
                        log)
                : new PartsUpload(hub, source, entity, inFlight, log);
    }

    private SourceLines lines(HubClient hub, SourceFile records, Reader reader) {
        if (key == null) {
            return new NdjsonLines(reader, null);
        }
        Function<List<String>, LineFormat> format = format(key, EntityAttributes.of(hub, entity));
        return records.isNdjson() ? new NdjsonLines(reader, format) : new CsvLines(reader, format);
    }

    private Function<List<String>, LineFormat> format(String keyColumn, Set<String> attributes) {
        if (map != null) {
            ColumnMap columns = ColumnMap.read(map);
            List<String> unknown = new ArrayList<>(columns.attributes());
            unknown.removeAll(attributes);
            if (!unknown.isEmpty()) {
                throw CommandFailure.file(map + ": " + entity + " has no attribute " + String.join(", ", unknown));
            }
            LineFormat fixed = new LineFormat(keyColumn, observedAt, columns);
            return _ -> fixed;
        }
        return header -> new LineFormat(
                keyColumn,
                observedAt,
                ColumnMap.identity(header.stream().filter(attributes::contains).toList()));
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Shows the first rejects, and writes all of them to the file that was asked for. */
    private static final class RejectLog implements BulkUpload.Rejects, AutoCloseable {

        private final PrintWriter shown;
        private final @Nullable BufferedWriter kept;
        private long count;

        RejectLog(PrintWriter shown, @Nullable Path file) throws IOException {
            this.shown = shown;
            this.kept = file == null ? null : Files.newBufferedWriter(file);
        }

        @Override
        public void reject(long line, String code, String reason) {
            count++;
            if (count <= REJECTS_SHOWN) {
                shown.println("karat: line " + line + ": " + code + ": " + reason);
            } else if (count == REJECTS_SHOWN + 1) {
                shown.println("karat: more rejects are not shown; --rejects FILE keeps them all");
            }
            if (kept != null) {
                try {
                    kept.write(HubClient.JSON
                            .createObjectNode()
                            .put("line", line)
                            .put("code", code)
                            .put("reason", reason)
                            .toString());
                    kept.newLine();
                } catch (IOException e) {
                    throw CommandFailure.file("cannot write the rejects: " + e.getMessage());
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (kept != null) {
                kept.close();
            }
        }
    }
}
