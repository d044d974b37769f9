package io.karat.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.ledger.PlanEffect;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan is one job however often it is asked for, and survives the runner that worked on it. */
@QuarkusTest
class PlanJobTest {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String ENTITY = "product";

    private static final PlanEffect EFFECT = new PlanEffect(10, 8, 1, 2, 3, 4);

    @Inject
    PlanRunner runner;

    @Inject
    PlanStore store;

    @Inject
    Jobs jobs;

    @Inject
    DataSource database;

    @AfterEach
    void leaveNothingOpen() throws SQLException {
        execute("update job set state = 'cancelled', finished_at = now() where kind <> 'load' and finished_at is null");
    }

    @Test
    void whatIsAskedForTwiceIsOneJob() {
        Job first = runner.start(PlanKind.TRAIN, ENTITY, null, "user:test");
        Job second = runner.start(PlanKind.TRAIN, ENTITY, null, "user:test");
        Job finished = await(first.id());

        assertThat(finished.state()).as(finished.toString()).isEqualTo("done");
        assertThat(finished.plan()).isNotNull();
        assertThat(finished.plan().version()).isPositive();
        assertThat(finished.plan().effect()).isNotNull();
        assertThat(await(second.id()).state()).isEqualTo("done");
    }

    @Test
    void aPlanThatSomebodyWorksOnIsTheOneThatIsAskedFor() throws SQLException {
        UUID job = underWay(UUID.randomUUID(), "1 hour");

        assertThat(runner.start(PlanKind.TRAIN, ENTITY, null, "user:other").id())
                .isEqualTo(job);
    }

    @Test
    void whatADeadRunnerLeftIsMadeByAnother() throws SQLException {
        UUID job = underWay(UUID.randomUUID(), "-1 second");

        Job finished = await(job);

        assertThat(finished.state()).isEqualTo("done");
        assertThat(finished.plan()).isNotNull();
        assertThat(finished.plan().effect()).isNotNull();
    }

    @Test
    void aStoppedPlanTellsItsRunnerSo() throws SQLException {
        UUID slow = UUID.randomUUID();
        UUID job = underWay(slow, "1 hour");
        assertThat(store.at(job, slow, "learning", 0.4)).isTrue();

        assertThat(jobs.cancel(job, "user:ada")).isTrue();

        assertThat(store.at(job, slow, "comparing", 0.6)).isFalse();
        assertThat(store.effect(job, slow, EFFECT, false)).isFalse();
        jobs.finish(job, slow, null);
        Job stopped = jobs.find(job).orElseThrow();
        assertThat(stopped.state()).isEqualTo("cancelled");
        assertThat(stopped.plan()).isEqualTo(new Job.Plan(null, "learning", 0.4, true, null));
    }

    @Test
    void aPlanThatGoldenRecordsFollowIsNotStopped() throws SQLException {
        UUID slow = UUID.randomUUID();
        UUID job = underWay(slow, "1 hour");

        assertThat(store.effect(job, slow, EFFECT, false)).isTrue();

        assertThat(jobs.cancel(job, "user:ada")).isFalse();
        assertThat(jobs.find(job).orElseThrow().plan()).isEqualTo(new Job.Plan(null, null, 0, false, EFFECT));
    }

    /** A training that a runner has leased for so long. */
    private UUID underWay(UUID by, String lease) throws SQLException {
        UUID id = UUID.randomUUID();
        execute(
                "insert into job (id, entity, source, actor, state, counts, created_at, kind, lease_by, lease_until)"
                        + " values (?, ?, '', 'user:test', 'running', ?::jsonb, now(), 'train', ?, now() + ?::interval)",
                id,
                ENTITY,
                ChunkText.write(Counts.NONE),
                by,
                lease);
        return id;
    }

    private void execute(String sql, @Nullable Object... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    private Job await(UUID id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Job job = jobs.find(id).orElseThrow();
        while (!job.finished()) {
            assertThat(System.nanoTime()).as(job.toString()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            job = jobs.find(id).orElseThrow();
        }
        return job;
    }
}
