package io.karat.testing;

import io.karat.boot.PooledDatabase;
import io.karat.boot.ServerOfTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Real PostgreSQL for tests that need no application around it: one server for the test process, an empty database with
 * the hub's schema for each test.
 */
public final class Databases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Names of databases that are only copied, by the migrations they were made with. */
    private static final Map<List<String>, String> TEMPLATES = new ConcurrentHashMap<>();

    private Databases() {}

    /**
     * A fresh database.
     *
     * @param migrations names below {@code db/migration}, in order
     */
    public static DataSource fresh(String... migrations) {
        String name = "test" + NUMBER.incrementAndGet();
        String template = TEMPLATES.computeIfAbsent(List.of(migrations), Databases::migrated);
        execute(ServerOfTests.database(), "create database " + name + " template " + template);
        return PooledDatabase.of(named(name));
    }

    private static String migrated(List<String> migrations) {
        String name = "template" + NUMBER.incrementAndGet();
        execute(ServerOfTests.database(), "create database " + name);
        PGSimpleDataSource database = named(name);
        for (String migration : migrations) {
            try {
                execute(
                        database,
                        Files.readString(
                                Path.of("src/main/resources/db/migration", migration), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return name;
    }

    private static PGSimpleDataSource named(String name) {
        PGSimpleDataSource database = ServerOfTests.database();
        database.setDatabaseName(name);
        database.setReWriteBatchedInserts(true);
        return database;
    }

    private static void execute(DataSource database, String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
