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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Hits are narrowed by what they have in common, in a real browser. */
@QuarkusTest
@Tag("browser")
final class FacetsAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    private void organisation(String source, String key, String name, String country) {
        ledgers.submitAll(
                        "organisation",
                        List.of(new Command.Upsert(
                                new RecordKey(source, key),
                                null,
                                RecordData.of(Map.of("name", name, "country", country, "registration_id", "FX-" + key)),
                                "source:" + source)),
                        Lane.BULK)
                .join();
    }

    @Test
    void narrowsAndStaysNarrowedWhileOneTypes() throws IOException {
        people.loadSamples();
        organisation("crm", "fx1001", "Quagga Instruments", "Norway");
        organisation("shop", "fx2002", "Quagga Lanterns", "Portugal");
        organisation("shop", "fx3003", "Quagga Bridges", "Portugal");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden?entity=organisation&q=quagga");
            page.waitForSelector(".hits tbody tr:nth-child(3)");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.locator(".facets a:has-text('Portugal')").press("Enter");
            page.waitForSelector(".facets a[aria-current]:has-text('Portugal')");
            assertThat(page.locator(".hits tbody tr").count()).isEqualTo(2);
            assertThat(page.locator(".facets a:has-text('Portugal')").innerText())
                    .contains("2");

            page.fill("#search", "quagga bridges");
            page.waitForSelector(".hits tbody tr:only-child:has-text('Bridges')");
            assertThat(page.url()).as("what was chosen stays while one types").contains("f=country");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private void located(String source, String key, Map<String, String> address) {
        Map<String, String> data = new HashMap<>(address);
        data.putAll(
                Map.of("name", "Okapi Lighthouse Company", "country", "Norway", "registration_id", "FX-OKAPI-77301"));
        ledgers.submitAll(
                        "organisation",
                        List.of(new Command.Upsert(
                                new RecordKey(source, key), null, RecordData.of(data), "source:" + source)),
                        Lane.BULK)
                .join();
    }

    @Test
    void showsTheRecordThatMatchedWhereTheGoldenValuesDoNot() throws IOException {
        people.loadSamples();
        located("crm", "fx4001", Map.of("city", "Kragerhavn", "street", "Fyrgata", "postcode", "3790"));
        located("shop", "fx4002", Map.of("city", "Zwillbruck"));
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden?entity=organisation&q=zwilibruck");
            page.waitForSelector(".hits tbody tr:only-child .via");
            assertThat(page.locator(".hits .via").innerText())
                    .as("misspelt, and said by a record only")
                    .contains("Zwillbruck", "fx4002");

            page.fill("#search", "kragerhavn");
            page.waitForSelector("#live:has-text('kragerhavn')");
            assertThat(page.locator(".hits tbody tr").count()).isOne();
            assertThat(page.locator(".hits .via").count()).isZero();
        }
    }

    @Test
    void narrowsByWhatIsOpenAndPutsTheLowestQualityFirst() throws IOException {
        people.loadSamples();
        organisation("crm", "fx5001", "Narwhal Rope Works", "Atlantis");
        organisation("crm", "fx5002", "Narwhal Sail Lofts", "PT");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden?entity=organisation&q=narwhal");
            page.waitForSelector(".hits tbody tr:nth-child(2)");
            page.locator("a:has-text('Lowest quality first')").press("Enter");
            page.waitForSelector("a:has-text('Best match first')");
            assertThat(page.locator(".hits tbody tr:first-child").innerText()).contains("Rope");

            page.locator(".facets a:has-text('country-known')").press("Enter");
            page.waitForSelector(".hits tbody tr:only-child:has-text('Rope')");
            page.locator(".hits a.title").press("Enter");
            page.waitForSelector("#quality:has-text('country-known')");
            assertThat(page.locator(".attributes .finding").count()).isEqualTo(1);
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.navigate("/golden?entity=person");
            page.locator(".facets a:has-text('same or not')").press("Enter");
            page.waitForSelector(".facets a[aria-current]:has-text('same or not')");
            page.locator(".hits a.title").first().press("Enter");
            page.waitForSelector("#tabs");
            page.click("#tabs a:has-text('Reviews')");
            page.waitForSelector("#tabs td:has-text('same or not')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
