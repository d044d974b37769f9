package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Visitor;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Numbers and times are written as the reader's browser asks for them. */
@QuarkusTest
final class LocaleAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    Accounts accounts;

    @Inject
    DataSource database;

    private final UUID job = UUID.randomUUID();

    @BeforeEach
    void aJobOfManyLines() {
        change("insert into job (id, entity, source, actor, state, lines, counts, created_at, finished_at) values ('"
                + job
                + "', 'person', 'locale', 'user:test', 'done', 1234567, '{\"lines\":1234567,\"accepted\":0,\"unchanged\":1234567,"
                + "\"stale\":0,\"quarantined\":0,\"rejected\":0,\"created\":0,\"linked\":0,\"updated\":0,\"reviews\":0}',"
                + " '2026-07-04 22:30:00Z', now())");
    }

    @AfterEach
    void removeIt() {
        change("delete from job where id = '" + job + "'");
    }

    @Test
    void writesNumbersAndTimesAsTheBrowserAsks() {
        String name = "locale-" + job.toString().substring(0, 6);
        accounts.create(name, "correct horse battery", Role.VIEWER, "user:test");
        Visitor visitor = new Visitor(hub);
        visitor.signIn(name, "correct horse battery");

        assertThat(visitor.get("/jobs").body())
                .as("English and UTC where nothing is said")
                .contains("1,234,567 of 1,234,567 lines", ">4 Jul 2026, 22:30 UTC<");
        assertThat(visitor.get("/jobs", "Accept-Language", "de-DE,en;q=0.5").body())
                .contains("1.234.567 von 1.234.567 Zeilen", ">04.07.2026, 22:30 UTC<");
        assertThat(visitor.get("/jobs", "Accept-Language", "fr-FR").body())
                .as("numbers and times of a language whose words the hub does not have")
                .contains(
                        "1\u202f234\u202f567 of 1\u202f234\u202f567 lines", "<html lang=\"en\" data-locale=\"fr-FR\"");
        visitor.cookies().put(Locales.ZONE_COOKIE, "Europe%2FBerlin");
        assertThat(visitor.get("/jobs", "Accept-Language", "de-DE").body())
                .as("the browser's zone, summer time included")
                .contains("datetime=\"2026-07-04T22:30:00Z\"", ">05.07.2026, 00:30<");
        visitor.cookies().put(Locales.ZONE_COOKIE, "Nowhere");
        assertThat(visitor.get("/jobs").body()).contains("22:30 UTC");
    }

    private void change(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
