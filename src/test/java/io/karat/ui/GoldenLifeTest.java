package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Ledgers;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordKey;
import io.karat.publish.Receiver;
import io.karat.publish.Subscriptions;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a steward does to golden records: found, understood, seen beforehand, done, and taken back. */
@QuarkusTest
@Tag("browser")
final class GoldenLifeTest {

    private static final RecordKey MARGARET = new RecordKey("crm", "M-2041");
    private static final RecordKey MAGGIE = new RecordKey("shop", "77310");

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    SourceRecords records;

    @Inject
    Subscriptions subscriptions;

    private OneFamily family;

    @BeforeEach
    void begin() {
        family = new OneFamily("Quill", ledgers, records);
    }

    /** The walk of the guide, on the demo's own people. */
    @Test
    void findsOutWhyTwoAreTwoJoinsThemSeesItPublishedAndTakesItBack() throws IOException {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        UUID margaret = goldenOf(MARGARET);
        UUID maggie = goldenOf(MAGGIE);
        assertThat(maggie).isNotEqualTo(margaret);
        try (Receiver receiver = new Receiver();
                Chromium chromium = new Chromium(hub)) {
            String subscriber = subscriptions
                    .find(receiver.subscribe(subscriptions, "person"))
                    .orElseThrow()
                    .name();
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            page.navigate("/golden?entity=person&q=ashdwon");
            Locator found = page.locator("a[href*='/golden/person/']");
            assertThat(found.allTextContents()).as("found misspelt").anyMatch(text -> text.contains("Maggie"));
            found.filter(new Locator.FilterOptions().setHasText("Margaret Ashdown"))
                    .first()
                    .press("Enter");
            page.waitForSelector("h1:has-text('Margaret Ashdown')");

            page.locator("[data-open=merge]").press("Enter");
            page.locator("input[name=with]").fill("maggie ashdown");
            page.keyboard().press("Enter");
            page.waitForSelector("h1:has-text('Merge with which one?')");
            page.locator("table.rows a", new Page.LocatorOptions().setHasText("Maggie Ashdown-Bell"))
                    .press("Enter");
            Locator why = page.locator("section[aria-label='Why they are two']");
            assertThat(why.textContent()).containsAnyOf("found too little", "never compared");
            assertThat(why.locator("svg.waterfall").count()).isEqualTo(1);
            assertThat(page.locator(".foretold").textContent())
                    .contains("1 golden record changes, 1 is retired", subscriber);
            assertThat(goldenOf(MAGGIE)).as("looking changes nothing").isEqualTo(maggie);

            page.waitForCondition(() -> "Merge".equals(page.evaluate("document.activeElement.textContent")));
            AtGolden.confirm(page, "Merged");
            UUID joined = goldenOf(MARGARET);
            assertThat(goldenOf(MAGGIE)).isEqualTo(joined);
            Receiver.Hook hook = receiver.next("golden.merged");
            assertThat(hook.signed()).isTrue();
            page.navigate(AtGolden.path(joined) + "?tab=published");
            assertThat(page.textContent("main")).contains(subscriber);

            AtGolden.beginUndo(page, joined);
            assertThat(page.locator(".foretold").textContent()).contains("comes back under its earlier id");
            page.waitForCondition(() -> {
                page.reload();
                return page.locator(".foretold").textContent().contains("has already received version");
            });
            AtGolden.confirm(page, "Undone");

            assertThat(goldenOf(MARGARET)).isEqualTo(margaret);
            assertThat(goldenOf(MAGGIE)).isEqualTo(maggie);
            receiver.next("golden.split");
            page.navigate(AtGolden.path(margaret) + "?tab=decisions");
            assertThat(page.locator(".decisions .past").textContent()).contains("undone by " + ada);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void saysWhoHoldsThemApartAndWhereThatIsUndone() {
        UUID liv = family.push("a", "Livia", "1949-03-14", "Leeds");
        family.push("b", "Livia", "1949-03-14", "Leeds");
        String grace = people.someone(Role.STEWARD);
        String victor = people.someone(Role.VIEWER);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);
            page.navigate(AtGolden.path(liv) + "/preview/split?record=" + family.record("b") + "&reason=twins");
            AtGolden.confirm(page, "Split");

            page.navigate(AtGolden.path(family.goldenOf("a")) + "/preview/merge?with=" + family.goldenOf("b"));
            Locator refusal = page.locator(".notice.bad");
            assertThat(refusal.textContent())
                    .contains("contradicts a standing decision", "Different, said " + grace, "twins");
            assertThat(refusal.locator("time").count()).isEqualTo(1);
            assertThat(page.locator("section[aria-label='Why they are two']").textContent())
                    .contains("A steward said that they are different");

            Page his = chromium.signedIn(victor, People.PASSWORD, Window.LIGHT);
            his.navigate("/compare/person?golden=" + family.goldenOf("a") + "&golden=" + family.goldenOf("b"));
            assertThat(his.locator(".in-the-way").textContent()).contains(grace).doesNotContain("Undo");

            refusal.locator("a:has-text('Undo')").press("Enter");
            page.waitForSelector("h1:has-text('Undo this decision?')");
            AtGolden.confirm(page, "Undone");
            assertThat(family.goldenOf("a")).isEqualTo(family.goldenOf("b"));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void movesARecordToWhereItBelongs() {
        family.push("a", "Ida", "1980-05-01", "Leeds");
        UUID ida = family.push("b", "Ida", "1980-05-01", "Leeds");
        UUID una = family.push("c", "Una", "1944-09-09", "Oslo");
        assertThat(family.goldenOf("a")).isEqualTo(ida);
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            page.navigate(AtGolden.path(ida));

            page.locator("input[name=record][value$='/b']").press("Space");
            page.locator("button", new Page.LocatorOptions().setHasText("Move them"))
                    .press("Enter");
            page.locator("input[name=to]").fill(una.toString());
            page.keyboard().press("Enter");
            page.waitForSelector("h1:has-text('Move 1 record')");
            assertThat(page.locator(".foretold").textContent()).contains("2 golden records change");
            AtGolden.confirm(page, "Moved");

            assertThat(family.goldenOf("a")).isEqualTo(ida);
            assertThat(family.goldenOf("b")).isEqualTo(una);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongAndChangesNothing() {
        UUID bodil = family.push("a", "Bodil", "1937-08-21", "Leeds");
        family.push("b", "Bodil", "1937-08-21", "Leeds");
        String ada = people.someone(Role.STEWARD);
        String victor = people.someone(Role.VIEWER);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT);
            page.navigate(AtGolden.path(bodil));
            page.locator("button", new Page.LocatorOptions().setHasText("Split them off"))
                    .click();
            page.waitForSelector(".notice:has-text('Nothing was chosen')");
            page.navigate(AtGolden.path(bodil) + "/preview/merge?with=" + bodil);
            page.waitForSelector(".notice:has-text('does not exist or is retired')");
            assertThat(page.locator(".verdict").count()).isZero();

            // Somebody else was quicker.
            page.navigate(AtGolden.path(bodil) + "/preview/split?record=" + family.record("b"));
            assertThat(family.push("c", "Bodil", "1937-08-21", "Leeds")).isEqualTo(bodil);
            page.locator(".verdict .primary").click();
            page.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(family.goldenOf("a")).isEqualTo(family.goldenOf("b"));

            Page hers = chromium.signedIn(victor, People.PASSWORD, Window.LIGHT);
            assertThat(hers.navigate(AtGolden.path(bodil) + "/preview/merge?with=x")
                            .status())
                    .isEqualTo(403);
        }
    }

    private UUID goldenOf(RecordKey key) {
        return Objects.requireNonNull(records.find("person", key).orElseThrow().goldenId());
    }
}
