package io.karat.ui;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real browser. Complaints of the pages (script errors, what the security policy blocked) are kept. */
final class Chromium implements AutoCloseable {

    private static final List<String> PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private final Playwright playwright;
    private final Browser browser;
    private final String root;
    private final List<String> complaints = new ArrayList<>();

    Chromium(URI hub) {
        root = hub.getScheme() + "://" + hub.getAuthority();
        Path executable = Stream.concat(Stream.ofNullable(System.getenv("KARAT_BROWSER")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("no browser found: install chromium, or name one in KARAT_BROWSER"));
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync",
                                "--disable-dev-shm-usage")));
    }

    /** A window of its own, with its own cookies, signed in. */
    Page signedIn(String name, String password, Window window) {
        return signedIn(name, password, window, "en-GB");
    }

    /** @param locale of the browser: its language and how it writes numbers and dates */
    Page signedIn(String name, String password, Window window, String locale) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(root)
                .setLocale(locale)
                .setTimezoneId("UTC")
                .setColorScheme(window.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setBypassCSP(window.forProbes())
                .setViewportSize(window.width(), window.height()));
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.navigate("/login");
        page.fill("#name", name);
        page.fill("#password", password);
        page.click("button.primary");
        page.waitForURL(root + "/");
        return page;
    }

    /** @param forProbes lets a test run its own script in the page, which the pages' security policy forbids */
    record Window(int width, int height, boolean dark, boolean forProbes) {
        static final Window LIGHT = new Window(1280, 800, false, false);
        static final Window PROBED = new Window(1280, 800, false, true);
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
