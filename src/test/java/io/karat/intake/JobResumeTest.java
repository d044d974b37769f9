package io.karat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.ParameterVersions;
import io.karat.ledger.Plans;
import io.karat.ledger.PlansWithoutMemory;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job survives the runner that worked on it. */
@QuarkusTest
class JobResumeTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LINES = 2 * Jobs.CHUNK_LINES + 1;

    @Inject
    Jobs jobs;

    @Inject
    Models models;

    @Inject
    SourceRecords records;

    @Inject
    DataSource database;

    @Inject
    Plans plans;

    @Inject
    Ledgers ledgers;

    @Inject
    ParameterVersions versions;

    @Inject
    Clock clock;

    @Inject
    DataDirectory directory;

    private Intake.Origin origin;

    @BeforeEach
    void chooseASource() {
        origin = new Intake.Origin(
                models.find("person").orElseThrow(),
                "job-" + UUID.randomUUID().toString().substring(0, 8),
                "user:test");
    }

    @Test
    void goesOnAtTheFirstChunkWithoutResults() throws IOException, SQLException {
        UUID dead = UUID.randomUUID();
        Job job = jobs.store(origin, List.of(), lines());
        abandon(job.id(), dead);
        jobs.applied(job.id(), 0, done(), Counts.of(done()));
        expire(job.id());

        Job finished = await(job.id());

        assertThat(finished.state()).isEqualTo("done");
        assertThat(finished.counts().lines()).isEqualTo(LINES);
        assertThat(finished.counts().unchanged()).isEqualTo(Jobs.CHUNK_LINES);
        assertThat(finished.counts().accepted()).isEqualTo(LINES - Jobs.CHUNK_LINES);
        assertThat(held(1)).isEmpty();
        assertThat(held(Jobs.CHUNK_LINES + 1)).isPresent();
        assertThat(held(LINES)).isPresent();
        assertThat(jobs.results(job.id(), 2).orElseThrow().lines()).hasSize(1);
    }

    @Test
    void letsARunnerThatLostItsLeaseChangeNothing() throws IOException, SQLException {
        UUID slow = UUID.randomUUID();
        Job job = jobs.store(origin, List.of(), lines());
        abandon(job.id(), slow);
        assertThat(jobs.renew(job.id(), slow)).isTrue();
        assertThat(jobs.cancel(job.id(), "user:ada")).isTrue();

        assertThat(jobs.renew(job.id(), slow)).isFalse();
        jobs.finish(job.id(), slow, null);

        assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo("cancelled");
        assertThat(jobs.cancel(job.id(), "user:ada")).isFalse();
        assertThat(held(1)).isEmpty();
    }

    @Test
    void countsAChunkOnce() throws IOException, SQLException {
        UUID runner = UUID.randomUUID();
        Job job = jobs.store(origin, List.of(), lines());
        abandon(job.id(), runner);

        jobs.applied(job.id(), 0, done(), Counts.of(done()));
        jobs.applied(job.id(), 0, done(), Counts.of(done()).plus(Counts.of(done())));

        assertThat(jobs.find(job.id()).orElseThrow().counts().lines()).isEqualTo(Jobs.CHUNK_LINES);
        assertThat(jobs.cancel(job.id(), "user:ada")).isTrue();
    }

    @Test
    void failsWhenTheHubHasNoMemoryForIt() throws IOException {
        QuarkusMock.installMockForInstance(
                new PlansWithoutMemory(ledgers, versions, database, clock, directory), plans);

        Job finished = await(jobs.store(origin, List.of(), lines()).id());

        assertThat(finished.state()).isEqualTo("failed");
        assertThat(finished.error()).contains("out of memory");
        assertThat(held(1)).isEmpty();
    }

    /** As if a runner had died or slept in the middle. */
    private void abandon(UUID job, UUID runner) throws SQLException {
        execute(
                "update job set state = 'running', lease_by = ?, lease_until = now() + interval '1 hour' where id = ?",
                runner,
                job);
    }

    private void expire(UUID job) throws SQLException {
        execute("update job set lease_until = now() - interval '1 second' where id = ?", job);
    }

    private void execute(String sql, Object... arguments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            statement.executeUpdate();
        }
    }

    private Job await(UUID id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Job job = jobs.find(id).orElseThrow();
        while (!job.finished()) {
            assertThat(System.nanoTime())
                    .as("the job goes on: %s", job.counts())
                    .isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            job = jobs.find(id).orElseThrow();
        }
        return job;
    }

    private Optional<RecordView> held(int number) {
        return records.find("person", new RecordKey(origin.source(), Integer.toString(number)));
    }

    private static List<LineResult> done() {
        List<LineResult> results = new ArrayList<>();
        for (int i = 1; i <= Jobs.CHUNK_LINES; i++) {
            results.add(LineResult.of(i, Integer.toString(i), new Outcome.Unchanged(null, 1)));
        }
        return results;
    }

    private static LineSource lines() {
        return new LineSource() {
            private int number;

            @Override
            public @Nullable Line next() {
                if (number == LINES) {
                    return null;
                }
                String key = Integer.toString(++number);
                return new Line.Read(
                        number, key, new Submission(key, null, RecordData.of(Map.of("city", "Place " + key))));
            }
        };
    }
}
