package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.access.Sources;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.testing.ApprovedHub;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One steward proposes, another approves, in two real browsers against the running hub. */
@QuarkusTest
@TestProfile(ApprovedHub.class)
@Tag("browser")
final class ApprovalAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    Sources sources;

    @Test
    void oneProposesValuesAndAnotherApprovesSomeOfThem() throws IOException {
        String ann = "/golden/person/" + send("ann", "Annabel", "1951-01-07", "Leeds");
        String ada = people.someone(Role.STEWARD);
        String bob = people.someone(Role.APPROVER);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            Page his = chromium.signedIn(bob, People.PASSWORD, new Window(1280, 800, true, true));
            hers.navigate(ann);
            hers.click("a.button:has-text('Edit values')");
            assertThat(AccessibilityTest.check(hers)).isEmpty();
            hers.fill("[name='value.city']", "York");
            hers.fill("[name='value.email']", "annabel@example.org");
            hers.fill("[name=reason]", "she wrote");
            hers.click("button.primary");
            hers.waitForSelector("h1:has-text('Let these values of Annabel')");
            assertThat(hers.locator(".verdict").textContent()).contains("Withdraw", "another person");
            assertThat(AccessibilityTest.check(hers)).isEmpty();
            hers.navigate(ann);
            assertThat(hers.locator("tr:has-text('City')").first().textContent())
                    .contains("Leeds", "change proposed");

            his.navigate("/reviews?kind=change&text=Annabel");
            his.keyboard().press("n");
            his.waitForSelector("h1:has-text('Let these values of Annabel')");
            assertThat(his.locator("main").textContent()).contains("she wrote", ada);
            assertThat(AccessibilityTest.check(his)).isEmpty();
            send("ann", "Annabel", "1951-01-07", "Hull");
            his.uncheck("input[value=email]");
            his.keyboard().press("Escape");
            his.locator("h1").click();
            his.keyboard().press("1");
            his.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(his.locator(".three tr:has-text('City')").textContent()).contains("Leeds", "York", "Hull");
            his.uncheck("input[value=email]");
            his.click("button:has-text('Approve')");
            his.waitForSelector(".toast:has-text('Approved')");
            assertThat(his.locator(".three tr:has-text('E-mail')").textContent())
                    .contains("refused");

            his.navigate(ann + "?tab=history");
            assertThat(his.locator(".attributes tr:has-text('City')").textContent())
                    .contains("York", "pinned");
            assertThat(his.locator(".timeline li").first().textContent()).contains(ada, "approved by " + bob);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aBlindRequestIsThoughtAboutFirst() throws IOException {
        UUID golden = send("berta", "Bertalan", "1952-02-08", "Leeds");
        String ada = people.someone(Role.STEWARD);
        String bob = people.someone(Role.APPROVER);
        String cleo = people.someone(Role.ADMIN);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            hers.navigate("/golden/person/" + golden);
            hers.navigate("/golden/person/" + golden + "/edit");
            hers.fill("[name='value.tax_id']", "QX-4711");
            hers.fill("[name=reason]", "copy of the card");
            hers.click("button.primary");
            hers.waitForURL("**/changes/*");
            String change = URI.create(hers.url()).getPath();

            Page his = chromium.signedIn(bob, People.PASSWORD, Window.LIGHT);
            his.navigate(change);
            assertThat(his.locator("main").textContent())
                    .contains("needs the role admin")
                    .doesNotContain("QX-4711");

            Page cleos = chromium.signedIn(cleo, People.PASSWORD, Window.PROBED);
            cleos.navigate(change);
            assertThat(cleos.locator("main").textContent())
                    .contains("First, what do you think?")
                    .doesNotContain("QX-4711")
                    .doesNotContain("copy of the card")
                    .doesNotContain(ada);
            assertThat(AccessibilityTest.check(cleos)).isEmpty();
            cleos.fill("[name='value.tax_id']", "QX-4711");
            cleos.keyboard().press("Enter");
            cleos.waitForSelector("li:has-text('agrees')");
            assertThat(cleos.locator("main").textContent()).contains("copy of the card", ada);
            cleos.click("button:has-text('Approve')");
            cleos.waitForSelector(".toast:has-text('Approved')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aRecordIsEnteredAndAMergeProposed() throws IOException {
        send("carl", "Carlotta", "1953-03-09", "Bath");
        String ada = people.someone(Role.STEWARD);
        String bob = people.someone(Role.APPROVER);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            hers.navigate("/golden?entity=person");
            hers.click("a.button:has-text('New record')");
            assertThat(AccessibilityTest.check(hers)).isEmpty();
            hers.fill("[name='value.given_name']", "Desmond");
            hers.fill("[name='value.family_name']", "Dexter");
            hers.click("button.primary");
            hers.waitForSelector("h1:has-text('Create a record of Desmond Dexter?')");
            String created = URI.create(hers.url()).getPath();

            Page his = chromium.signedIn(bob, People.PASSWORD, Window.PROBED);
            his.navigate(created);
            his.keyboard().press("1");
            his.waitForSelector(".toast:has-text('Approved')");
            hers.navigate("/golden?entity=person&q=Desmond");
            hers.click("#hits a:has-text('Desmond Dexter')");
            hers.click("[data-open=merge]");
            hers.fill("dialog [name=with]", "Carlotta");
            hers.keyboard().press("Enter");
            hers.click("table.rows a:has-text('Carlotta')");
            hers.waitForSelector("button:has-text('Propose')");
            assertThat(hers.locator(".foretold").textContent()).contains("Another person has to approve it");
            hers.click("button:has-text('Propose')");
            hers.waitForSelector("h1:has-text('Merge')");
            String merge = URI.create(hers.url()).getPath();
            his.navigate("/changes?entity=person");
            assertThat(AccessibilityTest.check(his)).isEmpty();
            his.click("a[href='" + merge + "']");
            assertThat(AccessibilityTest.check(his)).isEmpty();
            his.fill("[name=reason]", "not at all");
            his.click("button:has-text('Refuse')");
            his.waitForSelector(".notice:has-text('not at all')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whatTwoDeletedOneBringsBackOnlyWithAnother() throws IOException {
        String ada = people.someone(Role.STEWARD);
        String bob = people.someone(Role.APPROVER);
        UUID golden = send("dora", "Dorothea", "1954-04-10", "Bath");
        ledgers.submitAll(
                        "person",
                        List.of(new Command.Delete(new RecordKey("shop", "dora"), null, "source:shop")),
                        Lane.INTERACTIVE)
                .join();
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            hers.navigate("/golden/person/" + golden);
            hers.click("a.button:has-text('Restore…')");
            assertThat(hers.locator(".foretold").textContent()).contains("Another person has to approve it");
            hers.click("button:has-text('Propose')");
            hers.waitForSelector("h1:has-text('Restore Dorothea Dorothea?')");
            assertThat(AccessibilityTest.check(hers)).isEmpty();
            Page his = chromium.signedIn(bob, People.PASSWORD, Window.PROBED);
            his.navigate("/reviews?kind=change&text=Dorothea");
            his.keyboard().press("n");
            his.waitForSelector("h1:has-text('Restore Dorothea Dorothea?')");
            assertThat(his.locator("main").textContent()).contains("1954-04-10", "comes back");
            his.keyboard().press("1");
            his.waitForSelector(".toast:has-text('Approved')");
            his.click(".notice a:has-text('Undo…')");
            assertThat(his.locator(".foretold").textContent()).contains("Another person has to approve it");
            his.click("button:has-text('Propose')");
            his.waitForSelector("h1:has-text('Undo a decision about Dorothea Dorothea?')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private UUID send(String key, String name, String born, String city) {
        sources.ensure("shop", "user:test");
        Map<String, String> data = Map.of("given_name", name, "family_name", name, "birth_date", born, "city", city);
        Outcome.OfSource outcome = ledgers.submitAll(
                        "person",
                        List.of(new Command.Upsert(
                                new RecordKey("shop", key), null, RecordData.of(data), "source:shop")),
                        Lane.INTERACTIVE)
                .join()
                .getFirst();
        return ((Outcome.Accepted) outcome).goldenId();
    }
}
