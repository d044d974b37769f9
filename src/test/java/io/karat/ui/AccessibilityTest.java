package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.karat.access.Role;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On every page axe finds nothing, light or dark, one region speaks, and Tab leads everywhere. */
@QuarkusTest
@Tag("browser")
final class AccessibilityTest {

    private static final String FINDINGS = """
            async () => {
              const found = await axe.run(document, {rules: {'target-size': {enabled: true}}});
              const regions = document.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], [role=alert],'
                  + ' [role=log], [role=timer], [role=marquee], output').length;
              if (regions !== 1) return [regions + ' live regions'];
              return found.violations
                  .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | '));
            }
            """;

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Pages pages;

    @Inject
    Begun begun;

    /** What depends on colours; all else is the same, light or dark. */
    private static final String COLOURS = """
            async () => {
              await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
              const found = await axe.run(document, {runOnly: ['color-contrast', 'link-in-text-block']});
              return found.violations
                  .map(v => 'dark, ' + v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | '));
            }
            """;

    /** What goes from one look to another by itself, or glides when it is scrolled. */
    private static final String MOVING = """
            () => [...document.querySelectorAll('*')]
                .filter(element => [null, '::before', '::after'].some(part => {
                  const style = getComputedStyle(element, part);
                  return style.transitionDuration.split(',').some(length => parseFloat(length) > 0)
                      || style.animationName !== 'none' || style.scrollBehavior === 'smooth';
                }))
                .map(element => 'moves: ' + element.tagName + ' ' + element.outerHTML.slice(0, 120))
            """;

    @Test
    void findsNothingOnAnyPage() throws IOException {
        List<String> findings = new ArrayList<>();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.ADMIN), People.PASSWORD, Window.PROBED);
            for (String path : pages.of(page)) {
                page.navigate(path);
                findings.addAll(lightAndDark(page));
                findings.addAll(TabOrder.findings(page));
            }
            page.navigate("/");
            findings.addAll(TabOrder.ofWholePage(page));
            findings.addAll(opened(page));
        }
        assertThat(findings).isEmpty();
    }

    private static List<String> lightAndDark(Page page) throws IOException {
        List<String> findings = new ArrayList<>(check(page));
        // Colours on their way from one to another are neither.
        page.emulateMedia(
                new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK).setReducedMotion(ReducedMotion.REDUCE));
        for (String script : List.of(COLOURS, MOVING)) {
            for (Object finding : (List<?>) page.evaluate(script)) {
                findings.add(page.url() + " " + finding);
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions()
                .setColorScheme(ColorScheme.LIGHT)
                .setReducedMotion(ReducedMotion.NO_PREFERENCE));
        return findings;
    }

    /** What moves for those who did not ask for less of it is found, so that the look at the pages can fail. */
    @Test
    void whatMovesIsFound() {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.evaluate("() => document.querySelector('h1').style.transition = 'opacity 1s'");
            assertThat((List<?>) page.evaluate(MOVING)).isNotEmpty();

            page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
            assertThat((List<?>) page.evaluate(MOVING)).isEmpty();
        }
    }

    @Test
    void everyPageIsLookedAt() {
        try (Chromium chromium = new Chromium(hub)) {
            List<String> looked =
                    pages.of(chromium.signedIn(people.someone(Role.ADMIN), People.PASSWORD, Window.PROBED));
            Set<String> routes = Routes.all();

            assertThat(routes)
                    .as("a new page belongs into Pages; a part of one, or what is no page, into its lists")
                    .allMatch(route -> Pages.PARTS.containsKey(route)
                            || Pages.NO_PAGES.contains(route)
                            || looked.stream().anyMatch(address -> Routes.leads(address, route)));
            assertThat(routes).containsAll(Pages.PARTS.keySet()).containsAll(Pages.NO_PAGES);
        }
    }

    /** What is not there before somebody does something. */
    private List<String> opened(Page page) throws IOException {
        List<String> findings = new ArrayList<>();
        page.navigate("/reviews");
        page.keyboard().press("n");
        page.waitForSelector("[data-item]");
        findings.addAll(lightAndDark(page));
        findings.addAll(TabOrder.findings(page));
        page.keyboard().press("?");
        findings.addAll(lightAndDark(page));
        page.keyboard().press("Escape");
        page.keyboard().press("Control+k");
        page.waitForResponse("**/palette**", () -> page.keyboard().type("andersson"));
        findings.addAll(lightAndDark(page));
        page.keyboard().press("Escape");

        Begun.Things things = begun.things();
        for (String dialog : List.of("merge", "pin")) {
            page.navigate("/golden/person/" + things.merged());
            page.click("[data-open=" + dialog + "]");
            page.waitForSelector("dialog#" + dialog + "[open]");
            findings.addAll(lightAndDark(page));
        }
        page.navigate("/jobs");
        page.click("#refused-" + things.refusing());
        page.waitForSelector("#refusals tbody tr");
        findings.addAll(lightAndDark(page));
        page.navigate("/audit");
        page.click("form[action='/audit/verification'] button");
        page.waitForSelector("#verified .notice");
        findings.addAll(lightAndDark(page));
        page.navigate("/settings");
        page.waitForResponse("**/settings/reindex/person", () -> page.click("#index-person button"));
        findings.addAll(lightAndDark(page));
        page.navigate("/sources");
        page.click("form[action='/sources/token'] button >> nth=0");
        page.waitForSelector(".notice.secret");
        findings.addAll(lightAndDark(page));
        return findings;
    }

    static List<String> check(Page page) throws IOException {
        try (InputStream axe = AccessibilityTest.class.getResourceAsStream("/axe.min.js")) {
            assertThat(axe).isNotNull();
            // What lies below the sticky bar counts as too small a target.
            page.evaluate("scrollTo(0, 0)");
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        List<String> findings = new ArrayList<>();
        for (Object finding : (List<?>) page.evaluate(FINDINGS)) {
            findings.add(page.url() + " " + finding);
        }
        return findings;
    }
}
