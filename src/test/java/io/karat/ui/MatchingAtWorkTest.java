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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A steward looks at how matching stands and tries other thresholds, in a real browser. */
@QuarkusTest
@Tag("browser")
final class MatchingAtWorkTest {

    private static final String PERSON = "/matching?entity=person";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    DataSource database;

    @Test
    void seesThePairsThatOtherThresholdsWouldMove() throws IOException {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate(PERSON);
            page.locator("main button:has-text('Look')").press("Enter");
            page.waitForSelector(
                    "#underway a:has-text('Show'), main:not(:has(#underway)) #study .chart[data-drawn]",
                    new Page.WaitForSelectorOptions().setTimeout(120_000));
            page.navigate(PERSON);
            page.waitForSelector("#study .chart[data-drawn]");
            assertThat(page.locator(".figures").textContent()).contains("Joined", "In question", "Alone", "Precision");
            assertThat(page.locator("#study").textContent()).contains("Change a threshold to see");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.locator("input[name=link]").fill("0.5");
            page.waitForSelector("#study:has-text('Asked now, then joined alone')");
            assertThat(page.evaluate("document.activeElement.name"))
                    .as("the focus stays")
                    .isEqualTo("link");
            assertThat(page.locator("#study .snippet").textContent()).contains("thresholds: {link: 0.5, review: 0.3}");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.locator("#study .samples a").first().press("Enter");
            page.waitForSelector(".versus.side-by-side");

            page.navigate(PERSON + "&link=0.2&review=0.6");
            assertThat(page.locator("#study .finding").textContent()).contains("asking begins below joining");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void isToldHowFarTheLookHasCome() {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.PROBED);
            UUID job = begin();
            page.waitForRequest("**/matching/live?entity=product", () -> page.navigate("/matching?entity=product"));
            page.waitForSelector("#underway:has-text('scoring')");
            follow(page, job);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void asksHowFarItHasComeWhereTheStreamIsRefused() {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.LIGHT);
            page.route("**/matching/live*", Route::abort);
            UUID job = begin();
            page.navigate("/matching?entity=product");
            follow(page, job);
        }
    }

    private void follow(Page page, UUID job) {
        change("update job set share = 0.5 where id = ?", job);
        page.waitForSelector("#underway progress[value='50']");
        change("delete from job where id = ?", job);
        page.waitForSelector("main:not(:has(#underway))");
        assertThat(page.locator(".empty").textContent()).contains("Not looked at yet");
    }

    /** Under a lease that outlasts the test, so that no runner takes it. */
    private UUID begin() {
        UUID job = UUID.randomUUID();
        change(
                "insert into job (id, entity, source, actor, state, counts, created_at, kind, phase, lease_by,"
                        + " lease_until) values (?, 'product', '', 'user:test', 'running', ?::jsonb, now(), 'survey',"
                        + " 'scoring', gen_random_uuid(), now() + interval '1 day')",
                job,
                "{\"lines\":0,\"unchanged\":0,\"accepted\":0,\"stale\":0,\"quarantined\":0,\"rejected\":0,"
                        + "\"created\":0,\"linked\":0,\"updated\":0,\"reviews\":0}");
        return job;
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

    @Test
    void aViewerLooksAndStartsNothing() {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.LIGHT);
            page.navigate("/matching?entity=organisation");

            assertThat(page.locator(".empty").textContent()).contains("A steward can have it looked at");
            assertThat(page.locator("main button").count()).isZero();
        }
    }
}
