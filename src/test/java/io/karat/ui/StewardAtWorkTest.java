package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Models;
import io.karat.model.EntityType;
import io.karat.publish.Receiver;
import io.karat.publish.Subscriptions;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A steward's day, by keyboard, in a real browser against the running hub. */
@QuarkusTest
@Tag("browser")
final class StewardAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Models models;

    @Inject
    Subscriptions subscriptions;

    @Test
    void decidesByKeyboardAndTakesItBack() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            String first = AtDesk.next(page);

            page.keyboard().press("2");
            page.waitForSelector(".toast:has-text('Different')");
            String second = AtDesk.inHand(page);
            assertThat(second).isNotEqualTo(first);

            page.keyboard().press("u");
            page.waitForSelector(".toast:has-text('Undone')");
            assertThat(AtDesk.inHand(page)).isEqualTo(first);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void anApprovedMergeReachesASubscriberWithAValidSignature() throws IOException {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Receiver receiver = new Receiver();
                Chromium chromium = new Chromium(hub)) {
            for (EntityType type : models.all()) {
                receiver.subscribe(subscriptions, type.name());
            }
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            AtDesk.next(page);

            page.keyboard().press("1");
            page.waitForSelector(".toast:has-text('Same')");

            Receiver.Hook hook = receiver.next("golden.merged");
            assertThat(hook.signed()).as("the signature verifies").isTrue();
            assertThat(hook.body().getJsonObject("data").getString("id"))
                    .isEqualTo(hook.body().getString("subject"));
        }
    }

    @Test
    void takesNoShortcutInsideAField() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            String first = AtDesk.next(page);

            Locator reason = page.locator("input[name=reason]");
            reason.fill("seen 2 of 3");
            reason.press("1");
            reason.press("Enter");

            assertThat(reason.inputValue()).isEqualTo("seen 2 of 31");
            assertThat(AtDesk.inHand(page)).isEqualTo(first);
        }
    }

    @Test
    void keepsAnotherStewardFromTheQuestionInHand() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        String grace = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            Page others = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);
            String first = AtDesk.next(hers);

            assertThat(AtDesk.next(others)).isNotEqualTo(first);

            others.navigate("/reviews/" + first);
            assertThat(others.locator(".lease.late").textContent()).contains(ada);
            others.keyboard().press("1");
            others.waitForSelector(".notice:has-text('is looking at this one')");
        }
    }
}
