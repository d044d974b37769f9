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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stewards look after the quality of data, in a real browser against the running hub. */
@QuarkusTest
@TestProfile(AuditedHub.class)
@Tag("browser")
final class QualityAtWorkTest {

    /** By column, what the table of a chart says, oldest first: percents without their sign, or nothing. */
    private static final String AS_TOLD = """
            id => {
              const rows = [...document.getElementById(id).tBodies[0].rows].reverse();
              return [...rows[0].querySelectorAll('[data-y]')].map((_, i) => rows.map(row => {
                const text = row.querySelectorAll('[data-y]')[i].textContent.trim();
                return text.endsWith('%') ? Number.parseFloat(text).toFixed(1) : '';
              }));
            }
            """;

    /** The same of what is drawn, in the table's precision. */
    private static final String AS_DRAWN = """
            id => document.querySelector('[data-table=' + id + ']').dataset.lines.split('; ').map(line =>
                line.split(' ').map(y => y === '' ? '' : (Math.floor(Number(y) * 10 + 1e-6) / 10).toFixed(1)))
            """;

    private static final String INKED = """
            id => {
              const canvas = document.querySelector('[data-table=' + id + '] canvas');
              return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte > 0);
            }
            """;

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

    @Inject
    DataSource database;

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
            assertThat(page.locator(".versus tr:has(.finding)").allInnerTexts())
                    .as("the value that fails is marked where it stands")
                    .singleElement()
                    .asString()
                    .contains("A supplier with a long name");
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

    @Test
    void chartsSayWhatTheirTablesSayAndLeadToRowsByKeyboard() throws IOException {
        sources.ensure("yard", "user:test");
        send("yard", "y1", Map.of("name", "Obelisk of granite", "price", "5000", "origin", "DE"));
        send("yard", "y2", Map.of("name", "Lantern", "price", "5"));
        send("yard", "y3", Map.of("name", "Portcullis", "origin", "DE"));
        survey.take("article");
        asOnEarlierDays("yard");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/quality?entity=article&source=yard");
            for (String table : List.of("trend-table", "dimension-table")) {
                page.waitForSelector("[data-table=" + table + "][data-drawn='4']");
                List<?> told = (List<?>) page.evaluate(AS_TOLD, table);
                assertThat(told).isEqualTo(page.evaluate(AS_DRAWN, table)).hasSizeGreaterThan(0);
                assertThat(new HashSet<>((List<?>) told.getFirst())).hasSizeGreaterThan(1);
                assertThat((Boolean) page.evaluate(INKED, table)).isTrue();
            }
            assertThat(AccessibilityTest.check(page)).isEmpty();

            opened(page, "[aria-label='Score'] summary");
            assertThat(page.isVisible("#trend-table")).isTrue();
            opened(page, "#survey summary");
            assertThat(page.locator("#dimension-table tbody tr").count()).isEqualTo(4);

            opened(page, "#survey a[aria-label='Records without Price']");
            page.waitForURL("**source=yard&missing=price#gaps");
            assertThat(page.locator("#gaps tbody tr").allInnerTexts())
                    .singleElement()
                    .asString()
                    .contains("y3");
            opened(page, "#survey a[aria-label='Records with a Price that is not valid']");
            page.waitForURL("**source=yard&invalid=price#gaps");
            assertThat(page.locator("#gaps tbody tr").allInnerTexts())
                    .singleElement()
                    .asString()
                    .contains("y1", "price-range")
                    .doesNotContain("5000");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            opened(page, "#gaps tbody a");
            page.waitForURL("**/golden/article/**");
            assertThat(page.title()).contains("Obelisk of granite");

            page.navigate("/quality?entity=article");
            opened(page, "#survey a:has-text('Golden records')");
            page.waitForURL("**golden=true#survey");
            opened(page, "#survey a[aria-label='Records with a Price that is not valid']");
            page.waitForURL("**golden=true&invalid=price#gaps");
            assertThat(page.locator("#gaps tbody").innerText()).contains("Obelisk of granite");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** Goes there from where the focus is, and presses Enter. */
    private static void opened(Page page, String selector) {
        page.waitForLoadState();
        for (String key : List.of("Tab", "Shift+Tab")) {
            for (int presses = 0; presses < 150; presses++) {
                page.keyboard().press(key);
                if ((Boolean) page.locator(selector).first().evaluate("e => e === document.activeElement")) {
                    page.keyboard().press("Enter");
                    return;
                }
            }
        }
        throw new AssertionError("not reached by keyboard: " + selector);
    }

    /** Three days more, each with one failure less than the day after. */
    private void asOnEarlierDays(String source) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        with days as (select n from generate_series(1, 3) n), score as (
                            insert into quality_day (entity, source, day, records, applied, failed)
                            select entity, source, day - n, records, applied,
                                (select array_agg(greatest(0, f - n) order by at) from unnest(failed) with ordinality u(f, at))
                            from quality_day, days where source = ?),
                        said as (
                            insert into quality_survey (entity, source, day, records, repeated, late)
                            select entity, source, day - n, records + n, repeated, n from quality_survey, days where source = ?)
                        insert into quality_coverage (entity, source, attribute, day, records, filled, invalid)
                        select entity, source, attribute, day - n, records + n, filled, greatest(0, invalid - n)
                        from quality_coverage, days where source = ?
                        """)) {
            insert.setString(1, source);
            insert.setString(2, source);
            insert.setString(3, source);
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
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
        send("shop", key, data);
    }

    private void send(String source, String key, Map<String, String> data) {
        ledgers.submitAll(
                        "article",
                        List.of(new Command.Upsert(
                                new RecordKey(source, key), null, RecordData.of(data), "source:" + source)),
                        Lane.INTERACTIVE)
                .join();
    }
}
