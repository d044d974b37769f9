package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import io.karat.access.Role;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page fits 1280 px, and 200 % zoom of it, without scrolling sideways, and nothing moves while it loads. */
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
                // A page that is told of changes by a stream is never idle.
                page.waitForLoadState(page.locator("[data-live]").count() > 0 ? LoadState.LOAD : LoadState.NETWORKIDLE);
                String wide = String.valueOf(page.evaluate(TOO_WIDE));
                if (!wide.isEmpty()) {
                    findings.add(path + ": " + wide);
                }
                double shifted = ((Number) page.evaluate(SHIFTED)).doubleValue();
                if (shifted > 0.02) {
                    findings.add(path + ": moves while it loads, " + shifted);
                }
            }
            assertThat(findings).isEmpty();
        }
    }
}
