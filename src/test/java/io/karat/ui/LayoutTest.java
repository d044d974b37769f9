package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every page fits 1280 px, and 200 % zoom of it, without scrolling sideways; nothing moves while it loads; its tables are laid
 * out as tables, and nothing lies over anything else.
 */
@QuarkusTest
@Tag("browser")
final class LayoutTest {

    /** Sum of layout shifts that no input caused, see Cumulative Layout Shift. */
    private static final String SHIFTED = """
            () => new Promise(done => {
              let sum = 0;
              new PerformanceObserver(list => list.getEntries().filter(e => !e.hadRecentInput).forEach(e => sum += e.value))
                  .observe({type: 'layout-shift', buffered: true});
              requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
            })
            """;

    private static final String TOO_WIDE = """
            () => {
              const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
              if (wide <= 0) return '';
              const out = [...document.querySelectorAll('main *, .bar *, .rail *')]
                  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                  .slice(0, 3).map(e => e.tagName + '.' + e.className);
              return wide + ' px too wide: ' + out.join(' ');
            }
            """;

    /** Sum of all layout shifts since a time, also of those that a key caused: what is read must not jump under the eye. */
    private static final String SHIFTED_SINCE = """
            since => new Promise(done => {
              const found = [];
              const name = node => node?.nodeName + '.' + (node?.className ?? '');
              new PerformanceObserver(list => list.getEntries().filter(e => e.startTime >= since)
                  .forEach(e => found.push(e.value + ' ' + e.sources.map(source => name(source.node)).join(' '))))
                  .observe({type: 'layout-shift', buffered: true});
              requestAnimationFrame(() => requestAnimationFrame(() => done(found)));
            })
            """;

    /** Heights of the parts of the desk. */
    private static final String DESK = """
            () => ['.question', '.verdict', '.versus thead', '.versus'].map(part => {
              const box = document.querySelector(part).getBoundingClientRect();
              return [part, Math.round(box.top), Math.round(box.height)].join(' ');
            })
            """;

    /** How many lines the head and the foot of a question take. */
    private static final String LINES = """
            () => ['.question', '.verdict'].map(part => {
              const shown = [...document.querySelector(part).children].map(e => e.getBoundingClientRect()).filter(box => box.height > 0);
              return new Set(shown.map(box => Math.round((box.top + box.bottom) / 2 / 8))).size;
            })
            """;

    /** What lies over the weights on the right of a waterfall. */
    private static final String ON_WEIGHTS = """
            () => {
              const box = e => e.getBoundingClientRect();
              const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
              const texts = [...document.querySelectorAll('.waterfall text')];
              const weights = texts.filter(text => text.getAttribute('text-anchor') === 'end' && !text.matches('.threshold-text'));
              const others = [...texts.filter(text => !weights.includes(text)), ...document.querySelectorAll('.waterfall line')];
              return weights.flatMap(weight => others.filter(other => over(box(weight), box(other)))
                  .map(other => weight.textContent + ' and ' + (other.textContent || other.outerHTML)));
            }
            """;

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Pages pages;

