package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.Decisions;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An undo, a restoration and a pin whose golden record changed between the look at it and its confirmation. */
@QuarkusTest
@Tag("browser")
final class TakenBackUnderneathTest {

    private static final String OTHERS = "user:grace";

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
        family = new OneFamily("Back", ledgers, records);
    }

    @Test
    void anUndoShowsWhatChangedAndWhatWasDecidedMeanwhileAndGoesOnWithOneKey() throws IOException {
        UUID ada = family.push("ada", "Wendeline", "1913-04-17", "Leeds");
        UUID bea = family.push("bea", "Ottilie", "1968-11-03", "Oslo");
        UUID decision = decision(merge(ada, bea, null));
        UUID both = family.goldenOf("ada");
        UUID cleo = family.push("cleo", "Kreszenz", "1944-12-24", "Bath");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            AtGolden.beginUndo(page, both);
            page.fill(".verdict [name=reason]", "not the same");
            family.push("ada", "Wendeline", "1913-04-17", "York");
            merge(family.goldenOf("ada"), cleo, "her letters");

            page.keyboard().press("Enter");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");

            assertThat(page.locator(".notice").textContent()).contains("Decided meanwhile", "grace", "her letters");
            assertThat(page.locator(".in-the-way time").count()).isEqualTo(1);
            assertThat(page.locator(".of-records .head").allInnerTexts())
                    .satisfiesExactlyInAnyOrder(
                            head -> assertThat(head).contains("ada", "the source says otherwise"),
                            head -> assertThat(head).contains("cleo", "was not here"));
            assertThat(page.locator(".of-records tr.changed td").allInnerTexts())
                    .contains("Leeds", "York changed");
            assertThat(page.inputValue(".verdict [name=reason]")).isEqualTo("not the same");
            assertThat(decisions.stands(decision)).as("nothing was done").isTrue();
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(LayoutProbe.broken(page)).isEmpty();

            assertThat(page.evaluate("document.activeElement.className")).isEqualTo("told");
            page.keyboard().press("Enter");
            assertThat(decisions.stands(decision)).as("nothing unseen").isTrue();
            AtGolden.tabTo(page, ".verdict .primary");
            AtGolden.confirm(page, "Undone");
            assertThat(decisions.release(decision))
                    .hasValueSatisfying(release -> assertThat(release.reason()).isEqualTo("not the same"));
            assertThat(family.goldenOf("ada"))
                    .as("what was decided meanwhile was about both, and holds them together")
                    .isEqualTo(family.goldenOf("bea"));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whoIsSlowerIsToldWhoUndidIt() throws IOException {
        UUID ada = family.push("ada", "Gundula", "1921-06-30", "Leeds");
        UUID bea = family.push("bea", "Hedwiga", "1972-01-13", "Oslo");
        UUID decision = decision(merge(ada, bea, null));
        String grace = people.someone(Role.STEWARD);
        String hedy = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page hers = chromium.signedIn(hedy, People.PASSWORD, Window.PROBED);
            AtGolden.beginUndo(hers, family.goldenOf("ada"));
            Page page = chromium.signedIn(grace, People.PASSWORD, Window.LIGHT);
            AtGolden.beginUndo(page, family.goldenOf("ada"));
            page.fill(".verdict [name=reason]", "two aunts");
            AtGolden.tabTo(page, ".verdict .primary");
            AtGolden.confirm(page, "Undone");

            hers.bringToFront();
            AtGolden.tabTo(hers, ".verdict .primary");
            hers.keyboard().press("Enter");
            hers.waitForSelector(".notice:has-text('Undone already')");

            assertThat(hers.locator(".notice").textContent()).contains("undone by " + grace, "two aunts");
            assertThat(hers.locator(".notice time").count()).isEqualTo(1);
            assertThat(hers.locator(".verdict").count()).isZero();
            assertThat(AccessibilityTest.check(hers)).isEmpty();
            hers.navigate(AtGolden.path(family.goldenOf("ada")) + "/preview/undo/" + decision);
            assertThat(hers.locator(".notice").textContent()).contains("undone by " + grace);
            AtGolden.tabTo(hers, "p > a.button");
            hers.keyboard().press("Enter");
            hers.waitForURL("**" + AtGolden.path(family.goldenOf("ada")));
            assertThat(decisions.release(decision))
                    .hasValueSatisfying(release -> assertThat(release.by()).isEqualTo("user:" + grace));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void theUndoThatIsOfferedAfterAnActIsOfWhatWasSeenToo() {
        UUID ada = family.push("ada", "Philomena", "1918-08-08", "Leeds");
        UUID bea = family.push("bea", "Rosamund", "1979-05-25", "Oslo");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate(AtGolden.path(ada) + "/preview/merge?with=" + bea);
            AtGolden.confirm(page, "Merged");
            family.push("bea", "Rosamund", "1979-05-25", "Bergen");

            page.keyboard().press("u");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");
            assertThat(family.goldenOf("ada")).isEqualTo(family.goldenOf("bea"));
            AtGolden.tabTo(page, ".verdict .primary");
            AtGolden.confirm(page, "Undone");
            assertThat(family.goldenOf("ada")).isNotEqualTo(family.goldenOf("bea"));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aRestorationShowsWhatItsRecordsSaidLastAndOneMayLeaveIt() throws IOException {
        UUID ida = family.push("a", "Isolde", "1932-10-19", "Leeds");
        family.delete("a");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate(AtGolden.path(ida) + "/preview/restore");
            page.fill(".verdict [name=reason]", "too early");
            family.push("a", "Isolde", "1932-10-19", "Ely");
            family.delete("a");

            page.keyboard().press("Enter");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");

            assertThat(page.locator("table.three:not(.of-records) tr:has-text('City') td")
                            .allInnerTexts())
                    .containsExactly("Leeds", "Ely changed");
            assertThat(page.inputValue(".verdict [name=reason]")).isEqualTo("too early");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(LayoutProbe.broken(page)).isEmpty();
            AtGolden.tabTo(page, ".verdict a.button");
            page.keyboard().press("Enter");
            page.waitForURL("**/golden/person/*");
            assertThat(live("a")).as("left alone").isFalse();

            page.navigate(AtGolden.path(ida) + "/preview/restore");
            AtGolden.confirm(page, "Restored");
            assertThat(live("a")).isTrue();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whatSomebodyElseRestoredIsShownAsItWasAndIs() {
        UUID ida = family.push("a", "Mechthild", "1936-02-27", "Leeds");
        family.delete("a");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT, "de-DE");
            page.navigate(AtGolden.path(ida) + "/preview/restore");
            done(new Command.Restore(ida, null, OTHERS));
            int version = version(ida);

            page.locator(".verdict .primary").press("Enter");
            page.waitForSelector(".notice:has-text('Das geht jetzt nicht')");

            assertThat(page.locator("table.three:not(.of-records) tr:has-text('Status') td")
                            .allInnerTexts())
                    .containsExactly("stillgelegt", "in Gebrauch geändert");
            assertThat(page.locator(".of-records .head").innerText()).contains("ist wieder in Gebrauch");
            assertThat(page.locator(".verdict").count()).isZero();
            assertThat(version(ida)).isEqualTo(version);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void formsThatAreSentTwiceActOnce() {
        UUID ada = family.push("ada", "Aurelia", "1911-01-31", "Leeds");
        UUID bea = family.push("bea", "Sieglinde", "1983-07-04", "Oslo");
        UUID decision = decision(merge(ada, bea, null));
        UUID ida = family.push("a", "Thusnelda", "1929-09-09", "Leeds");
        family.delete("a");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate(AtGolden.path(family.goldenOf("ada")) + "/preview/undo/" + decision);
            assertThat(twice(page, "form.verdict"))
                    .allSatisfy(url -> assertThat(url).contains("done=undo"));

            page.navigate(AtGolden.path(ida) + "/preview/restore");
            List<String> restored = twice(page, "form.verdict");
            assertThat(restored).allSatisfy(url -> assertThat(url).contains("done=restore&decision="));
            assertThat(restored.getFirst()).isEqualTo(restored.getLast());
            assertThat(version(ida)).as("created, ended, back").isEqualTo(3);

            page.navigate(AtGolden.path(ida));
            page.locator("[data-open=pin]").press("Enter");
            page.selectOption("#pin select[name=attribute]", "city");
            page.fill("#pin input[name=value]", "York");
            page.fill("#pin input[name=reason]", "she said");
            assertThat(twice(page, "#pin form"))
                    .allSatisfy(url -> assertThat(url).contains("done=pin"));
            assertThat(version(ida)).isEqualTo(4);
        }
    }

    @Test
    void aPinOnWhatChangedKeepsWhatWasTypedBesideWhatWasSeenAndWhatIsNow() throws IOException {
        UUID ada = family.push("ada", "Valeska", "1940-03-03", "Leeds");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate(AtGolden.path(ada));
            page.locator("[data-open=pin]").press("Enter");
            page.selectOption("#pin select[name=attribute]", "city");
            page.fill("#pin input[name=value]", "York");
            page.fill("#pin input[name=reason]", "she said");
            family.push("ada", "Valeska", "1940-03-03", "Ripon");

            page.keyboard().press("Enter");
            page.waitForSelector("#pin[open] .notice:has-text('Changed since you opened it')");

            assertThat(page.locator("#pin .three tr:has-text('City') td").allInnerTexts())
                    .containsExactly("Leeds", "York", "Ripon changed");
            assertThat(page.inputValue("#pin select[name=attribute]")).isEqualTo("city");
            assertThat(page.inputValue("#pin input[name=value]")).isEqualTo("York");
            assertThat(page.inputValue("#pin input[name=reason]")).isEqualTo("she said");
            assertThat(page.evaluate("document.activeElement.className")).isEqualTo("told");
            assertThat(city(ada)).isEqualTo("Ripon");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(LayoutProbe.broken(page)).isEmpty();

            AtGolden.tabTo(page, "#pin .primary");
            AtGolden.confirm(page, "Pinned");
            assertThat(city(ada)).isEqualTo("York");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aPinOnWhatWasMergedMeanwhileGoesOnWithTheHeir() {
        UUID ada = family.push("ada", "Leonore", "1916-12-05", "Leeds");
        UUID bea = family.push("bea", "Xenia", "1974-06-18", "Oslo");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            UUID heir = merge(ada, bea, null).golden().getFirst();
            UUID retired = heir.equals(ada) ? bea : ada;
            undoAll(heir);
            page.navigate(AtGolden.path(retired));
            page.locator("[data-open=pin]").press("Enter");
            page.selectOption("#pin select[name=attribute]", "city");
            page.fill("#pin input[name=value]", "York");
            page.fill("#pin input[name=reason]", "she said");
            assertThat(merge(ada, bea, null).golden().getFirst()).isEqualTo(heir);

            page.keyboard().press("Enter");
            page.waitForSelector("#pin[open] .notice:has-text('Changed since you opened it')");
            assertThat(page.getAttribute("#pin form", "action")).contains(heir.toString());
            AtGolden.tabTo(page, "#pin .primary");
            AtGolden.confirm(page, "Pinned");
            assertThat(city(heir)).isEqualTo("York");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aPinThatIsReleasedOnWhatChangedIsShownThenAndNow() throws IOException {
        UUID ada = family.push("ada", "Zenobia", "1950-08-27", "Leeds");
        done(new Command.PinValue(ada, 1, "city", List.of("York"), "she said", null, OTHERS));
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate(AtGolden.path(ada));
            done(new Command.PinValue(ada, 2, "city", List.of("Ripon"), "she wrote", null, OTHERS));

            page.locator(".attributes button:has-text('Release')").press("Enter");
            page.waitForSelector(".notice:has-text('Changed since you opened it')");

            assertThat(page.locator(".moved tr:has-text('City') td").allInnerTexts())
                    .containsExactly("York", "Ripon changed");
            assertThat(page.locator("h1").innerText()).contains("Release the pinned City");
            assertThat(page.locator(".verdict [name=reason]").count()).isZero();
            assertThat(city(ada)).isEqualTo("Ripon");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            AtGolden.tabTo(page, ".verdict .primary");
            AtGolden.confirm(page, "The pin is released");
            assertThat(city(ada)).isEqualTo("Leeds");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static List<String> twice(Page page, String form) {
        Object urls = page.evaluate("""
                async selector => {
                  const form = document.querySelector(selector);
                  const send = () => fetch(form.action, {method: 'POST', body: new URLSearchParams(new FormData(form))});
                  return (await Promise.all([send(), send()])).map(answer => answer.url);
                }
                """, form);
        return ((List<?>) Objects.requireNonNull(urls))
                .stream().map(String::valueOf).toList();
    }

    private void undoAll(UUID id) {
        List<Integer> members = golden.members("person", id).stream()
                .map(record -> record.ordinal())
                .toList();
        decisions.about("person", members).stream()
                .filter(decision -> decision.stands())
                .forEach(decision -> done(new Command.Undo(decision.id(), null, OTHERS)));
    }

    private Outcome.Done merge(UUID one, UUID other, @Nullable String reason) {
        return done(new Command.Merge(one, version(one), other, version(other), reason, OTHERS));
    }

    private Outcome.Done done(Command.OfSteward command) {
        Outcome.OfSteward outcome = ledgers.submit("person", command).join();
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcome;
    }

    private static UUID decision(Outcome.Done done) {
        return Objects.requireNonNull(done.decision());
    }

    private boolean live(String key) {
        return family.stateOf(key) == RecordView.State.LIVE;
    }

    private int version(UUID id) {
        return golden.find("person", id).orElseThrow().version();
    }

    private String city(UUID id) {
        return Objects.requireNonNull(golden.find("person", id)
                        .orElseThrow()
                        .values()
                        .values()
                        .get("city"))
                .values()
                .getFirst();
    }
}
