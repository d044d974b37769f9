package io.karat.publish;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;

/** Opens snapshots, a few at a time: each holds a connection for as long as its reader takes. */
@Singleton
public final class Snapshots {

    private static final int AT_A_TIME = 4;

    private final DataSource source;
    private final Cursors cursors;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    Snapshots(DataSource source, Cursors cursors) {
        this.source = source;
        this.cursors = cursors;
    }

    /** Empty while too many are being read. */
    public Optional<Snapshot> open(String entity) {
        if (!free.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Snapshot.open(source, cursors, entity, free::release));
        } catch (SQLException | RuntimeException e) {
            free.release();
            throw new IllegalStateException("No snapshot could be opened", e);
        }
    }
}
