package io.karat.intake;

import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes what sources push: one record, or a body of many. */
@ApplicationScoped
public class Intake {

    private final Ledgers ledgers;
    private final Jobs jobs;
    private final JobRunner runner;

    Intake(Ledgers ledgers, Jobs jobs, JobRunner runner) {
        this.ledgers = ledgers;
        this.jobs = jobs;
        this.runner = runner;
    }

    /** Whose records come, and on whose behalf. */
    public record Origin(EntityType type, String source, String actor) {}

    /** What became of one record: a result, or all the faults that kept it from being read. */
    public sealed interface Single {
        record Applied(LineResult result) implements Single {}

        record Faulty(List<Fault> faults) implements Single {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** What became of a body: results, or a job that will have them. */
    public sealed interface Receipt {
        record Results(Counts counts, List<LineResult> results, List<String> ignoredColumns) implements Receipt {}

        record Queued(Job job) implements Receipt {}
    }

    /** The form of a body. */
    public sealed interface Format {
        record Ndjson() implements Format {}

        /** See {@link ColumnMap}; without a map, columns are named as attributes. */
        record Csv(
                String key,
                @Nullable String observedAt,
                @Nullable ColumnMap map) implements Format {}
    }

    /** Replaces a record; durable when this returns. */
    public Single put(Origin origin, String key, InputStream body) throws IOException {
        Fault ofKey = SubmissionReader.faultOfKey(key);
        if (ofKey != null) {
            return new Single.Faulty(List.of(ofKey));
        }
        return switch (new SubmissionReader(origin.type()).readBody(key, text(body))) {
            case SubmissionReader.Faulty faulty -> new Single.Faulty(faulty.faults());
            case SubmissionReader.Sound sound ->
                new Single.Applied(
                        apply(origin, key, sound.submission().command(origin.source(), key, origin.actor())));
        };
    }

    /**
     * A steward's correction of a record in quarantine; durable when this returns.
     *
     * @param version that was corrected
     */
    public Single correct(Origin origin, String key, int version, InputStream body) throws IOException {
        return switch (new SubmissionReader(origin.type()).readBody(key, text(body))) {
            case SubmissionReader.Faulty faulty -> new Single.Faulty(faulty.faults());
            case SubmissionReader.Sound sound -> correct(origin, key, version, sound.submission());
        };
    }

    private Single correct(Origin origin, String key, int version, Submission corrected) {
        RecordData data = corrected.data();
        if (data == null || corrected.observedAt() != null) {
            return new Single.Faulty(List.of(
                    Fault.of("correction.data", "a correction has 'data' alone; it keeps the time the source gave")));
        }
        return new Single.Applied(correct(origin, key, version, data));
    }

    /** As {@link #correct(Origin, String, int, InputStream)}, of data that were read. */
    public LineResult correct(Origin origin, String key, int version, RecordData data) {
        return apply(
                origin, key, new Command.Correct(new RecordKey(origin.source(), key), version, data, origin.actor()));
    }

    /** Deletes a record; durable when this returns. */
    public Single delete(Origin origin, String key, @Nullable String observedAt) {
        Fault ofKey = SubmissionReader.faultOfKey(key);
        Instant time = observedAt == null ? null : SubmissionReader.instant(observedAt);
        if (ofKey != null) {
            return new Single.Faulty(List.of(ofKey));
        }
        if (observedAt != null && time == null) {
            return new Single.Faulty(List.of(
                    Fault.of("observed-at.format", "a time with its offset is expected, as 2026-01-31T12:00:00Z")));
        }
        return new Single.Applied(
                apply(origin, key, new Command.Delete(new RecordKey(origin.source(), key), time, origin.actor())));
    }

    /** The data of a search before create, or the faults in it. */
    public Query query(EntityType type, InputStream body) throws IOException {
        return switch (new SubmissionReader(type).readQuery(text(body))) {
            case SubmissionReader.Faulty faulty -> new Query.Faulty(faulty.faults());
            case SubmissionReader.Sound sound -> {
                RecordData data = sound.submission().data();
                yield new Query.Sound(data == null ? RecordData.EMPTY : data);
            }
        };
    }

