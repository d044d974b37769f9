package io.karat.boot;

import java.nio.file.Path;
import org.postgresql.ds.PGSimpleDataSource;

/** The hub's own embedded PostgreSQL, one for the test process, for tests that need no application around it. */
public final class ServerOfTests {

    private ServerOfTests() {}

    /** The server's first database; others can be created beside it. */
    public static PGSimpleDataSource database() {
        DataDirectory directory = DataDirectory.open(Path.of(
                "target",
                "servers-of-tests",
                Long.toString(ProcessHandle.current().pid())));
        DatabaseAccess access = EmbeddedDatabase.of(directory, Path.of("target", "postgres"));
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(access.url());
        database.setUser(access.user());
        database.setPassword(access.password());
        return database;
    }
}
