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

/** One verdict on many questions, and what all verdicts come to, in a real browser. */
@QuarkusTest
@Tag("browser")
final class ManyDecisionsTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Test
    void decidesWhatWasMarkedAndUndoesTheWhole() throws IOException {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            page.navigate("/reviews?entity=person&kind=match&state=open");
            page.locator("[data-select]").click();
            page.locator(".pick").nth(0).check();
            page.locator(".pick").nth(1).check();
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.reload();
            assertThat(page.locator("[data-picked]").textContent())
                    .as("kept while pages turn")
                    .isEqualTo("2 selected");

            page.locator(".many button:has-text('Different')").click();
            page.waitForSelector("#bulk :text('draft, nothing has changed')");
            assertThat(page.locator("section[aria-label=Samples] tbody tr").count())
                    .isEqualTo(2);
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.locator("button:has-text('Different: decide 2')").click();
            page.waitForSelector("#bulk .tag.good:text-is('done')");

            page.locator("button:has-text('Undo all of it')").click();
            page.waitForSelector("#bulk .tag.good:text-is('undone')");
            page.navigate("/bulk");
            assertThat(page.locator("tbody tr").first().textContent()).contains("Different, for 2 questions");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void asksForTheNumberOfAllThatMatch() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            page.navigate("/reviews?state=open");
            page.locator("[data-select]").click();
            page.locator("input[name=all]").check();
            page.locator(".many button:has-text('Different')").click();
            page.waitForSelector("#bulk");

            page.locator("input[name=confirm]").fill("1");
            page.locator("button.primary").click();

            page.waitForSelector(".notice:has-text('The number does not fit')");
            assertThat(page.locator("#bulk").textContent()).contains("draft, nothing has changed");
            page.locator("button:has-text('Drop the draft')").click();
            page.waitForSelector("#bulk .tag:text-is('cancelled')");
        }
    }

    @Test
    void showsTheWorkToEachAsTheirRoleAllows() throws IOException {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        String grace = people.someone(Role.STEWARD);
        String admin = people.someone(Role.ADMIN);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            hers.navigate("/reviews");
            hers.keyboard().press("n");
            hers.waitForSelector("[data-item]");
            hers.keyboard().press("2");
            hers.waitForSelector(".toast:has-text('Different')");

            Page others = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);
            others.navigate("/work");
            assertThat(others.locator("section[aria-label=People]").textContent())
                    .contains("all others")
                    .doesNotContain(ada);
            Page all = chromium.signedIn(admin, People.PASSWORD, Window.PROBED);
            all.navigate("/work");
            assertThat(all.locator("section[aria-label=People]").textContent()).contains(ada);
            all.waitForSelector(".chart canvas");
            assertThat(all.locator(".chart canvas").count()).isEqualTo(2);
            assertThat(AccessibilityTest.check(all)).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
