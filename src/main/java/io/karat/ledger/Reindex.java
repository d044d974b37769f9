package io.karat.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Rebuilds what is derived from the database while the hub works. */
@ApplicationScoped
public class Reindex {

    private final Ledgers ledgers;
    private final DataSource database;
    private final Map<String, Progress> running = new ConcurrentHashMap<>();

    Reindex(Ledgers ledgers, DataSource database) {
        this.ledgers = ledgers;
        this.database = database;
    }

    /**
     * How far a rebuild is.
     *
     * @param total records to index
     * @param state running, done or failed
     */
    public record Progress(String entity, long done, long total, String state) {}

    /** Starts a rebuild; returns the one that is running if there is one. */
    public Progress start(String entity) {
        Ledger ledger = ledgers.of(entity);
        AtomicBoolean mine = new AtomicBoolean();
        Progress now = Objects.requireNonNull(running.compute(entity, (key, old) -> {
            if (old != null && old.state().equals("running")) {
                return old;
            }
            mine.set(true);
            return new Progress(entity, 0, 0, "running");
        }));
        if (mine.get()) {
            Thread _ = Thread.ofVirtual().name("reindex-" + entity).start(() -> {
                try {
                    new Rebuild(ledger, database, p -> running.put(entity, p)).run();
                } catch (RuntimeException e) {
                    running.put(entity, new Progress(entity, 0, 0, "failed"));
                    throw e;
                }
            });
        }
        return now;
    }

    public @Nullable Progress progress(String entity) {
        return running.get(entity);
    }
}
