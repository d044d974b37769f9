package io.karat.ledger;

import io.karat.boot.DataDirectory;
import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import javax.sql.DataSource;

/** Plans of a hub whose heap is too small for any. */
@Vetoed
public final class PlansWithoutMemory extends Plans {

    public PlansWithoutMemory(
            Ledgers ledgers, ParameterVersions versions, DataSource database, Clock clock, DataDirectory directory) {
        super(ledgers, versions, database, clock, directory);
    }

    @Override
    public boolean worthwhile(String entity, long records) {
        return true;
    }

    @Override
    public BulkLoad load(String entity, String source, String actor) {
        throw new IllegalStateException("a plan could not be computed", new OutOfMemoryError("as a test wants it"));
    }
}