    /** See {@link #query}. */
    public sealed interface Query {
        record Sound(RecordData data) implements Query {}

        record Faulty(List<Fault> faults) implements Query {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /**
     * Takes a body.
     *
     * @throws BodyRefused when nothing of it was taken
     */
    public Receipt load(Origin origin, Format format, InputStream body, Bulk bulk) throws IOException {
        try (Reader text = Body.open(body, bulk.gzip(), Limits.BODY_BYTES)) {
            LineSource lines = lines(origin.type(), format, text);
            List<Line> read = new ArrayList<>();
            boolean ended = false;
            while (bulk.prompt() && !ended && read.size() <= Limits.WAIT_LINES) {
                Line line = lines.next();
                ended = line == null;
                if (line != null) {
                    read.add(line);
                }
            }
            if (ended) {
                List<LineResult> results = apply(origin, read);
                return new Receipt.Results(Counts.of(results), results, lines.ignoredColumns());
            }
            Job job = jobs.store(origin, read, lines);
            runner.wake();
            return new Receipt.Queued(job);
        }
    }

    /** Opens a job whose lines come in several bodies; it runs once it is told that all have come. */
    public UUID open(Origin origin) {
        return jobs.open(origin);
    }

    /** A job whose lines are still to come. */
    public Optional<Job> receiving(UUID job) {
        return jobs.receiving(job);
    }

    /**
     * Takes one body of NDJSON lines of a job; durable when this returns. What comes again under the same number is
     * dropped. Lines are numbered within their body.
     *
     * @throws BodyRefused when it is too large; nothing was taken
     */
    public void part(UUID job, int number, InputStream body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(1 << 18);
        long size = 0;
        long lines = 0;
        byte last = '\n';
        try (OutputStream out = ChunkText.packer(packed)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                size += read;
                if (size > Limits.PART_BYTES) {
                    throw BodyRefused.tooLarge("A part of a load has at most " + Limits.PART_BYTES + " bytes");
                }
                out.write(buffer, 0, read);
                for (int i = 0; i < read; i++) {
                    lines += buffer[i] == '\n' ? 1 : 0;
                    last = buffer[i];
                }
            }
        }
        jobs.part(job, number, packed.toByteArray(), last == '\n' ? lines : lines + 1);
    }

    /** All bodies of a job have come. */
    public Job ready(UUID job) {
        jobs.ready(job);
        runner.wake();
        return jobs.find(job).orElseThrow();
    }

    /**
     * How a body comes and how its sender wants the answer.
     *
     * @param gzip whether it is packed
     * @param prompt whether the sender waits for the results; a body of more than {@link Limits#WAIT_LINES} lines becomes a
     *     job all the same
     */
    public record Bulk(boolean gzip, boolean prompt) {}

    private List<LineResult> apply(Origin origin, List<Line> lines) {
        BulkCommands commands = BulkCommands.of(origin.source(), origin.actor(), lines);
        if (commands.commands().isEmpty()) {
            return commands.results(List.of());
        }
        return commands.results(join(() -> ledgers.submitAll(origin.type().name(), commands.commands(), Lane.BULK)
                .join()));
    }

    private LineResult apply(Origin origin, String key, Command.OfSource command) {
        return LineResult.of(
                0,
                key,
                join(() -> ledgers.submit(origin.type().name(), command, Lane.INTERACTIVE)
                        .join()));
    }

    private static LineSource lines(EntityType type, Format format, Reader text) throws IOException {
        return switch (format) {
            case Format.Ndjson() -> new JsonLines(text, new SubmissionReader(type));
            case Format.Csv(String key, String observedAt, ColumnMap map) ->
                new CsvLines(text, type, new CsvLines.Columns(key, observedAt, map));
        };
    }

    private static String text(InputStream body) throws IOException {
        try (Reader reader = Body.open(body, false, Limits.RECORD_BYTES)) {
            StringBuilder text = new StringBuilder();
            char[] buffer = new char[2048];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                text.append(buffer, 0, read);
            }
            return text.toString();
        }
    }

    private static <T> T join(Supplier<T> answer) {
        try {
            return answer.get();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
