package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Models;
import io.karat.model.EntityType;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.publish.Receiver;
import io.karat.publish.Subscriptions;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
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

    @Inject
    DataSource database;

    @Inject
    Ledgers ledgers;

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
    void seesWhatSameWouldComeToAndHowTheHubReadsTheValues() throws IOException {
        String family = "Oldcastle" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        push("tess", Map.of("given_name", "Tess", "family_name", family, "phone", "+44 113 496 0111"));
        push("tim", Map.of("given_name", "Tim", "family_name", family));
        String ada = people.someone(Role.STEWARD);
        try (Receiver receiver = new Receiver();
                Chromium chromium = new Chromium(hub)) {
            String subscriber = subscriptions
                    .find(receiver.subscribe(subscriptions, "person"))
                    .orElseThrow()
                    .name();
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            AtDesk.next(page, "?kind=match&text=" + family);

            page.waitForSelector("#outlook li");
            Locator outlook = page.locator("#outlook");
            assertThat(outlook.textContent())
                    .contains(
                            "1 golden record changes, 1 is retired", "stays, version 2", "The id leads to", subscriber);
            assertThat(outlook.boundingBox().height)
                    .as("its place is kept free")
                    .isEqualTo(168);

            Locator reading = page.locator("tr.absent .standardised");
            assertThat(reading.isVisible()).isFalse();
            page.keyboard().press("r");
            assertThat(reading.textContent()).contains("1134960111");
            assertThat(reading.isVisible()).isTrue();
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.keyboard().press("r");
            assertThat(reading.isVisible()).isFalse();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private void push(String key, Map<String, String> values) {
        Map<String, String> data = new HashMap<>(values);
        data.putAll(Map.of("birth_date", "1912-04-30", "city", "Ambleside"));
        ledgers.submit(
                        "person",
                        new Command.Upsert(
                                new RecordKey("st-" + values.get("family_name"), key),
                                null,
                                RecordData.of(data),
                                "source:st"),
                        Lane.INTERACTIVE)
                .join();
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

    @Test
    void skipsExplainsMovesAndSearchesByKeyboard() {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            AtDesk.next(page, "?kind=match");
            boolean open = page.locator("[data-explain-table][open]").count() == 1;
            String opened = "[data-explain-table][open]";
            String closed = "[data-explain-table]:not([open])";
            page.keyboard().press("e");
            page.waitForSelector(open ? closed : opened);
            page.keyboard().press("e");
            page.waitForSelector(open ? opened : closed);

            page.keyboard().press("j");
            page.keyboard().press("j");
            String below = focused(page);
            page.keyboard().press("k");
            assertThat(focused(page)).contains("/reviews/").isNotEqualTo(below);
            page.keyboard().press("/");
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("find");
            page.keyboard().type("2");
            page.keyboard().press("Escape");

            String skipped = AtDesk.inHand(page);
            page.keyboard().press("3");
            page.waitForSelector(".toast:has-text('Skipped')");
            assertThat(AtDesk.inHand(page))
                    .as("a key in the search decided nothing")
                    .isNotEqualTo(skipped);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void keysThatAreSwitchedOffDoNothing() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            String first = AtDesk.next(page);
            page.keyboard().press("?");
            page.locator("#keys-off").check();
            page.keyboard().press("Escape");
            page.waitForSelector("#help", new Page.WaitForSelectorOptions().setState(WaitForSelectorState.HIDDEN));

            for (String key : List.of("1", "2", "3", "u", "e", "j", "/", "n")) {
                page.keyboard().press(key);
            }
            page.reload();
            assertThat(AtDesk.inHand(page)).isEqualTo(first);
            assertThat(decisionsOf(ada)).isZero();

            page.locator(".verdict button[value=different]").click();
            page.waitForSelector(".toast:has-text('Different')");
            assertThat(decisionsOf(ada)).as("the button stays").isEqualTo(1);
        }
    }

    @Test
    void aKeyHeldDownDecidesOnce() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            String first = AtDesk.next(page);

            page.keyboard().down("2");
            page.keyboard().down("2");
            page.waitForSelector("[data-item]:not([data-item='" + first + "'])");
            String second = AtDesk.inHand(page);
            page.keyboard().down("2");
            page.keyboard().down("2");
            page.keyboard().up("2");

            page.reload();
            assertThat(AtDesk.inHand(page)).isEqualTo(second);
            assertThat(decisionsOf(ada)).isEqualTo(1);
        }
    }

    @Test
    void aFormSentAgainAfterAnUndoDecidesNothing() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            String first = AtDesk.next(page);
            String key = page.inputValue("form.verdict [name=key]");
            page.keyboard().press("2");
            page.waitForSelector(".toast:has-text('Different')");
            page.keyboard().press("u");
            page.waitForSelector(".toast:has-text('Undone')");
            assertThat(AtDesk.inHand(page)).isEqualTo(first);
            assertThat(page.inputValue("form.verdict [name=key]"))
                    .as("the question returned with a key of its own")
                    .isNotEqualTo(key);

            page.locator("form.verdict [name=key]").evaluate("(field, key) => { field.value = key; }", key);
            page.keyboard().press("2");
            page.waitForSelector(".toast:has-text('Different')");
            assertThat(decisionsOf(ada)).isEqualTo(1);
            page.navigate("/reviews/" + first);
            page.keyboard().press("2");
            page.waitForSelector("[data-item]:not([data-item='" + first + "'])");
            assertThat(decisionsOf(ada)).as("another form decides").isEqualTo(2);
        }
    }

    private static String focused(Page page) {
        return String.valueOf(page.evaluate("document.activeElement.href"));
    }

    private long decisionsOf(String account) {
        try (Connection connection = database.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("select count(*) from decision where author = ?")) {
            query.setString(1, "user:" + account);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
