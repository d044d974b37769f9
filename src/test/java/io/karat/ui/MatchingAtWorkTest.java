package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
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
            page.waitForSelector(".versus.many");

            page.navigate(PERSON + "&link=0.2&review=0.6");
            assertThat(page.locator("#study .finding").textContent()).contains("asking begins below joining");
            assertThat(chromium.complaints()).isEmpty();
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
