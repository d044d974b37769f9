package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a steward does without a mouse: nothing here is clicked, and no field is reached but by keys. */
@QuarkusTest
@Tag("browser")
final class KeyboardAloneTest {

    private static final int MOST_STEPS = 400;

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Test
    void decidesManyAndTakesAllOfItBack() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            page.navigate("/reviews?entity=person&kind=match&state=open");
            press(page, "[data-select]", "Enter");
            back(page, "[data-pick]");
            page.keyboard().press("Space");
            back(page, "[data-pick]");
            page.keyboard().press("Space");
            press(page, "input[name=why]", "x");
            press(page, "button[value=different]", "Enter");
            page.waitForSelector("#bulk :text('draft, nothing has changed')");

            press(page, "form[action$='/start'] button", "Enter");
            page.waitForSelector("#bulk .tag.good:text-is('done')");
            press(page, "form[action$='/undo'] button", "Enter");
            page.waitForSelector("#bulk .tag.good:text-is('undone')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void editsValues() {
        UUID golden = someone();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden/person/" + golden);
            press(page, "a[href$='/edit']", "Enter");
            page.waitForURL("**/edit");

            reach(page, "[name='value.city']");
            page.keyboard().press("Control+a");
            page.keyboard().type("York");
            reach(page, "[name=reason]");
            page.keyboard().type("she wrote");
            page.keyboard().press("Enter");

            page.waitForURL("**?done=pin**");
            assertThat(page.locator(".attributes tr:has-text('City')").textContent())
                    .contains("York", "pinned");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void commentsAndAssignsWithTheFocusWhereTheNextStepIs() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        String grace = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            String first = AtDesk.next(page);
            waitForFocus(page, "[data-item]");

            page.keyboard().press("c");
            page.keyboard().type("Is there an older register?");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.waitForSelector(".comment .said:has-text('older register')");
            waitForFocus(page, "textarea[data-field=c]");

            page.keyboard().press("Escape");
            assign(page, 'm');
            page.waitForSelector(".toast:has-text('Assigned to you')");
            waitForFocus(page, "details:not([open]) > summary[data-key=a]");
            assertThat(AtDesk.inHand(page)).isEqualTo(first);

            press(page, "form[action*='/unassign'] button", "Enter");
            page.waitForSelector(".toast:has-text('Offered to everybody')");
            waitForFocus(page, "[data-item]");

            assign(page, grace.charAt(0));
            page.waitForSelector(".toast:has-text('Assigned to')");
            waitForFocus(page, "[data-item]:not([data-item='" + first + "'])");

            String second = AtDesk.inHand(page);
            page.keyboard().press("2");
            page.waitForSelector(".toast:has-text('Different')");
            waitForFocus(page, "[data-focus]:not([data-item='" + second + "'])");
            page.keyboard().press("u");
            page.waitForSelector(".toast:has-text('Undone')");
            waitForFocus(page, "[data-item='" + second + "']");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** @param letter that the name of who is to do it begins with */
    private static void assign(Page page, char letter) {
        page.keyboard().press("a");
        waitForFocus(page, ".act select[name=to]");
        page.keyboard().press(String.valueOf(letter));
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
    }

    private static void waitForFocus(Page page, String selector) {
        page.waitForFunction("selector => document.activeElement.matches(selector)", selector);
    }

    private static void press(Page page, String selector, String key) {
        reach(page, selector);
        page.keyboard().press(key);
    }

    private static void reach(Page page, String selector) {
        step(page, selector, "Tab");
    }

    private static void back(Page page, String selector) {
        step(page, selector, "Shift+Tab");
    }

    private static void step(Page page, String selector, String key) {
        for (int i = 0; i < MOST_STEPS; i++) {
            page.keyboard().press(key);
            if (focused(page, selector)) {
                return;
            }
        }
        throw new AssertionError(key + " does not lead to " + selector);
    }

    private static boolean focused(Page page, String selector) {
        return (boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector);
    }

    private UUID someone() {
        String mark = "Tabitha" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        RecordData data = RecordData.of(
                Map.of("given_name", "Isaura", "family_name", mark, "birth_date", "1921-10-10", "city", "Leeds"));
        Outcome.OfSource outcome = ledgers.submitAll(
                        "person",
                        List.of(new Command.Upsert(new RecordKey("ka-" + mark, "1"), null, data, "source:test")),
                        Lane.INTERACTIVE)
                .join()
                .getFirst();
        UUID golden = ((Outcome.Accepted) outcome).goldenId();
        assertThat(golden).isNotNull();
        return golden;
    }
}
