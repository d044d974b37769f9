package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** axe finds nothing on any page, light or dark. */
@QuarkusTest
@Tag("browser")
final class AccessibilityTest {

    private static final String FINDINGS = """
            async () => {
              const found = await axe.run(document, {rules: {'target-size': {enabled: true}}});
              return found.violations
                  .map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | '));
            }
            """;

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void findsNothingOnAnyPage(boolean dark) throws IOException {
        people.loadSamples();
        String admin = people.someone(Role.ADMIN);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(admin, People.PASSWORD, new Window(1280, 800, dark, true));
            List<String> findings = new ArrayList<>();
            for (String path : Pages.of(page)) {
                page.navigate(path);
                findings.addAll(check(page));
            }
            page.navigate("/reviews");
            page.keyboard().press("n");
            page.waitForSelector("[data-item]");
            findings.addAll(check(page));
            page.keyboard().press("?");
            findings.addAll(check(page));
            page.keyboard().press("Escape");
            page.keyboard().press("Control+k");
            findings.addAll(check(page));
            assertThat(findings).isEmpty();
        }
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
