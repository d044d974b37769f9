package io.karat.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The PostgreSQL server inside a data directory: durable, reachable from this machine alone and only with a password
 * made at its first start. A server left behind by a hub that was killed is stopped before the next one starts.
 */
final class PostgresServer {

    private static final String USER = "karat";
    private static final String DATABASE = "karat";
    private static final String SECRET = "postgres.password";
    private static final int ATTEMPTS = 5;

    /** Losing an acknowledged record is never worth speed; these are checked in the running server. */
    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");

    /** The terse settings of the log keep values of records out of it. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("wal_level", "logical"),
            Map.entry("max_connections", "100"),
            Map.entry("shared_buffers", "512MB"),
            Map.entry("maintenance_work_mem", "128MB"),
            // What a load writes goes to the disk steadily: the commit of a record that comes alone waits behind
            // little.
            Map.entry("backend_flush_after", "1MB"),
            Map.entry("wal_writer_delay", "20ms"),
            // After a checkpoint each page is logged whole when it first changes: a load that crosses one logs
            // thrice as much. A new log file that is filled with zeros first is written twice.
            Map.entry("checkpoint_timeout", "15min"),
            Map.entry("max_wal_size", "6GB"),
            Map.entry("min_wal_size", "1GB"),
            Map.entry("wal_init_zero", "off"),
            // A large load has what it fills looked through when it ends: not while it goes on.
            Map.entry("autovacuum_vacuum_insert_threshold", "1000000"),
            // What a load of a tenth brings changes little of what the database counts of a table: 5 s of a processor.
            Map.entry("autovacuum_analyze_scale_factor", "0.2"),
            // With 2 MB vacuum waits for the log at every turn.
            Map.entry("vacuum_buffer_usage_limit", "64MB"),
            Map.entry("jit", "off"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_parameter_max_length_on_error", "0"));

    private final DataDirectory directory;
    private final PostgresBinaries binaries;
    private final Path data;

    PostgresServer(DataDirectory directory, PostgresBinaries binaries) {
        this.directory = directory;
        this.binaries = binaries;
        this.data = directory.file("postgres");
    }

    /** Starts the server, which is ready when this returns, and says at which port. */
    int start() {
        try {
            if (!Files.exists(data)) {
                initialise();
            }
            stop();
            int port = launch();
            createDatabase(port);
            checkDurability(access(port));
            return port;
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded PostgreSQL in " + data + " does not start", e);
        } catch (SQLException e) {
            throw new IllegalStateException("The embedded PostgreSQL in " + data + " does not answer", e);
        }
    }

    /** Stops the server if one runs on this data, whoever started it. */
    void stop() throws IOException {
        if (postmaster().isEmpty()) {
            forgetForeignProcess();
            return;
        }
        if (run(List.of("pg_ctl", "stop", "-w", "-t", "30", "-m", "fast", "-D", data.toString())) != 0) {
            require(List.of("pg_ctl", "stop", "-w", "-t", "30", "-m", "immediate", "-D", data.toString()));
        }
    }

    /**
     * The file of a server that died stays: it is how the next one knows that processes of the old one still write. Only
     * one that says nothing, or names a process that has nothing to do with it, would keep the server from starting.
     */
    private void forgetForeignProcess() throws IOException {
        Optional<Long> process = processOfFile();
        if (process.isEmpty() || ProcessHandle.of(process.get()).isPresent()) {
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        }
    }

    /** The server process named in the pid file; a process that merely got the same number is not taken for it. */
    private Optional<ProcessHandle> postmaster() throws IOException {
        return processOfFile()
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().orElse("postgres").endsWith("postgres"));
    }

    private Optional<Long> processOfFile() throws IOException {
        Path file = data.resolve("postmaster.pid");
        return Files.exists(file)
                ? Files.readAllLines(file).stream().findFirst().map(line -> Long.parseLong(line.strip()))
                : Optional.empty();
    }

    private void initialise() throws IOException {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Path secret = directory.writeSecret(SECRET, HexFormat.of().formatHex(random));
        Path draft = directory.file("postgres.new");
        deleteTree(draft);
        require(List.of(
                "initdb",
                "--pgdata=" + draft,
                "--username=" + USER,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Another process may take the free port before the server does, so a failed start is tried again on another. */
    private int launch() throws IOException {
        StringBuilder options = new StringBuilder();
        SETTINGS.forEach((name, value) ->
                options.append(" -c ").append(name).append("='").append(value).append('\''));
        Path log = directory.directory("logs").resolve("postgres.log");
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            List<String> command = List.of(
                    "pg_ctl",
                    "start",
                    "-w",
                    "-t",
                    "60",
                    "-D",
                    data.toString(),
                    "-l",
                    log.toString(),
                    "-o",
                    "-p " + port + options);
            if (attempt == ATTEMPTS) {
                require(command);
                return port;
            }
            if (run(command) == 0) {
                return port;
            }
        }
    }

    /** How the database is reached while the server listens at this port. */
    DatabaseAccess access(int port) {
        return access(port, DATABASE);
    }

    private DatabaseAccess access(int port, String database) {
        String password = directory
                .readSecret(SECRET)
                .orElseThrow(() -> new IllegalStateException("The password of the embedded PostgreSQL is missing: "
                        + directory.file(SECRET) + ". Restore it, or start with an empty data directory."));
        return new DatabaseAccess("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, password);
    }

    private void createDatabase(int port) throws SQLException {
        try (Connection connection = connect(access(port, "postgres"));
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + DATABASE);
        }
    }

    private static void checkDurability(DatabaseAccess access) throws SQLException {
        try (Connection connection = connect(access);
                Statement statement = connection.createStatement()) {
            for (String name : DURABLE) {
                try (ResultSet setting =
                        statement.executeQuery("SELECT setting FROM pg_settings WHERE name = '" + name + "'")) {
                    if (!setting.next() || !setting.getString(1).equals("on")) {
                        throw new IllegalStateException("The embedded PostgreSQL runs without " + name
                                + " and could lose records. Remove that setting from postgresql.conf.");
                    }
                }
            }
        }
    }

    private static Connection connect(DatabaseAccess access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.user(), access.password());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void require(List<String> command) throws IOException {
        int code = run(command);
        if (code != 0) {
            throw new IOException(command.getFirst() + " ended with " + code + "; see " + directory.file("logs"));
        }
    }

    private int run(List<String> command) throws IOException {
        List<String> line = new ArrayList<>();
        if (isRoot()) {
            // PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it does.
            line.addAll(List.of("unshare", "--user"));
        }
        line.add(binaries.program(command.getFirst()).toString());
        line.addAll(command.subList(1, command.size()));
        Path log = directory.directory("logs").resolve("postgres-control.log");
        Process process = new ProcessBuilder(line)
                .directory(directory.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.getFirst() + " did not end within two minutes");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for " + command.getFirst(), e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"))
                && System.getProperty("os.name", "").startsWith("Linux");
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
