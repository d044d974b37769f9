package io.karat.boot;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/** Databases for tests that need a real PostgreSQL and no application: one server per test process, any number in it. */
public final class DatabaseUnderTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private DatabaseUnderTest() {}

    /** A new database with the hub's tables, all empty. */
    public static DataSource migrated() {
        DataSource database = empty();
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    /** A new database with nothing in it. */
    public static DataSource empty() {
        DataDirectory directory = DataDirectory.open(Path.of(
                "target",
                "hubs-under-test",
                "database-" + ProcessHandle.current().pid()));
        DatabaseAccess server = EmbeddedDatabase.of(directory, Path.of("target", "postgres"));
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = source(server, server.url()).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return PooledDatabase.of(source(server, server.url().replaceAll("[^/]+$", name)));
    }

    private static PGSimpleDataSource source(DatabaseAccess server, String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(server.user());
        source.setPassword(server.password());
        source.setReWriteBatchedInserts(true);
        return source;
    }
}
