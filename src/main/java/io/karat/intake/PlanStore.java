package io.karat.intake;

import io.karat.boot.Database;
import io.karat.ledger.PlanEffect;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Plans as jobs in the database: asked for, leased, told how far they are. */
@ApplicationScoped
class PlanStore {

    private final Database database;

    PlanStore(DataSource source) {
        this.database = new Database(source);
    }

    /** Keeps a plan that is to be made, or finds the one of its kind that is not at its end. Durable on return. */
    Job open(PlanKind kind, String entity, @Nullable Integer version, String actor) {
        while (true) {
            database.write(
                    "insert into job (id, entity, source, actor, state, counts, created_at, kind, version)"
                            + " values (?, ?, '', ?, 'ready', ?::jsonb, now(), ?, ?) on conflict do nothing",
                    UUID.randomUUID(),
                    entity,
                    actor,
                    ChunkText.write(Counts.NONE),
                    word(kind),
                    version);
            Optional<Job> open = open(kind, entity);
            if (open.isPresent()) {
                return open.get();
            }
        }
    }

    Optional<Job> open(PlanKind kind, String entity) {
        return database
                .read(
                        "select " + Jobs.JOB + " from job where entity = ? and kind = ? and finished_at is null",
                        Jobs::job,
                        entity,
                        word(kind))
                .stream()
                .findFirst();
    }

    private static String word(PlanKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Takes the oldest plan that nobody works on. */
    Optional<Job> lease(UUID runner) {
        return database
                .read(
                        "update job set state = 'running', lease_by = ?, lease_until = now() + ? * interval '1 second'"
                                + " where id = (select id from job where kind <> 'load' and state in ('ready', 'running')"
                                + " and (lease_until is null or lease_until < now()) order by created_at limit 1 for"
                                + " update skip locked) returning " + Jobs.JOB,
                        Jobs::job,
                        runner,
                        Jobs.LEASE.toSeconds())
                .stream()
                .findFirst();
    }

    /** False when the job was cancelled or somebody else has it; so with all that follow. */
    boolean at(UUID job, UUID runner, String phase, double share) {
        return database.write(
                        "update job set phase = ?, share = ? where id = ? and lease_by = ? and state = 'running'",
                        phase,
                        share,
                        job,
                        runner)
                == 1;
    }

    boolean learnt(UUID job, UUID runner, int version) {
        return database.write(
                        "update job set version = ? where id = ? and lease_by = ? and state = 'running'",
                        version,
                        job,
                        runner)
                == 1;
    }

    /** Tells the effect, unless an earlier try told it: a plan that begins again finds half of the work done. */
    boolean effect(UUID job, UUID runner, PlanEffect effect, boolean stoppable) {
        return database.write(
                        "update job set effect = coalesce(effect, ?::jsonb), stoppable = ?"
                                + " where id = ? and lease_by = ? and state = 'running'",
                        ChunkText.write(effect),
                        stoppable,
                        job,
                        runner)
                == 1;
    }
}
