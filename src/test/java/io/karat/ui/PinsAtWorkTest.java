package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.access.Sources;
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
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A value that a steward lets stand above the sources: why, until when, against what, and how it ends. */
@QuarkusTest
@Tag("browser")
final class PinsAtWorkTest {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    Sources sources;

    @Test
    void pinsWithReasonAndEndSeesWhatItOverrulesAndReleases() throws IOException {
        String name = "Pinella" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        String golden = twoCities(name, "1931-03-14");
        String ada = people.someone(Role.STEWARD);
        LocalDate end = TODAY.plusDays(40);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            page.navigate(golden);
            page.locator("[data-open=pin]").press("Enter");
            page.waitForSelector("dialog[open]#pin");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.selectOption("#pin select[name=attribute]", "city");
            page.fill("#pin input[name=value]", "York");
            page.fill("#pin input[name=reason]", "she told us on the phone");
            page.fill("#pin input[name=expires]", TODAY.toString());
            page.locator("#pin input[name=value]").press("Enter");
            assertThat(page.locator("#pin input[name=expires]:invalid").count())
                    .as("the browser takes no day that has begun")
                    .isEqualTo(1);
            page.evaluate("document.querySelector('#pin [name=expires]').removeAttribute('min')");
            page.locator("#pin input[name=value]").press("Enter");
            page.waitForSelector("dialog#pin[open] .field-error:has-text('A pin ends on a day to come')");
            assertThat(page.inputValue("#pin select[name=attribute]")).isEqualTo("city");
            assertThat(page.inputValue("#pin input[name=value]")).isEqualTo("York");
            assertThat(page.inputValue("#pin input[name=reason]")).isEqualTo("she told us on the phone");
            assertThat(page.inputValue("#pin input[name=expires]")).isEqualTo(TODAY.toString());
            assertThat(page.locator("#pin input[name=expires]:focus[aria-invalid=true][aria-describedby=pin-wrong]")
                            .count())
                    .isEqualTo(1);
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.fill("#pin input[name=expires]", end.toString());
            page.locator("#pin input[name=value]").press("Enter");
            page.waitForSelector(".toast:has-text('Pinned')");

            Locator city = page.locator(".attributes tr:has(th:has-text('City'))");
            assertThat(city.textContent()).contains("York", "2 other values", "pinned by a steward");
            assertThat(city.locator("td:nth-child(3) time").getAttribute("datetime"))
                    .startsWith(end + "T00:00");
            city.locator("summary").press("Enter");
            assertThat(city.locator(".losers").innerText()).contains("Leeds", "Hull");

            page.navigate("/pins?entity=person&standing=overruled");
            String row = row(page, name).innerText();
            assertThat(row).contains("York", "she told us on the phone", ada, "overrules them");
            assertThat(row(page, name).locator("td").last().locator("time").getAttribute("datetime"))
                    .startsWith(end + "T00:00");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            row(page, name).locator("a").press("Enter");
            page.locator(".attributes button:has-text('Release')").press("Enter");
            page.waitForSelector(".toast:has-text('The pin is released')");
            page.navigate("/pins?entity=person");
            assertThat(row(page, name).count()).isZero();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void eachValueSaysItsRecordItsTimeItsRuleAndWhatLost() {
        String name = "Pinbert" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        String golden = twoCities(name, "1934-06-17");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.PROBED);
            page.navigate(golden);

            Locator city = page.locator(".attributes tr:has(th:text-is('City'))");
            String survives = city.locator("td .main").innerText();
            assertThat(survives).isIn("Leeds", "Hull");
            assertThat(city.locator("td:nth-child(3) .src").innerText())
                    .contains(survives.equals("Leeds") ? "shop" : "crm", name);
            assertThat(city.locator("td:nth-child(4)").innerText()).isNotBlank();
            assertThat(city.locator("td:nth-child(5)").innerText()).isNotBlank();
            city.locator("summary").press("Enter");
            assertThat(city.locator(".losers li").allInnerTexts())
                    .singleElement()
                    .satisfies(lost -> assertThat(lost)
                            .contains(survives.equals("Leeds") ? "Hull" : "Leeds")
                            .contains(survives.equals("Leeds") ? "crm" : "shop"));
            assertThat(city.locator(".losers li span").last().innerText())
                    .as("why")
                    .isNotBlank();
            assertThat(city.locator(".because").innerText()).isNotBlank();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void anEditEndsOnItsDayAndKeepsWhatWasTypedWhenTheDayIsWrong() throws IOException {
        String name = "Pinette" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        String golden = twoCities(name, "1932-04-15");
        String ada = people.someone(Role.STEWARD);
        LocalDate end = TODAY.plusDays(3);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            page.navigate(golden + "/edit");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.fill("[name='value.middle_name']", "Nettie");
            page.fill("[name=reason]", "for the season");
            page.fill("[name=expires]", TODAY.minusDays(1).toString());
            page.evaluate("document.querySelector('[name=expires]').removeAttribute('min')");
            page.click("button.primary");
            page.waitForSelector(".notice:has-text('A pin ends on a day to come')");
            assertThat(page.inputValue("[name='value.middle_name']")).isEqualTo("Nettie");
            assertThat(page.inputValue("[name=reason]")).isEqualTo("for the season");
            assertThat(page.locator("[name=expires]:focus[aria-invalid=true][aria-describedby=entry-wrong]")
                            .count())
                    .isEqualTo(1);
            assertThat(page.locator(".field-error").innerText()).contains("a day to come");

            page.fill("[name=expires]", end.toString());
            page.click("button.primary");
            page.waitForSelector(".toast:has-text('Pinned')");
            assertThat(page.locator(".attributes tr:has(th:has-text('Middle name')) td:nth-child(3) time")
                            .getAttribute("datetime"))
                    .startsWith(end + "T00:00");
            page.navigate("/pins?entity=person");
            assertThat(row(page, name).innerText()).contains("Nettie", "for the season");
            assertThat(row(page, name).locator("td").last().locator("time").getAttribute("datetime"))
                    .startsWith(end + "T00:00");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whoApprovesSeesUntilWhenTheValuesWouldStand() {
        String name = "Pinola" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        String golden = twoCities(name, "1933-05-16");
        LocalDate end = TODAY.plusDays(9);
        try (Chromium chromium = new Chromium(hub)) {
            Page ada = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            ada.navigate(golden + "/edit");
            ada.fill("[name='value.middle_name']", "Ola");
            ada.fill("[name=reason]", "until she has her papers");
            ada.fill("[name=expires]", end.toString());
            ada.click("button[name=propose]");
            ada.waitForURL("**/changes/**");
            String request = ada.url().replaceAll("\\?.*", "");

            Page grace = chromium.signedIn(people.someone(Role.ADMIN), People.PASSWORD, Window.PROBED);
            grace.navigate(request);
            assertThat(grace.locator("#pinned").innerText()).contains("stand above the sources until");
            assertThat(grace.locator("#pinned time").getAttribute("datetime")).startsWith(end + "T00:00");
            grace.locator("button:has-text('Approve')").press("Enter");
            grace.waitForSelector(".tag:has-text('approved')");
            grace.navigate(golden);
            assertThat(grace.locator(".attributes tr:has(th:has-text('Middle name')) td:nth-child(3) time")
                            .getAttribute("datetime"))
                    .startsWith(end + "T00:00");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Locator row(Page page, String name) {
        return page.locator("table.rows tbody tr", new Page.LocatorOptions().setHasText(name));
    }

    /** The path of a golden record whose two sources differ in the city. */
    private String twoCities(String name, String born) {
        UUID one = send("shop", name, born, "Leeds");
        assertThat(send("crm", name, born, "Hull")).isEqualTo(one);
        return "/golden/person/" + one;
    }

    private UUID send(String source, String name, String born, String city) {
        sources.ensure(source, "user:test");
        var data = RecordData.of(Map.of(
                "given_name", name,
                "family_name", name,
                "birth_date", born,
                "email", name + "@pins.example",
                "city", city));
        Outcome.OfSource outcome = ledgers.submit(
                        "person",
                        new Command.Upsert(new RecordKey(source, name), null, data, "source:" + source),
                        Lane.INTERACTIVE)
                .join();
        return ((Outcome.Accepted) outcome).goldenId();
    }
}
