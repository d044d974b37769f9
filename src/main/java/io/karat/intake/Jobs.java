package io.karat.intake;

import io.karat.boot.Database;
import io.karat.model.EntityType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Loads that run by themselves, kept in the database. A runner works on a job under a lease by the database's clock; if it
 * dies, another takes over at the first chunk without results.
 */
@ApplicationScoped
public class Jobs {

    static final int CHUNK_LINES = 1_000;
    static final Duration LEASE = Duration.ofSeconds(30);

    static final String JOB = "id, entity, source, actor, state, lines, counts, ignored_columns,"
            + " created_at, finished_at, error, kind, version, phase, share, stoppable, effect";

    private final Database database;

    Jobs(DataSource source) {
        this.database = new Database(source);
    }

    /** Newest first; {@code before} is the id of the page's predecessor, or null. */
    public List<Job> list(@Nullable String source, @Nullable UUID before, int limit) {
        return database.read(
                "select " + JOB + " from job where state <> 'receiving' and (?::text is null or source = ?)"
                        + " and (?::uuid is null or (created_at, id) < (select created_at, id from job where id = ?))"
                        + " order by created_at desc, id desc limit ?",
                Jobs::job,
                source,
                source,
                before,
                before,
                limit);
    }

    public Optional<Job> find(UUID id) {
        return database
                .read("select " + JOB + " from job where id = ? and state <> 'receiving'", Jobs::job, id)
                .stream()
                .findFirst();
    }

    /** The results of one chunk as NDJSON; empty when there are none yet or no more. */
    public Optional<String> results(UUID id, int chunk) {
        return database
                .read(
                        "select results from job_chunk where job = ? and chunk = ? and results is not null",
                        row -> ChunkText.unpack(row.getBytes(1)),
                        id,
                        chunk)
                .stream()
                .findFirst();
    }

    /**
     * Stops a job after the chunk or phase it is at; what it did stays done. False when it has ended already, or is a plan
     * that the golden records follow by now.
     */
    public boolean cancel(UUID id, String actor) {
        return database.write(
                        "update job set state = 'cancelled', finished_at = now(), cancelled_by = ?"
                                + " where id = ? and state in ('ready', 'running') and stoppable",
                        actor,
                        id)
                == 1;
    }

    /** A job whose lines are still to come. */
    UUID open(Intake.Origin origin) {
        UUID id = UUID.randomUUID();
        database.write(
                "insert into job (id, entity, source, actor, state, counts, created_at)"
                        + " values (?, ?, ?, ?, 'receiving', ?::jsonb, now())",
                id,
                origin.type().name(),
                origin.source(),
                origin.actor(),
                ChunkText.write(Counts.NONE));
        return id;
    }

    /** A job whose lines are still to come; what is known of it so far. */
    Optional<Job> receiving(UUID id) {
        return database.read("select " + JOB + " from job where id = ? and state = 'receiving'", Jobs::job, id).stream()
                .findFirst();
    }

    /**
     * Keeps one body of a job, once: what comes under the same number again is dropped. Durable when this returns.
     *
     * @param body NDJSON as it came, packed
     */
    void part(UUID id, int number, byte[] body, long lines) {
        database.write(
                "with one as (insert into job_chunk (job, chunk, lines, raw) values (?, ?, ?, true)"
                        + " on conflict do nothing returning job)"
                        + " update job set lines = lines + ? from one where id = one.job",
                id,
                number,
                body,
                lines);
    }

    /** All lines have come: the job may run. */
    void ready(UUID id) {
        database.write("update job set state = 'ready' where id = ? and state = 'receiving'", id);
    }

    /** Keeps lines as a job; durable and ready to run when this returns. */
    Job store(Intake.Origin origin, List<Line> first, LineSource rest) throws IOException {
        UUID id = open(origin);
        long lines = 0;
        boolean complete = false;
        try {
            lines = storeChunks(id, first, rest);
            complete = true;
        } finally {
            if (!complete) {
                database.write("delete from job where id = ?", id);
            }
        }
        database.write(
                "update job set state = 'ready', lines = ?, ignored_columns = ? where id = ?",
                lines,
                rest.ignoredColumns().toArray(String[]::new),
                id);
        return find(id).orElseThrow();
    }

    private long storeChunks(UUID id, List<Line> first, LineSource rest) throws IOException {
        List<Line> gathered = new ArrayList<>(first);
        long lines = gathered.size();
        int chunk = 0;
        for (Line line = rest.next(); line != null || !gathered.isEmpty(); line = rest.next()) {
            if (line != null) {
                gathered.add(line);
                lines++;
            }
            while (gathered.size() >= CHUNK_LINES || (line == null && !gathered.isEmpty())) {
                List<Line> part = gathered.subList(0, Math.min(CHUNK_LINES, gathered.size()));
                database.write(
                        "insert into job_chunk (job, chunk, lines) values (?, ?, ?)",
                        id,
                        chunk++,
                        ChunkText.packLines(part));
                part.clear();
            }
            if (line == null) {
                break;
            }
        }
        return lines;
    }

