package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An administrator looks who did what, in a real browser. */
@QuarkusTest
@Tag("browser")
final class AuditAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Accounts accounts;

    @Test
    void findsWhoChangedARoleTakesItHomeAndVerifies() throws IOException {
        String admin = people.someone(Role.ADMIN);
        String changed = people.someone(Role.VIEWER);
        accounts.change(changed, Role.STEWARD, null, "user:" + admin);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(admin, People.PASSWORD, Window.PROBED);
            page.navigate("/settings");
            page.locator("main a:has-text('Audit')").click();
            page.waitForURL("**/audit");
            page.fill("input[name=who]", admin);
            page.selectOption("select[name=kind]", "account");
            page.locator("button:has-text('Show')").press("Enter");
            page.waitForSelector("tr:has-text('changed an account'):has-text('" + changed + "')");
            assertThat(page.locator("tr:has-text('" + changed + "')").first().innerText())
                    .contains("role viewer → steward");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            Download file = page.waitForDownload(
                    () -> page.locator("a:has-text('NDJSON')").click());
            assertThat(Files.readString(file.path()))
                    .contains("\"kind\":\"account.changed\"")
                    .doesNotContain("decision.");

            page.locator("#verify").press("Enter");
            page.waitForSelector("#verified .notice.good:has-text('As it was written')");
            String checkpoint = page.locator("#verified code").innerText();
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("verify");
            page.fill("input[name=checkpoint]", checkpoint.replaceAll(".$", checkpoint.endsWith("0") ? "1" : "0"));
            page.locator("#verify").press("Enter");
            page.waitForSelector("#verified .notice.bad:has-text('The chain is another one')");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void isNotForStewards() {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate("/settings");
            assertThat(page.locator("main a:has-text('Audit')").count()).isZero();
            assertThat(page.navigate("/audit").status()).isEqualTo(403);
        }
    }
}
