package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.access.Sources;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A steward decides which source is right, by keyboard, in a real browser against the running hub. */
@QuarkusTest
@TestProfile(AuditedHub.class)
@Tag("browser")
final class ConflictAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    Sources sources;

    @Test
    void choosesUndoesAndEntersAnotherValue() throws IOException {
        sources.ensure("maker", "user:test");
        sources.ensure("dealer", "user:test");
        send("maker", "2025-01-01T00:00:00Z", "DE");
        send("dealer", "2025-02-01T00:00:00Z", "FR");
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            page.navigate("/reviews?kind=conflict&text=sextant");
            page.keyboard().press("n");
            page.waitForSelector(".dispute");
            assertThat(TabOrder.findings(page)).isEmpty();
            assertThat(page.locator(".why .pairs").first().textContent())
                    .contains("Why it stands here", "It touches 2 records");
            assertThat(page.locator(".options tr.stands").textContent()).contains("DE", "published now");
            assertThat(page.locator(".options tbody tr").first().textContent()).contains("FR", "rule would choose");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            send("maker", "2025-03-01T00:00:00Z", "AT");
            page.keyboard().press("1");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(page.locator(".moved .three")
                            .first()
                            .locator("tbody tr:has-text('Country')")
                            .allInnerTexts())
                    .as("seen, the answer, now: what is published waits for the answer")
                    .singleElement()
                    .asString()
                    .matches("(?s)Country of origin\\s+DE\\s+FR\\s+DE");
            assertThat(page.locator(".of-records .head").innerText()).contains("maker", "the source says otherwise");
            assertThat(page.locator(".of-records tr.changed").allInnerTexts())
                    .anySatisfy(line -> assertThat(line).contains("Country", "DE", "AT changed"))
                    .anySatisfy(line -> assertThat(line).contains("Observed"));
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.keyboard().press("1");
            page.waitForSelector(".toast:has-text('Chosen')");
            page.keyboard().press("u");
            page.waitForSelector(".toast:has-text('Undone')");
            page.waitForSelector(".dispute");

            page.fill("#another", "IT");
            page.click("button:has-text('Pin this value')");
            page.waitForSelector(".notice:has-text('why')");
            assertThat(page.inputValue("#another")).as("is kept").isEqualTo("IT");
            page.fill(".dispute input[name=reason]", "stamped on it");
            page.click("button:has-text('Pin this value')");
            page.waitForSelector(".toast:has-text('pinned')");

            page.navigate("/golden?entity=article&q=sextant");
            page.click("a:has-text('Sextant')");
            page.waitForSelector("#tabs");
            assertThat(page.textContent("main")).contains("IT", "pinned by a steward");
            page.navigate(page.url().split("[?#]")[0] + "?tab=decisions");
            assertThat(page.textContent("main")).contains("Country of origin", "undone by");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private void send(String source, String at, String origin) {
        ledgers.submitAll(
                        "article",
                        List.of(new Command.Upsert(
                                new RecordKey(source, "sextant"),
                                Instant.parse(at),
                                RecordData.of(Map.of(
                                        "name", "Sextant in a box",
                                        "gtin", "4012345678901",
                                        "price", "300",
                                        "origin", origin)),
                                "source:" + source)),
                        Lane.INTERACTIVE)
                .join();
    }
}
