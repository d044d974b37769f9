package io.karat.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    @TempDir
    Path parent;

    private DataDirectory directory;
    private PostgresServer server;

    @BeforeEach
    void initialise() {
        directory = DataDirectory.open(parent.resolve("hub"));
        server = new PostgresServer(directory, PostgresBinaries.unpack(Path.of("target", "postgres")));
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void losesNothingThatWasCommitted() throws SQLException {
        DatabaseAccess access = server.access(server.start());

        assertThat(setting(access, "fsync")).isEqualTo("on");
        assertThat(setting(access, "synchronous_commit")).isEqualTo("on");
        assertThat(setting(access, "full_page_writes")).isEqualTo("on");
        assertThat(setting(access, "listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void letsNobodyInWithoutThePassword() throws Exception {
        DatabaseAccess access = server.access(server.start());

        assertThatThrownBy(() -> DriverManager.getConnection(access.url(), access.user(), "guessed"))
                .isInstanceOf(SQLException.class);
        assertThat(Files.readString(directory.file("postgres/pg_hba.conf")).lines())
                .noneMatch(line -> !line.startsWith("#") && line.contains("trust"));
    }

    @Test
    void takesOverFromAServerThatAKilledHubLeftBehind() throws SQLException {
        DatabaseAccess before = server.access(server.start());
        try (Connection connection = connect(before);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        PostgresServer next = new PostgresServer(directory, PostgresBinaries.unpack(Path.of("target", "postgres")));
        DatabaseAccess after = next.access(next.start());

        try (Connection connection = connect(after);
                Statement statement = connection.createStatement();
                ResultSet kept = statement.executeQuery("SELECT answer FROM kept")) {
            assertThat(kept.next()).isTrue();
            assertThat(kept.getInt(1)).isEqualTo(42);
        }
        assertThatThrownBy(() -> connect(before)).isInstanceOf(SQLException.class);
    }

    @Test
    void doesNotStopAnotherProcessThatGotTheNumberOfADeadServer() throws Exception {
        server.start();
        server.stop();
        Files.writeString(
                directory.file("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n");

        DatabaseAccess access = server.access(server.start());

        assertThat(setting(access, "fsync")).isEqualTo("on");
    }

    @Test
    void startsAfterAServerThatWasKilledAtWork() throws Exception {
        DatabaseAccess before = server.access(server.start());
        try (Connection connection = connect(before);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO kept VALUES (43)");
            kill(directory.file("postgres/postmaster.pid"));

            DatabaseAccess after = server.access(server.start());

            try (Connection next = connect(after);
                    Statement question = next.createStatement();
                    ResultSet kept = question.executeQuery("SELECT max(answer) FROM kept")) {
                assertThat(kept.next()).isTrue();
                assertThat(kept.getInt(1)).isEqualTo(42);
            }
        }
    }

    private static void kill(Path pidFile) throws Exception {
        ProcessHandle process = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(pidFile).getFirst()))
                .orElseThrow();
        assertThat(process.destroyForcibly()).isTrue();
        process.onExit().get();
    }

    private static String setting(DatabaseAccess access, String name) throws SQLException {
        try (Connection connection = connect(access);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SHOW " + name)) {
            assertThat(found.next()).isTrue();
            return found.getString(1);
        }
    }

    private static Connection connect(DatabaseAccess access) throws SQLException {
        return DriverManager.getConnection(access.url(), access.user(), access.password());
    }
}
