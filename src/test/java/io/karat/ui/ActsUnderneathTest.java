package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.Decisions;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.SourceRecords;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that change between the preview of an act and its confirmation: nothing is done unseen, and one key goes on. */
@QuarkusTest
@Tag("browser")
final class ActsUnderneathTest {

    private static final int MANY = Opened.MOST_RECORDS + 10;

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    GoldenRecords golden;

    @Inject
    SourceRecords records;

    @Inject
    Decisions decisions;

    private OneFamily family;

    @BeforeEach
    void begin() {
        family = new OneFamily("Acts", ledgers, records);
    }

    @Test
    void aMergeShowsWhatChangedOnBothSidesAndGoesOnWithOneKey() throws IOException {
        UUID ada = family.push("ada", "Adalind", "1906-05-14", "Leeds");
        UUID bea = family.push("bea", "Beatrix", "1969-10-02", "Oslo");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate(AtGolden.path(ada) + "/preview/merge?with=" + bea + "&reason=married");
            family.push("ada", "Adalind", "1906-05-14", "York");
            family.push("bea", "Beatrix", "1969-10-02", "Bergen");
            assertThat(family.push("bea2", "Beatrix", "1969-10-02", "Bergen")).isEqualTo(bea);

            page.keyboard().press("Enter");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");

            assertThat(lines(page, "City"))
                    .containsExactlyInAnyOrder(List.of("Leeds", "York changed"), List.of("Oslo", "Bergen changed"));
            assertThat(page.locator("table.three:not(.of-records) th .muted").allInnerTexts())
                    .as("whose value it is")
                    .containsExactlyInAnyOrder("Adalind " + family.name(), "Beatrix " + family.name());
            assertThat(page.locator(".of-records .head").allInnerTexts())
                    .satisfiesExactlyInAnyOrder(
                            head -> assertThat(head).contains("ada", "the source says otherwise", "Adalind"),
                            head -> assertThat(head).contains("bea", "the source says otherwise", "Beatrix"),
                            head -> assertThat(head).contains("bea2", "was not here", "Beatrix"));
            assertThat(page.inputValue(".verdict [name=reason]")).isEqualTo("married");
            assertThat(page.locator(".foretold").textContent()).contains("1 golden record changes, 1 is retired");
            assertThat(family.goldenOf("bea")).as("nothing was done").isEqualTo(bea);
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(LayoutProbe.broken(page)).isEmpty();

            assertThat(page.evaluate("document.activeElement.className"))
                    .as("Enter once more confirms nothing that was not looked at")
                    .isEqualTo("told");
            page.keyboard().press("Enter");
            assertThat(family.goldenOf("bea")).isEqualTo(bea);
            AtGolden.tabTo(page, ".verdict .primary");
            AtGolden.confirm(page, "Merged");
            assertThat(family.goldenOf("bea2")).isEqualTo(family.goldenOf("ada"));
            assertThat(decisions(family.goldenOf("ada"))).containsExactly("married");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aSplitIsHeldBackByWhatARecordSaysThoughNoGoldenValueChanged() throws IOException {
        UUID ida = family.push("a", "Idalia", "1931-11-23", "Leeds", Instant.parse("2024-01-02T00:00:00Z"));
        assertThat(family.push("b", "Idalia", "1931-11-23", "Hull", Instant.parse("2020-01-02T00:00:00Z")))
                .isEqualTo(ida);
        int version = version(ida);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate(AtGolden.path(ida));
            page.locator("input[name=record][value$='/b']").press("Space");
            page.locator("button", new Page.LocatorOptions().setHasText("Split them off"))
                    .press("Enter");
            page.waitForSelector("h1:has-text('Split 1 record off')");
            page.fill(".verdict [name=reason]", "her aunt");
            family.push("b", "Idalia", "1931-11-23", "Ely", Instant.parse("2021-01-02T00:00:00Z"));
            assertThat(version(ida)).isEqualTo(version);

            page.keyboard().press("Enter");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");

            assertThat(page.locator("table.three:not(.of-records)").count()).isZero();
            assertThat(page.locator(".of-records tr.changed")
                            .first()
                            .locator("td")
                            .allInnerTexts())
                    .containsExactly("Hull", "Ely changed");
            assertThat(page.locator(".still").textContent()).contains("The other record is as you saw it");
            assertThat(page.inputValue(".verdict [name=reason]")).isEqualTo("her aunt");
            assertThat(page.locator("input[name=record]").inputValue()).endsWith("/b");
            assertThat(family.goldenOf("b")).isEqualTo(ida);
            assertThat(AccessibilityTest.check(page)).isEmpty();

            AtGolden.tabTo(page, ".verdict a.button");
            page.keyboard().press("Enter");
            page.waitForURL("**" + AtGolden.path(ida));
            assertThat(family.goldenOf("b")).as("given up").isEqualTo(ida);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aMoveGoesOnWhereTheOtherGoldenRecordWentMeanwhile() {
        UUID ida = family.push("a", "Jorunn", "1952-11-17", "Derby");
        assertThat(family.push("b", "Jorunn", "1952-11-17", "Derby")).isEqualTo(ida);
        UUID una = family.push("c", "Una", "1944-09-09", "Oslo");
        UUID zoe = family.push("d", "Zoe", "1999-12-24", "Bath");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate(AtGolden.path(ida) + "/preview/move?record=" + family.record("b") + "&to=" + una
                    + "&reason=letter");
            Outcome.Done merged = merge(zoe, una);
            UUID heir = merged.golden().getFirst();
            page.locator(".verdict .primary").press("Enter");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(page.locator(".of-records .head").allInnerTexts())
                    .as("what it is together with now")
                    .anySatisfy(head -> assertThat(head).contains("was not here"));
            assertThat(page.inputValue("[name=to]")).isEqualTo(heir.toString());
            AtGolden.tabTo(page, ".verdict .primary");
            AtGolden.confirm(page, "Moved");
            assertThat(family.goldenOf("b")).isEqualTo(heir).isEqualTo(family.goldenOf("d"));
            assertThat(family.goldenOf("a")).isEqualTo(ida);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whatSomebodyElseBroughtTogetherIsNotBroughtTogetherAgain() {
        UUID quirin = family.push("c", "Quirin", "1917-07-30", "Trier");
        UUID wendelin = family.push("d", "Wendelin", "1988-03-05", "Mainz");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT, "de-DE");
            page.navigate(AtGolden.path(quirin) + "/preview/merge?with=" + wendelin);
            UUID both = merge(quirin, wendelin).golden().getFirst();
            page.locator(".verdict .primary").press("Enter");
            page.waitForSelector(".notice:has-text('Sie sind inzwischen eins')");
            assertThat(page.locator(".verdict").count()).isZero();
            page.locator("p > a.button").press("Enter");
            page.waitForURL("**" + AtGolden.path(both));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aFormThatIsSentTwiceActsOnce() {
        UUID philippa = family.push("c", "Philippa", "1922-12-01", "Truro");
        UUID gervase = family.push("d", "Gervase", "1975-06-21", "Wells");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate(AtGolden.path(philippa) + "/preview/merge?with=" + gervase);
            Object twice = page.evaluate("""
                    async () => {
                      const form = document.querySelector('form.verdict');
                      const send = () => fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))});
                      return (await Promise.all([send(), send()])).map(answer => answer.url);
                    }
                    """);
            List<?> urls = (List<?>) Objects.requireNonNull(twice);
            assertThat(urls)
                    .hasSize(2)
                    .allSatisfy(url -> assertThat(url.toString()).contains("done=merge&decision="));
            assertThat(urls.getFirst()).isEqualTo(urls.getLast());
            assertThat(decisions(family.goldenOf("c"))).hasSize(1);
        }
    }

    @Test
    void ofManyRecordsItShowsSomeThatChangedAndCountsTheOthers() throws IOException {
        UUID otto = family.push("c", "Ottokar", "1963-01-08", "Linz");
        family.push(keys(MANY), "Minna", "1931-03-14", "Leeds");
        UUID minna = family.goldenOf("m0");
        assertThat(golden.members("person", minna)).hasSize(MANY);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate(AtGolden.path(otto) + "/preview/merge?with=" + minna);
            assertThat(page.inputValue("[name=opened]").length())
                    .as("what the form carries")
                    .isLessThan(200);
            family.push(keys(Looks.SHOWN + 3), "Minna", "1931-03-14", "Ripon");
            page.locator(".verdict .primary").press("Enter");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(page.locator(".of-records .head").count()).isEqualTo(Looks.SHOWN);
            assertThat(page.locator(".of-records tr.changed")
                            .first()
                            .locator("td")
                            .allInnerTexts())
                    .containsExactly("Leeds", "Ripon changed");
            assertThat(page.locator(".still.more").textContent()).startsWith("3 more records changed");
            assertThat(page.locator(".still").last().textContent())
                    .contains("The other " + (MANY + 1 - Looks.SHOWN - 3) + " records are as you saw them");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static List<List<String>> lines(Page page, String label) {
        return page
                .locator("table.three:not(.of-records) tbody tr", new Page.LocatorOptions().setHasText(label))
                .all()
                .stream()
                .map(row -> row.locator("td").allInnerTexts())
                .toList();
    }

    private List<String> decisions(UUID id) {
        List<Integer> members = golden.members("person", id).stream()
                .map(record -> record.ordinal())
                .toList();
        return decisions.about("person", members).stream()
                .map(decision -> Objects.requireNonNullElse(decision.reason(), ""))
                .toList();
    }

    private Outcome.Done merge(UUID one, UUID other) {
        Outcome.OfSteward outcome = ledgers.submit(
                        "person", new Command.Merge(one, version(one), other, version(other), null, "user:test"))
                .join();
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private int version(UUID id) {
        return golden.find("person", id).orElseThrow().version();
    }

    private static List<String> keys(int many) {
        return IntStream.range(0, many).mapToObj(i -> "m" + i).toList();
    }
}
