package io.karat.testing;

import io.karat.boot.ServerOfTests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Real PostgreSQL for tests that need no application around it: one server for the test process, an empty database with
 * the hub's schema for each test.
 */
public final class Databases {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private Databases() {}

    /**
     * A fresh database.
     *
     * @param migrations names below {@code db/migration}, in order
     */
    public static DataSource fresh(String... migrations) {
        String name = "test" + NUMBER.incrementAndGet();
        execute(ServerOfTests.database(), "create database " + name);
        PGSimpleDataSource database = ServerOfTests.database();
        database.setDatabaseName(name);
        database.setReWriteBatchedInserts(true);
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
