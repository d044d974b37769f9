package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The command palette, by keyboard alone, in a real browser. */
@QuarkusTest
@Tag("browser")
final class PaletteAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    private final String mark = "Pelican" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");

    @Test
    void goesToPagesAndDoesWhatThePresentPageOffers() throws IOException {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden?entity=person");
            page.locator("#find").focus();

            page.keyboard().press("Control+k");
            assertThat(page.locator("#palette").isVisible()).isTrue();
            assertThat(active(page)).isEqualTo("combobox");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.keyboard().press("Escape");
            assertThat(page.locator("#palette").isVisible()).isFalse();
            assertThat(page.evaluate("document.activeElement.id"))
                    .as("back where it was")
                    .isEqualTo("find");

            page.keyboard().press("Control+k");
            page.keyboard().type("qual");
            assertThat(page.locator("[role=option][aria-selected=true]").textContent())
                    .isEqualTo("Quality");
            page.keyboard().press("Enter");
            page.waitForURL("**/quality**");

            page.keyboard().press("Control+k");
            page.keyboard().type("keyboard");
            page.keyboard().press("Enter");
            assertThat(page.locator("#help").isVisible()).isTrue();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void findsGoldenRecordsAsOneTypes() {
        push("a", "Olaf");
        push("b", "Petra");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.LIGHT);
            page.navigate("/golden?entity=person");

            page.keyboard().press("Meta+k");
            page.keyboard().type("petra " + mark);
            page.waitForSelector("[role=option][data-href][aria-selected=true]:has-text('Petra')");
            page.keyboard().press("ArrowDown");
            page.keyboard().press("ArrowUp");
            assertThat(page.locator("#palette [role=combobox]").getAttribute("aria-activedescendant"))
                    .isEqualTo(page.locator("[role=option][aria-selected=true]").getAttribute("id"));
            page.keyboard().press("Enter");
            page.waitForSelector("h1:has-text('Petra')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void opensByMouseAndNotByKeyWhereKeysAreSwitchedOff() {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.LIGHT);
            page.evaluate("localStorage.setItem('karat.keys', 'off')");
            page.navigate("/sources");

            page.keyboard().press("Control+k");
            assertThat(page.locator("#palette").isVisible()).isFalse();

            page.locator("[data-palette]").click();
            assertThat(page.locator("#palette").isVisible()).isTrue();
        }
    }

    private static String active(Page page) {
        return String.valueOf(page.evaluate("document.activeElement.getAttribute('role')"));
    }

    private void push(String key, String name) {
        ledgers.submitAll(
                        "person",
                        List.of(new Command.Upsert(
                                new RecordKey("pw-" + mark, key),
                                null,
                                RecordData.of(Map.of("given_name", name, "family_name", mark)),
                                "source:test")),
                        Lane.INTERACTIVE)
                .join();
    }
}
