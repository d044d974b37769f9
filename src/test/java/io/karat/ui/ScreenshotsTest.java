package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makes the README's pictures below {@code target/screenshots} from a running hub with the sample sources. */
@QuarkusTest
@Tag("nightly")
final class ScreenshotsTest {

    private static final Path PICTURES = Path.of("target", "screenshots");

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Test
    void picturesShowTheHub() {
        people.loadSamples();
        people.named("ada", Role.ADMIN);
        try (Chromium chromium = new Chromium(hub)) {
            for (Window window : List.of(
                    new Window(1280, 800, false, false),
                    new Window(1280, 800, true, false),
                    new Window(1920, 1080, false, false))) {
                String suffix = (window.dark() ? "dark" : "light") + "-" + window.width();
                Page page = chromium.signedIn("ada", People.PASSWORD, window);
                shoot(page, "overview-" + suffix);
                page.navigate("/reviews");
                page.keyboard().press("n");
                page.waitForSelector("[data-item]");
                shoot(page, "reviews-" + suffix);
                page.locator(".versus thead a").first().click();
                page.waitForSelector(".attributes");
                shoot(page, "golden-" + suffix);
                page.locator(".tabs a", new Page.LocatorOptions().setHasText("History"))
                        .click();
                page.waitForSelector(".timeline");
                shoot(page, "history-" + suffix);
                page.navigate("/golden?entity=person&q=smth");
                shoot(page, "search-" + suffix);
                for (String path : List.of("sources", "jobs", "settings")) {
                    page.navigate("/" + path);
                    shoot(page, path + "-" + suffix);
                }
            }
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }
}
