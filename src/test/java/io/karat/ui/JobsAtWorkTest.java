package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.karat.access.Role;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Jobs as they go on, in a real browser: told by a stream, and asked for where there is none. */
@QuarkusTest
@Tag("browser")
final class JobsAtWorkTest {

    private static final String NONE =
            "\"unchanged\":%d,\"accepted\":0,\"stale\":0,\"quarantined\":0,\"rejected\":0,\"created\":0,\"linked\":0,"
                    + "\"updated\":0,\"reviews\":0";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    DataSource database;

    private UUID job;
    private String source;

    @BeforeEach
    void nameAJob() {
        job = UUID.randomUUID();
        source = "live-" + job.toString().substring(0, 8);
    }

    @AfterEach
    void removeTheJob() {
        change("delete from job where id = ?", job);
    }

    @Test
    void showsAJobThatBeginsAndItsProgressWithoutBeingAsked() throws IOException {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.ADMIN), People.PASSWORD, Window.PROBED);
            page.navigate("/jobs");
            page.waitForSelector("#joblist");

            begin();
            page.waitForSelector(row("0 of 1,000 lines"));
            page.locator("#stop-" + job).focus();
            reach(400);
            page.waitForSelector(row("400 of 1,000 lines, about"));
            assertThat(page.evaluate("document.activeElement.id"))
                    .as("the focus stays")
                    .isEqualTo("stop-" + job);
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.reload();
            page.waitForSelector(row("400 of 1,000 lines"));
            page.locator("#stop-" + job).press("Enter");
            page.waitForSelector(row("stopped"));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void asksWhereTheStreamIsRefused() {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.LIGHT);
            page.route("**/jobs/live*", Route::abort);
            begin();
            page.navigate("/jobs");
            page.waitForSelector(row("0 of 1,000 lines"));

            reach(700);
            page.waitForSelector(row("700 of 1,000 lines"));
            change("update job set state = 'done', finished_at = now() where id = ?", job);
            page.waitForSelector(row("done"));
            assertThat(page.locator("#joblist tr:has-text('" + source + "') button")
                            .count())
                    .as("a viewer stops nothing")
                    .isZero();
        }
    }

    private String row(String text) {
        return "#joblist tr:has-text('" + source + "'):has-text('" + text + "')";
    }

    /** Under a lease that outlasts the test, so that no runner takes it. */
    private void begin() {
        change(
                "insert into job (id, entity, source, actor, state, lines, counts, created_at, lease_by, lease_until)"
                        + " values (?, 'person', ?, 'user:test', 'running', 1000, ?::jsonb, now(), gen_random_uuid(),"
                        + " now() + interval '1 day')",
                job,
                source,
                counts(0));
    }

    private void reach(int lines) {
        change("update job set counts = ?::jsonb where id = ?", counts(lines), job);
    }

    private static String counts(int lines) {
        return "{\"lines\":" + lines + "," + NONE.formatted(lines) + "}";
    }

    private void change(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
