package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Visitor;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever reads German reads it on every page, and works by the same keys. */
@QuarkusTest
@Tag("browser")
final class GermanAtWorkTest {

    private static final Pattern PLAIN = Pattern.compile("[^{}<>]*\\w+ \\w+ \\w+[^{}<>]*");

    private static final String READ_ALOUD = """
            () => [...document.querySelectorAll('[aria-label], [title], [placeholder]')]
              .flatMap(it => [it.ariaLabel, it.title, it.placeholder]).filter(words => words).join('\\n')""";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Accounts accounts;

    @Inject
    Pages pages;

    @Test
    void decidesByKeyboardInGerman() {
        people.loadSamples();
        String ada = people.someone(Role.STEWARD);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(ada, People.PASSWORD, Window.LIGHT, "de-DE");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
            assertThat(page.locator("h1").innerText()).isEqualTo("Schön, Sie zu sehen, " + ada);

            String first = AtDesk.next(page, "?kind=match&entity=person");
            assertThat(page.locator(".question h1").innerText()).startsWith("Ist das dasselbe");
            assertThat(page.locator(".lease").innerText()).matches("noch \\d+:\\d\\d Ihrer");
            assertThat(page.locator(".score-head").innerText())
                    .containsPattern("0,\\d\\d")
                    .containsAnyOf("gleich", "verschieden");
            assertThat(page.locator(".why .pairs").innerText())
                    .contains("Zusammengebracht durch", "Er berührt")
                    .containsPattern("am \\d\\d\\.\\d\\d\\.\\d{4}, \\d\\d:\\d\\d");

            page.keyboard().press("2");
            page.waitForSelector(".toast:has-text('Verschieden: ')");
            assertThat(AtDesk.inHand(page)).isNotEqualTo(first);
            page.keyboard().press("u");
            page.waitForSelector(".toast:has-text('Rückgängig gemacht.')");
            assertThat(AtDesk.inHand(page)).isEqualTo(first);
            page.keyboard().press("u");
            page.waitForFunction("() => document.querySelector('#live').textContent === 'Nichts rückgängig zu machen'");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void whatTheAuditHoldsIsNamedInGerman() {
        String admin = people.someone(Role.ADMIN);
        String changed = people.someone(Role.VIEWER);
        accounts.change(changed, Role.STEWARD, null, "user:" + admin);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(admin, People.PASSWORD, Window.LIGHT);
            page.navigate("/settings");
            page.locator("#language").selectOption(new SelectOption().setLabel("Deutsch"));
            page.locator("form[action='/language'] button").click();
            page.waitForSelector("h1:has-text('Einstellungen')");
            page.navigate("/audit?who=" + admin + "&kind=account");
            assertThat(page.locator("tr:has-text('" + changed + "')").first().innerText())
                    .contains("Rolle Leser → Steward");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void aChosenLanguageGoesBeforeThatOfTheBrowserAndStays() {
        String admin = people.someone(Role.ADMIN);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(admin, People.PASSWORD, Window.LIGHT);
            page.navigate("/settings");
            assertThat(page.locator("h1").innerText()).isEqualTo("Settings");

            page.locator("#language").selectOption(new SelectOption().setLabel("Deutsch"));
            page.locator("form[action='/language'] button").click();
            page.waitForSelector("h1:has-text('Einstellungen')");

            page.navigate("/jobs");
            assertThat(page.locator("h1").innerText()).isEqualTo("Aufträge");
            page.locator("form[action='/logout'] button").click();
            page.waitForSelector("h1:has-text('Anmelden')");

            page.fill("#name", admin);
            page.fill("#password", People.PASSWORD);
            page.click("button.primary");
            page.waitForSelector("h1:has-text('Schön, Sie zu sehen')");
            page.navigate("/settings");
            page.locator("#language").selectOption("");
            page.locator("form[action='/language'] button").click();
            page.waitForSelector("h1:has-text('Settings')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void noPageSaysInEnglishWhatItCanSayInGerman() {
        people.loadSamples();
        String admin = people.someone(Role.ADMIN);
        Map<String, String> german = Messages.in(Locale.GERMAN).patterns();
        List<String> english = Messages.in(Locale.ENGLISH).patterns().entrySet().stream()
                .filter(message -> PLAIN.matcher(message.getValue()).matches())
                .filter(message -> !message.getValue().equals(german.get(message.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(admin, People.PASSWORD, Window.LIGHT, "de-DE");
            List<String> found = new ArrayList<>();
            for (String path : pages.of(page)) {
                page.navigate(path);
                String text = page.locator("body").innerText() + "\n" + page.evaluate(READ_ALOUD);
                english.stream().filter(text::contains).forEach(words -> found.add(path + ": " + words));
                text.lines()
                        .map(String::strip)
                        .filter(line ->
                                !Messages.translated(line, Locale.GERMAN).equals(line))
                        .forEach(line -> found.add(path + ": " + line));
            }
            assertThat(found).isEmpty();
        }
    }

    @Test
    void saysInWhichLanguageAPageIsAndWhatItDependsOn() {
        String name = people.someone(Role.VIEWER);
        Visitor visitor = new Visitor(hub);
        visitor.signIn(name, People.PASSWORD);

        HttpResponse<String> german = visitor.get("/", "Accept-Language", "de-AT,en;q=0.5");
        assertThat(german.headers().firstValue("Content-Language")).contains("de");
        assertThat(german.headers().firstValue("Vary")).contains("Accept-Language, Cookie");
        assertThat(german.body()).contains("<html lang=\"de\" data-locale=\"de-AT\"");
        assertThat(visitor.get("/", "Accept-Language", "fr").headers().firstValue("Content-Language"))
                .as("English for a language that the hub does not speak")
                .contains("en");
        assertThat(visitor.get("/no-such-page", "Accept-Language", "de").body()).contains("Hier ist nichts");
        assertThat(visitor.form("/language", Map.of("language", "tlh", "_csrf", visitor.csrf()))
                        .statusCode())
                .isEqualTo(400);
    }
}
