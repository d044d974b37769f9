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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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

            String change = AtDesk.nextChange(his, "Annabel");
            his.waitForSelector("h1:has-text('Let these values of Annabel')");
            assertThat(his.locator("main").textContent()).contains("she wrote", ada);
            assertThat(his.locator(".pairs").textContent()).contains("Why it stands here", "longer wait");
            assertThat(AccessibilityTest.check(his)).isEmpty();
            send("ann", "Annabel", "1951-01-07", "Hull");
            his.uncheck("input[value=email]");
            his.keyboard().press("Escape");
            his.locator("h1").click();
            his.keyboard().press("1");
            his.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(his.locator(".moved .of-records .head").innerText())
                    .contains("ann", "the source says otherwise");
            assertThat(his.locator(".moved .of-records tr.changed").allInnerTexts())
                    .singleElement()
                    .asString()
                    .contains("City", "Leeds", "Hull");
            assertThat(AccessibilityTest.check(his)).isEmpty();
            assertThat(his.locator(".foretold .three tr:has-text('City')").textContent())
                    .contains("Leeds", "York", "Hull");
            his.uncheck("input[value=email]");
            his.click("button:has-text('Approve')");
            his.waitForSelector(".toast:has-text('Approved')");
            assertThat(his.locator(".three tr:has-text('E-mail')").textContent())
                    .contains("refused");

            his.navigate(ann + "?tab=history");
            assertThat(his.locator(".attributes tr:has-text('City')").textContent())
                    .contains("York", "pinned");
            assertThat(his.locator(".timeline li").first().textContent()).contains(ada, "approved by " + bob);

            his.navigate(change);
            his.click(".notice a:has-text('Undo…')");
            assertThat(his.locator(".foretold").textContent()).contains("Another person has to approve it");
            his.click("button:has-text('Propose')");
            his.waitForSelector("h1:has-text('Undo a decision about Annabel')");
            hers.navigate(URI.create(his.url()).getPath());
            hers.waitForSelector(".verdict:has-text('needs the role approver')");

            Page cleos = chromium.signedIn(people.someone(Role.ADMIN), People.PASSWORD, Window.PROBED);
            cleos.navigate(URI.create(his.url()).getPath());
            cleos.click("button:has-text('Approve')");
            cleos.waitForSelector(".toast:has-text('Approved')");
            cleos.navigate(change);
            assertThat(cleos.locator(".notice").first().textContent())
                    .as("what was undone cannot be undone again")
                    .contains("Approved by " + bob)
                    .doesNotContain("Undo");
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
            his.navigate("/changes?entity=thing");
            his.click("a:has-text('Open ones of people')");
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
            AtDesk.nextChange(his, "Dorothea");
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

    @Test
    void aChoiceAmongSourcesWaitsForABlindApproval() throws IOException {
        disagree("elmo", "Elmore", "nickname", "Elmy", "Momo");
        String ada = people.someone(Role.STEWARD);
        String bob = people.someone(Role.APPROVER);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            String question = "/reviews/" + AtDesk.next(hers, "?kind=conflict&text=Elmore");
            hers.click(".options tr:has-text('Momo') button");
            hers.waitForSelector(".toast:has-text('Waits for approval')");
            hers.navigate(question);
            assertThat(hers.locator(".dispute").textContent()).contains("An answer waits for approval");
            assertThat(hers.locator(".options button").count()).isZero();
            assertThat(AccessibilityTest.check(hers)).isEmpty();
            hers.navigate("/reviews?kind=conflict&text=Elmore");
            assertThat(hers.locator("[data-focus]").textContent()).contains("1 held by others");

            Page his = chromium.signedIn(bob, People.PASSWORD, Window.PROBED);
            his.navigate(question);
            his.click(".dispute a:has-text('Look at it')");
            his.waitForSelector("h1:has-text('What should these values of Elmore Elmore be?')");
            assertThat(his.locator("main").textContent())
                    .contains("overdue", "Elmy", "Momo")
                    .doesNotContain("to be chosen", ada);
            assertThat(AccessibilityTest.check(his)).isEmpty();
            his.fill("[name='value.nickname']", "Elmy");
            his.keyboard().press("Enter");
            his.waitForSelector("li:has-text('differs')");
            assertThat(his.locator("main").textContent()).contains("to be chosen", ada);
            assertThat(AccessibilityTest.check(his)).isEmpty();
            his.click("button:has-text('Refuse')");
            his.waitForSelector(".toast:has-text('Refused')");

            assertThat(AtDesk.next(hers, "?kind=conflict&text=Elmore")).isEqualTo(question.substring(9));
            assertThat(hers.locator(".options tr:has-text('Momo') button").count())
                    .isEqualTo(1);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aSecondPersonChoosesWithoutSeeingTheFirstVerdictAndAThirdSeesBoth() throws IOException {
        UUID golden = disagree("frida", "Fridolin", "pronouns", "they", "he");
        String ada = people.someone(Role.STEWARD);
        String bob = people.someone(Role.STEWARD);
        String cleo = people.someone(Role.ADMIN);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            String question = "/reviews/" + AtDesk.next(hers, "?kind=conflict&text=Fridolin");
            hers.fill(".dispute input[name=reason]", "asked on the phone");
            hers.click(".options tr:has-text('they') button");
            hers.waitForSelector(".notice:has-text('second person')");
            hers.navigate(question);
            assertThat(hers.locator(".talk").textContent()).contains("pronouns “they”", "asked on the phone");
            assertThat(hers.locator(".options button").count()).isZero();
            assertThat(AccessibilityTest.check(hers)).isEmpty();

            Page his = chromium.signedIn(bob, People.PASSWORD, Window.PROBED);
            assertThat(AtDesk.next(his, "?kind=conflict&text=Fridolin")).isEqualTo(question.substring(9));
            assertThat(his.locator(".talk").textContent())
                    .contains(ada + " gave a verdict")
                    .doesNotContain("“they”");
            assertThat(his.locator("main").textContent()).doesNotContain("asked on the phone");
            assertThat(AccessibilityTest.check(his)).isEmpty();
            his.click(".options tr:has-text('he'):not(:has-text('they')) button");
            his.waitForSelector(".notice:has-text('administrator')");

            Page cleos = chromium.signedIn(cleo, People.PASSWORD, Window.PROBED);
            cleos.navigate(question);
            assertThat(cleos.locator(".talk").textContent())
                    .contains("pronouns “they”", "pronouns “he”", "asked on the phone");
            assertThat(AccessibilityTest.check(cleos)).isEmpty();
            cleos.click(".options tr:has-text('they') button");
            cleos.waitForSelector(".toast:has-text('Chosen')");
            cleos.navigate("/golden/person/" + golden);
            assertThat(cleos.locator("main").textContent()).contains("they");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aSecondPersonDecidesWhetherTwoAreOneWithoutSeeingTheFirstVerdict() throws IOException {
        Map<String, String> tess =
                Map.of("given_name", "Tess", "family_name", "Quarrington", "birth_date", "1956-06-12", "city", "Leeds");
        UUID one = send("shop", "tess", tess);
        UUID other = send("crm", "tim", with(tess, "given_name", "Tim"));
        assertThat(other).isNotEqualTo(one);
        String ada = people.someone(Role.STEWARD);
        String bob = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            String question = AtDesk.next(hers, "?kind=match&text=Quarrington");
            hers.fill(".verdict input[name=reason]", "brother and sister");
            hers.click(".verdict button[value=different]");
            hers.waitForSelector(".notice:has-text('second person')");

            Page his = chromium.signedIn(bob, People.PASSWORD, Window.PROBED);
            assertThat(AtDesk.next(his, "?kind=match&text=Quarrington")).isEqualTo(question);
            assertThat(his.locator(".talk").textContent()).contains(ada + " gave a verdict");
            his.locator("summary:has-text('History')").click();
            assertThat(his.locator("main").textContent()).doesNotContain("brother and sister");
            assertThat(his.locator(".talk").textContent().toLowerCase(Locale.ROOT))
                    .doesNotContain("different");
            his.locator("h1").click();
            his.keyboard().press("2");
            his.waitForSelector(".toast:has-text('Different')");
            his.navigate("/golden/person/" + one + "?tab=decisions");
            assertThat(his.locator("main").textContent()).contains(bob);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whatWasDoneIsSaidOnThePageThatComesNext() throws IOException {
        UUID golden = disagree("gustavi", "Gustavine", "pronouns", "she", "they");
        String ada = people.someone(Role.STEWARD);
        String bob = people.someone(Role.APPROVER);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            hers.navigate("/golden/person/" + golden + "/edit");
            hers.fill("[name='value.city']", "York");
            hers.fill("[name=reason]", "she moved");
            hers.click("button.primary");
            hers.waitForURL("**/changes/*");

            Page his = chromium.signedIn(bob, People.PASSWORD, Window.PROBED);
            String question = AtDesk.next(his, "?kind=conflict&text=Gustavine");
            his.navigate("/reviews/" + question + "?text=Gustavine");
            his.click(".options tr:has-text('they') button");
            his.waitForURL("**/changes/*");
            his.waitForSelector(".toast:has-text('Chosen')");
            his.reload();
            his.waitForSelector("h1");
            assertThat(his.locator(".toast").count()).as("said once").isZero();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private UUID disagree(String key, String name, String attribute, String one, String other) {
        String born = "1955-0" + (key.length() % 9 + 1) + "-11";
        Map<String, String> data =
                Map.of("given_name", name, "family_name", name, "birth_date", born, "email", key + "@disagree.example");
        UUID golden = send("shop", key, with(data, attribute, one));
        assertThat(send("crm", key, with(data, attribute, other))).isEqualTo(golden);
        return golden;
    }

    private static Map<String, String> with(Map<String, String> data, String attribute, String value) {
        Map<String, String> more = new HashMap<>(data);
        more.put(attribute, value);
        return more;
    }

    private UUID send(String key, String name, String born, String city) {
        return send("shop", key, Map.of("given_name", name, "family_name", name, "birth_date", born, "city", city));
    }

    private UUID send(String source, String key, Map<String, String> data) {
        sources.ensure(source, "user:test");
        Outcome.OfSource outcome = ledgers.submitAll(
                        "person",
                        List.of(new Command.Upsert(
                                new RecordKey(source, key), null, RecordData.of(data), "source:" + source)),
                        Lane.INTERACTIVE)
                .join()
                .getFirst();
        return ((Outcome.Accepted) outcome).goldenId();
    }
}
