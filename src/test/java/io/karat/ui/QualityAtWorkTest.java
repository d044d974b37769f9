package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.access.Sources;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.QualitySurvey;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.testing.AuditedHub;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stewards look after the quality of data, in a real browser against the running hub. */
@QuarkusTest
@TestProfile(AuditedHub.class)
@Tag("browser")
final class QualityAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    Sources sources;

    @Inject
    QualitySurvey survey;

    @Test
    void correctsWhatIsHeldBackAndAnswersWhatARuleAsks() throws IOException {
        sources.ensure("shop", "user:test");
        send("pen / 1", Map.of("name", "Ball pen", "gtin", "4006381333932", "price", "2000"));
        send("2", Map.of("name", "Bike", "supplier", "A supplier with a long name", "price", "50"));
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.PROBED);
            page.navigate("/quality?entity=article");
            assertThat(page.locator("[aria-label='Quarantine']").textContent())
                    .contains("pen / 1", "gtin-good")
                    .doesNotContain("4006381333932");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.click("[aria-label='By rule'] a:has-text('price-range')");
            page.waitForURL("**/quality?entity=article&rule=price-range");
            assertThat(page.locator("[aria-label='Records that fail price-range'] tbody tr:has-text('pen / 1')")
                            .count())
                    .isEqualTo(1);

            page.click("tr:has-text('pen / 1') a.button:has-text('Correct')");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.fill("input[name=gtin]", "4006381333933");
            page.keyboard().press("Enter");
            page.waitForSelector(".notice:has-text('still in quarantine')");
            page.fill("input[name=gtin]", "4006381333931");
            page.keyboard().press("Enter");
            page.waitForURL("**/quality?entity=article");
            assertThat(page.locator("[aria-label='Quarantine']").textContent()).doesNotContain("pen / 1");

            page.navigate("/reviews?kind=quality");
            page.keyboard().press("n");
            page.waitForSelector("[data-item]");
            assertThat(page.locator(".why").textContent()).contains("supplier-short");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            send("2", Map.of("name", "Bike", "supplier", "Another supplier with a long name", "price", "50"));
            page.keyboard().press("1");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(page.locator(".of-records tr.changed").allInnerTexts())
                    .singleElement()
                    .asString()
                    .contains("A supplier with a long name", "Another supplier with a long name", "changed");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.keyboard().press("1");
            page.waitForSelector(".toast:has-text('Accepted')");
            page.keyboard().press("u");
            page.waitForSelector(".toast:has-text('Undone')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void pagesThroughAllThatFailARule() throws IOException {
        sources.ensure("depot", "user:test");
        List<Command.OfSource> many = IntStream.range(0, 40)
                .mapToObj(i -> (Command.OfSource) new Command.Upsert(
                        new RecordKey("depot", "d" + i),
                        null,
                        RecordData.of(
                                Map.of("name", "Crane model " + (char) ('A' + i % 26) + i * 7919, "price", "2000")),
                        "source:depot"))
                .toList();
        ledgers.submitAll("article", many, Lane.INTERACTIVE).join();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.PROBED);
            page.navigate("/quality?entity=article&source=depot&rule=price-range");
            assertThat(page.locator("#findings tbody tr").count()).isEqualTo(30);

            page.locator("#findings .paging a:has-text('More')").press("Enter");
            page.waitForURL("**&findings=**");
            assertThat(page.locator("#findings tbody tr").count()).isEqualTo(10);
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.locator("#findings .paging a:has-text('From the beginning')").press("Enter");
            page.waitForURL("**source=depot#findings");
            assertThat(page.locator("#findings tbody tr").count()).isEqualTo(30);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void leadsFromEachMeasureToTheRecordsBehindIt() throws IOException {
        sources.ensure("hangar", "user:test");
        ledgers.submitAll(
                        "article",
                        List.of(
                                late("zz1", Map.of("name", "Zeppelin hangar", "price", "5000")),
                                late("zz2", Map.of("name", "Zeppelin mast"))),
                        Lane.INTERACTIVE)
                .join();
        survey.take("article");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/quality?entity=article");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.locator("#survey tr:has-text('hangar') a[aria-label*='late']").press("Enter");
            page.waitForURL("**&late=hangar#late");
            assertThat(page.locator("#late").innerText()).contains("zz1", "zz2");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            page.locator("#late tr:has-text('zz1') a").press("Enter");
            page.waitForURL("**/golden/article/**");

            page.navigate("/quality?entity=article");
            page.locator("#golden a:has-text('price-range')").press("Enter");
            page.waitForURL("**/golden?entity=article**fails**");
            page.waitForSelector(".hits tr:has-text('Zeppelin hangar')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Command.OfSource late(String key, Map<String, String> data) {
        return new Command.Upsert(
                new RecordKey("hangar", key),
                Instant.parse("2001-01-01T00:00:00Z"),
                RecordData.of(data),
                "source:depot");
    }

    private void send(String key, Map<String, String> data) {
        ledgers.submitAll(
                        "article",
                        List.of(new Command.Upsert(
                                new RecordKey("shop", key), null, RecordData.of(data), "source:shop")),
                        Lane.INTERACTIVE)
                .join();
    }
}
