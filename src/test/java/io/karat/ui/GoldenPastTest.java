package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.access.Sources;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.testing.AuditedHub;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What ended is restored, and every version can be looked at, in a real browser against the running hub. */
@QuarkusTest
@TestProfile(AuditedHub.class)
@Tag("browser")
final class GoldenPastTest {

    private static final RecordKey KEY = new RecordKey("museum", "loom");

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    Sources sources;

    @Inject
    Models models;

    @Test
    void restoresWhatEndedAndLooksBack() throws IOException {
        sources.ensure("museum", "user:test");
        UUID golden = Objects.requireNonNull(send("1804").goldenId());
        send("1805");
        ask(new Command.Delete(KEY, null, "source:museum"));
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            page.navigate("/golden/article/" + golden);
            assertThat(page.locator(".notice.warn").textContent()).contains("is retired", "It ended", "museum");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.click("a:has-text('Restore')");
            page.waitForSelector(".foretold");
            assertThat(page.textContent("main")).contains("comes back", "1805");
            page.keyboard().press("Enter");
            page.waitForSelector(".toast:has-text('Restored')");
            assertThat(page.locator("h1").textContent()).contains("Loom");
            assertThat(page.locator(".tag.good").first().textContent()).isEqualTo("live");

            page.navigate("/golden/article/" + golden + "?tab=history");
            assertThat(page.locator(".timeline").textContent()).contains("a steward restored it", "Retired");
            String rules = models.find("article").orElseThrow().version();
            assertThat(page.locator(".timeline li").allTextContents())
                    .allMatch(version -> version.contains("rules " + rules));
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.click(".timeline a:text-is('version 1')");
            page.waitForSelector(".notice:has-text('As it was')");
            assertThat(page.textContent("main")).contains("1804").doesNotContain("1805");
            assertThat(page.locator("button:has-text('Pin a value')").count()).isZero();
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.click("a:has-text('Show it as it is now')");
            page.waitForSelector("button:has-text('Pin a value')");

            page.click("nav a:has-text('History')");
            page.fill("input[name=asOf]", "2001-01-01T12:00:01");
            page.click("button:text-is('Show')");
            page.waitForSelector(".notice:has-text('did not exist then')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void showsWhatIsValidOnAnotherDay() throws IOException {
        UUID golden = Objects.requireNonNull(
                tenant("old", "Bath", "2015-01-01", "2020-12-31").goldenId());
        assertThat(tenant("new", "Leeds", "2021-01-01", "").goldenId()).isEqualTo(golden);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.PROBED);
            page.navigate("/golden/tenancy/" + golden + "?tab=history");
            assertThat(page.locator(".attributes tr:has(th:text-is('City')) .main")
                            .innerText())
                    .isEqualTo("Leeds");
            page.fill("input[name=validAt]", "2020-06-30");
            page.locator("button:has-text('Show that day')").press("Enter");
            page.waitForSelector(".notice:has-text('As it is valid')");
            assertThat(page.locator(".attributes tr:has(th:text-is('City')) .main")
                            .innerText())
                    .isEqualTo("Bath");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private Outcome.Accepted tenant(String source, String city, String since, String until) {
        sources.ensure(source, "user:test");
        return (Outcome.Accepted) ledgers.submit(
                        "tenancy",
                        new Command.Upsert(
                                new RecordKey(source, "walburga"),
                                null,
                                RecordData.of(Map.of(
                                        "given_name", "Walburga",
                                        "family_name", "Ysolde",
                                        "birth_date", "1961-01-06",
                                        "email", "walburga@ysolde.example",
                                        "city", city,
                                        "since", since,
                                        "until", until)),
                                "source:" + source),
                        Lane.INTERACTIVE)
                .join();
    }

    private Outcome.Accepted send(String price) {
        return (Outcome.Accepted) ask(new Command.Upsert(
                KEY,
                null,
                RecordData.of(Map.of("name", "Loom with cards", "gtin", "4250155415082", "price", price)),
                "source:museum"));
    }

    private Outcome.OfSource ask(Command.OfSource command) {
        return ledgers.submitAll("article", List.of(command), Lane.INTERACTIVE)
                .join()
                .getFirst();
    }
}
