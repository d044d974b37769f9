package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.GoldenView;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The life of a golden record, walked through in a browser: updated, merged and split, and looked at as of any time. */
@QuarkusTest
@Tag("browser")
final class GoldenTimeTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    SourceRecords records;

    @Inject
    GoldenRecords golden;

    private OneFamily family;

    @BeforeEach
    void begin() {
        family = new OneFamily("Tempus", ledgers, records);
    }

    @Test
    void walksFromItsBeginningThroughAMergeAndASplit() throws IOException {
        UUID one = family.push("ada", "Adalind", "1906-05-14", "Leeds");
        family.push("ada", "Adalind", "1906-05-14", "York");
        UUID two = family.push("bea", "Beatrix", "1969-10-02", "Oslo");
        assertThat(two).isNotEqualTo(one);
        Outcome.OfSteward merged = ledgers.submit(
                        "person", new Command.Merge(one, 2, two, null, "one person", "user:grace"))
                .join();
        UUID heir = ((Outcome.Done) merged).golden().getFirst();
        UUID gone = heir.equals(one) ? two : one;
        String path = AtGolden.path(heir);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate(AtGolden.path(gone));
            page.waitForURL("**" + path + "**");
            assertThat(page.locator(".notice").first().textContent()).contains("You followed a retired id");
            assertThat(page.locator(".members thead").innerText())
                    .as("every source key leads here")
                    .contains("ada", "bea");
            for (String key : List.of("ada", "bea")) {
                page.navigate("/golden?entity=person&q=" + key + "+" + family.name());
                assertThat(page.locator("a.title").first().getAttribute("href")).startsWith(path);
            }
            assertThat(AccessibilityTest.check(page)).isEmpty();

            AtGolden.beginUndo(page, heir);
            AtGolden.confirm(page, "Undone");
            assertThat(family.goldenOf(gone.equals(two) ? "bea" : "ada"))
                    .as("comes back under its earlier id")
                    .isEqualTo(gone);
            page.navigate(AtGolden.path(gone));
            assertThat(page.url()).as("and leads nowhere else").contains(gone.toString());
            assertThat(page.locator(".notice:has-text('retired')").count()).isZero();

            page.navigate(path + "?tab=history");
            assertThat(page.locator(".timeline li").allInnerTexts().stream()
                            .map(line -> line.replaceFirst("(?s) version.*", "").replaceFirst("(?s)\\n.*", "")))
                    .as("newest first")
                    .containsExactlyElementsOf(expected(heir));
            assertThat(page.locator(".timeline").innerText()).contains("grace");

            List<GoldenView> versions = golden.history("person", heir);
            for (GoldenView then : List.of(versions.getLast(), versions.get(1))) {
                page.navigate(path + "?tab=history");
                page.click(".timeline a:text-is('version " + then.version() + "')");
                page.waitForSelector(".notice:has-text('As it was')");
                assertThat(page.locator(".attributes tr:has-text('City')")
                                .first()
                                .innerText())
                        .contains(city(then));
                assertThat(page.locator(".members thead label").count())
                        .as("as many records as it had then")
                        .isEqualTo(then.members().length);
            }

            int last = versions.getFirst().version();
            compare(page, path, 1, last, versions);
            compare(page, path, last, 1, versions);
            compare(page, path, 1, versions.get(1).version(), versions);
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private List<String> expected(UUID heir) {
        return golden.history("person", heir).stream()
                .map(version -> switch (version.kind()) {
                    case "created" -> "Created";
                    case "updated" -> "Updated";
                    case "merged" -> "Merged with another golden record by a steward's decision";
                    case "split" -> "Split by undoing a decision";
                    default -> version.kind();
                })
                .toList();
    }

    private static void compare(Page page, String path, int from, int to, List<GoldenView> versions) {
        page.navigate(path + "?tab=history");
        assertThat(page.inputValue("select[name=from]"))
                .as("offered with the last version: the one before it")
                .isEqualTo(Integer.toString(versions.get(1).version()));
        assertThat(page.inputValue("select[name=to]"))
                .isEqualTo(Integer.toString(versions.getFirst().version()));
        page.selectOption("select[name=from]", Integer.toString(from));
        page.selectOption("select[name=to]", Integer.toString(to));
        page.locator("form:has(select[name=from]) button").press("Enter");
        page.waitForURL("**from=" + from + "&to=" + to + "**");
        String before = city(numbered(versions, from));
        String after = city(numbered(versions, to));
        String line = page.locator("#tabs table tr:has(th:text-is('City'))").innerText();
        assertThat(line).contains(before, after);
        assertThat(page.locator("#tabs table tr:has(th:text-is('City')) del").count())
                .isEqualTo(before.equals(after) ? 0 : 1);
    }

    private static GoldenView numbered(List<GoldenView> versions, int number) {
        return versions.stream()
                .filter(version -> version.version() == number)
                .findFirst()
                .orElseThrow();
    }

    private static String city(GoldenView version) {
        return Objects.requireNonNull(version.values().values().get("city"))
                .values()
                .getFirst();
    }
}
