package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
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

    @Inject
    Ledgers ledgers;

    @Inject
    SourceRecords records;

    @Inject
    DataSource database;

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
    void whatWasMarkedStaysMarkedWhilePagesTurn() {
        String source = askAboutMany(Desks.ROWS + 5);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/reviews?entity=person&kind=match&state=open&source=" + source);
            page.locator("[data-select]").press("Enter");
            page.locator(".pick").nth(2).check();
            String first = marked(page);

            page.locator(".paging a:has-text('Further down')").press("Enter");
            page.waitForURL("**cursor=**");
            assertThat(page.locator(".pick").count()).isGreaterThanOrEqualTo(5);
            assertThat(page.locator("[data-picked]").textContent()).isEqualTo("1 selected");
            page.locator(".pick").nth(1).check();
            String second = marked(page);
            assertThat(second).isNotEqualTo(first);
            page.goBack();
            page.waitForSelector("[data-picked]:has-text('2 selected')");
            assertThat(marked(page)).isEqualTo(first);

            page.locator(".many button:has-text('Different')").click();
            page.waitForSelector("#bulk :text('draft, nothing has changed')");
            assertThat(page.locator("section[aria-label=Samples] tbody tr").count())
                    .isEqualTo(2);
            page.locator("button:has-text('Drop the draft')").click();
            page.waitForSelector("#bulk .tag:text-is('cancelled')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static String marked(Page page) {
        return Objects.requireNonNull(page.locator(".pick:checked").getAttribute("data-pick"));
    }

    /** Twins, or one person with two names? Returns the source that says so. */
    private String askAboutMany(int questions) {
        String source = "many-" + UUID.randomUUID();
        List<Command.OfSource> told = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            String family = new OneFamily("Many", ledgers, records).name();
            String born = LocalDate.of(1930, 1, 1).plusDays(97L * i).toString();
            for (String given : List.of("Tess", "Tim")) {
                told.add(new Command.Upsert(
                        new RecordKey(source, given + i),
                        null,
                        RecordData.of(Map.of("given_name", given, "family_name", family, "birth_date", born)),
                        "source:" + source));
            }
        }
        ledgers.submitAll("person", told, Lane.BULK).join();
        return source;
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

            undoLast(ada, grace);
            AtDesk.next(hers);
            hers.keyboard().press("2");
            hers.waitForSelector(".toast:has-text('Different')");

            Page others = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);
            others.navigate("/work");
            assertThat(others.locator("section[aria-label=People]").textContent())
                    .contains("all others")
                    .doesNotContain(ada);
            Page all = chromium.signedIn(admin, People.PASSWORD, Window.PROBED);
            all.navigate("/work");
            assertThat(all.locator("section[aria-label=People] thead th").allInnerTexts())
                    .endsWith("Overturned", "Overturn rate");
            assertThat(all.locator("section[aria-label=People] tr:has-text('" + ada + "') td")
                            .allInnerTexts())
                    .as("decided, taken back by herself, overturned by another, of all that she decided")
                    .containsExactly("2", "0", "1", "50.0 %");
            assertThat(figures(all, "#ages td"))
                    .as("the ages are those of all that wait")
                    .isEqualTo(Long.parseLong(all.locator(".figures a:has-text('Open questions') .figure")
                            .innerText()
                            .replace(",", "")));
            assertThat(figures(all, "#days td[data-y]"))
                    .isEqualTo(Long.parseLong(all.locator(".figures div:has(> .label:text-is('Decided')) .figure")
                            .innerText()
                            .replace(",", "")));
            all.waitForSelector(".chart canvas");
            assertThat(all.locator(".chart canvas").count()).isEqualTo(2);
            assertThat(AccessibilityTest.check(all)).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static long figures(Page page, String cells) {
        return page.locator(cells).all().stream()
                .mapToLong(cell -> Long.parseLong(Objects.requireNonNull(cell.getAttribute("data-y"))))
                .sum();
    }

    private void undoLast(String author, String by) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "select id, entity from decision where author = ? order by at desc limit 1")) {
            query.setString(1, "user:" + author);
            try (ResultSet rows = query.executeQuery()) {
                assertThat(rows.next()).isTrue();
                var undo = new Command.Undo(rows.getObject(1, UUID.class), "no", "user:" + by);
                assertThat(ledgers.submit(rows.getString(2), undo).join()).isInstanceOf(Outcome.Done.class);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