    /** Takes the oldest job that nobody works on. */
    Optional<Job> lease(UUID runner) {
        return database
                .read(
                        "update job set state = 'running', lease_by = ?, lease_until = now() + ? * interval '1 second'"
                                + " where id = (select id from job where kind = 'load' and state in ('ready', 'running')"
                                + " and (lease_until is null or lease_until < now()) order by created_at limit 1 for"
                                + " update skip locked) returning " + JOB,
                        Jobs::job,
                        runner,
                        LEASE.toSeconds())
                .stream()
                .findFirst();
    }

    /** The first chunk without results behind one; -1 stands before all. */
    Optional<Chunk> nextChunk(UUID job, int after) {
        return database
                .read(
                        "select chunk, lines, raw from job_chunk where job = ? and results is null and chunk > ?"
                                + " order by chunk limit 1",
                        Jobs::chunk,
                        job,
                        after)
                .stream()
                .findFirst();
    }

    /** The numbers of all chunks without results. */
    List<Integer> openChunks(UUID job) {
        return database.read(
                "select chunk from job_chunk where job = ? and results is null order by chunk",
                row -> row.getInt(1),
                job);
    }

    Optional<Chunk> chunk(UUID job, int number) {
        return database
                .read("select chunk, lines, raw from job_chunk where job = ? and chunk = ?", Jobs::chunk, job, number)
                .stream()
                .findFirst();
    }

    private static Chunk chunk(ResultSet row) throws SQLException {
        return new Chunk(row.getInt(1), row.getBytes(2), row.getBoolean(3));
    }

    /** @param raw a body as it came; else lines as they were read */
    record Chunk(int number, byte[] packed, boolean raw) {

        /** @throws BodyRefused when it is a body that cannot be read as a whole */
        List<Line> lines(EntityType type) throws IOException {
            if (!raw) {
                return ChunkText.unpackLines(packed);
            }
            List<Line> lines = new ArrayList<>();
            try (Reader text = Body.open(new ByteArrayInputStream(packed), true, Limits.BODY_BYTES)) {
                LineSource source = new JsonLines(text, new SubmissionReader(type));
                for (Line line = source.next(); line != null; line = source.next()) {
                    lines.add(line);
                }
            }
            return lines;
        }
    }

    /** Longer for one more turn; false when the job was cancelled or somebody else has it. */
    boolean renew(UUID job, UUID runner) {
        return database.write(
                        "update job set lease_until = now() + ? * interval '1 second'"
                                + " where id = ? and lease_by = ? and state = 'running'",
                        LEASE.toSeconds(),
                        job,
                        runner)
                == 1;
    }

    /** Keeps a chunk's results and counts them, once. */
    void applied(UUID job, int chunk, List<LineResult> results, Counts sum) {
        applied(job, chunk, ChunkText.packResults(results), sum);
    }

    /** See {@link #applied(UUID, int, List, Counts)}. */
    void applied(UUID job, int chunk, byte[] packedResults, Counts sum) {
        database.write(
                "with one as (update job_chunk set results = ? where job = ? and chunk = ? and results is null"
                        + " returning job) update job set counts = ?::jsonb from one where id = one.job",
                packedResults,
                job,
                chunk,
                ChunkText.write(sum));
    }

    void finish(UUID job, UUID runner, @Nullable String error) {
        database.write(
                "update job set state = ?, error = ?, finished_at = now(), lease_by = null, lease_until = null, share"
                        + " = case when ?::text is null then 1 else share end where id = ? and lease_by = ? and state ="
                        + " 'running'",
                error == null ? "done" : "failed",
                error,
                error,
                job,
                runner);
    }

    /** Bodies that were cut off by a stop of the hub. */
    void forgetHalfReceived() {
        database.write("delete from job where state = 'receiving' and created_at < now() - interval '1 day'");
    }

    static Job job(ResultSet row) throws SQLException {
        Array ignored = row.getArray(8);
        OffsetDateTime finished = row.getObject(10, OffsetDateTime.class);
        return new Job(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6),
                ChunkText.counts(row.getString(7)),
                List.of((String[]) ignored.getArray()),
                row.getObject(9, OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getString(11),
                row.getString(12),
                row.getString(12).equals("load") ? null : plan(row));
    }

    private static Job.Plan plan(ResultSet row) throws SQLException {
        String effect = row.getString(17);
        return new Job.Plan(
                row.getObject(13, Integer.class),
                row.getString(14),
                row.getDouble(15),
                row.getBoolean(16),
                effect == null ? null : ChunkText.effect(effect));
    }
}