    @ParameterizedTest
    @ValueSource(ints = {1280, 640})
    void everyPageFits(int width) {
        people.loadSamples();
        String admin = people.someone(Role.ADMIN);
        try (Chromium chromium = new Chromium(hub)) {
            Page page =
                    chromium.signedIn(admin, People.PASSWORD, new Window(width, width == 640 ? 400 : 800, false, true));
            List<String> findings = new ArrayList<>();
            for (String path : pages.of(page)) {
                page.navigate(path);
                LayoutProbe.settle(page);
                String wide = String.valueOf(page.evaluate(TOO_WIDE));
                if (!wide.isEmpty()) {
                    findings.add(path + ": " + wide);
                }
                double shifted = ((Number) page.evaluate(SHIFTED)).doubleValue();
                if (shifted > 0.02) {
                    findings.add(path + ": moves while it loads, " + shifted);
                }
                LayoutProbe.broken(page).forEach(broken -> findings.add(path + ": " + broken));
            }
            assertThat(findings).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1280, 1920})
    void nothingMovesWhenTheNextQuestionComesWithItsEvidenceOpen(int width) {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(
                    people.someone(Role.STEWARD), People.PASSWORD, new Window(width, 1000, false, true));
            AtDesk.next(page, "?kind=match&entity=person");
            page.keyboard().press("e");
            page.waitForSelector("details[data-explain-table][open]");
            for (String key : List.of("3", "1", "3")) {
                String before = AtDesk.inHand(page);
                LayoutProbe.settle(page);
                Object since = page.evaluate("() => performance.now()");
                page.keyboard().press(key);
                page.waitForFunction("before => document.querySelector('[data-item]').dataset.item !== before", before);
                page.waitForSelector("details[data-explain-table][open]");
                LayoutProbe.settle(page);
                assertThat((List<?>) page.evaluate(SHIFTED_SINCE, since))
                        .as(key)
                        .isEmpty();
            }
            page.navigate("/reviews/" + AtDesk.inHand(page) + "?kind=match&entity=person");
            page.waitForSelector("details[data-explain-table][open]");
            LayoutProbe.settle(page);
            assertThat((List<?>) page.evaluate(SHIFTED_SINCE, 0))
                    .as("as it is loaded")
                    .isEmpty();
        }
    }

    /** Whoever only looks at a question sees as much of it as whoever has claimed it. */
    @ParameterizedTest
    @ValueSource(ints = {1280, 1920})
    void theDeskIsTheSameClaimedOrNot(int width) {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(
                    people.someone(Role.STEWARD), People.PASSWORD, new Window(width, 800, false, true));
            AtDesk.next(page, "?kind=match&entity=person");
            page.waitForSelector(".lease");
            Object claimed = page.evaluate(DESK);
            page.keyboard().press("b");
            page.waitForSelector(".question form button");
            assertThat(page.evaluate(DESK)).isEqualTo(claimed);
            assertThat(page.evaluate("() => document.scrollingElement.scrollHeight - innerHeight"))
                    .as("only its parts scroll")
                    .isEqualTo(0);
            assertThat((List<?>) page.evaluate(LINES))
                    .as("above and below the records")
                    .isEqualTo(List.of(1, 1));
        }
    }

    /** At 200 % zoom the questions stand below the filters, and are not squeezed out by them. */
    @Test
    void theQueueIsSeenAtTwiceTheSize() {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page =
                    chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, new Window(640, 400, false, true));
            page.navigate("/reviews?kind=match");
            page.locator(".queue a[data-row]").nth(2).click();
            page.waitForSelector("[data-item]");
            assertThat(
                            page.evaluate(
                                    "() => { const rail = document.querySelector('.rail'); return rail.scrollWidth - rail.clientWidth; }"))
                    .as("the last place of the navigation is seen without scrolling")
                    .isEqualTo(0);
        }
    }

    /** The words of a waterfall keep clear of its weights, and its thresholds too. */
    @Test
    void theWeightsOfAWaterfallStandAlone() {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/reviews?kind=match");
            for (String path : page.locator(".queue a[data-row]").all().stream()
                    .limit(8)
                    .map(row -> row.getAttribute("href"))
                    .toList()) {
                page.navigate(path);
                assertThat((List<?>) page.evaluate(ON_WEIGHTS)).as(path).isEmpty();
            }
        }
    }

    @Test
    void aPageThatIsLaidOutWronglyIsFound() {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.ADMIN), People.PASSWORD, Window.PROBED);
            page.navigate("/quality?entity=person");
            for (String rule : List.of(
                    "table { display: flex }",
                    "td { display: block }",
                    "tbody { display: block }",
                    "thead th { position: relative; left: 9px }",
                    ".panel { margin-bottom: -40px }")) {
                assertThat(brokenBy(page, rule)).as(rule).isNotEmpty();
            }
            page.navigate("/golden?entity=person");
            assertThat(brokenBy(page, "main svg { margin-left: -60px }")).isNotEmpty();
        }
    }

    private static List<String> brokenBy(Page page, String rule) {
        assertThat(LayoutProbe.broken(page)).isEmpty();
        ElementHandle style = page.addStyleTag(new Page.AddStyleTagOptions().setContent(rule));
        List<String> broken = LayoutProbe.broken(page);
        style.evaluate("style => style.remove()");
        return broken;
    }
}
