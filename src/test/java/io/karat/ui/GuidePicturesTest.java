package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordKey;
import io.karat.publish.Receiver;
import io.karat.publish.Subscriptions;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of the stewards' guide below {@code target/screenshots/guide} from a running hub: two records that are
 * not one, seen why, joined, published, and taken apart again. They are copied to {@code src/docs/images} when the pages
 * change.
 */
@QuarkusTest
@Tag("nightly")
final class GuidePicturesTest {

    private static final Path PICTURES = Path.of("target", "screenshots", "guide");
    private static final RecordKey MARGARET = new RecordKey("crm", "M-2041");
    private static final RecordKey MAGGIE = new RecordKey("shop", "77310");

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    SourceRecords records;

    @Inject
    Subscriptions subscriptions;

    @Test
    void picturesShowHowTwoAreJoinedAndTakenApart() throws IOException {
        people.loadSamples();
        people.named("ada", Role.STEWARD);
        try (Receiver receiver = new Receiver();
                Chromium chromium = new Chromium(hub)) {
            receiver.subscribe(subscriptions, "person");
            Page page = chromium.signedIn("ada", People.PASSWORD, new Window(1180, 720, false, false));
            page.navigate("/golden?entity=person&q=ashdown");
            shoot(page, "two");
            page.navigate(path(MARGARET) + "/graph");
            page.waitForSelector("#graph[data-drawn]");
            shoot(page, "graph");
            page.navigate("/compare/person?golden=" + golden(MARGARET) + "&golden=" + golden(MAGGIE));
            shoot(page, "compare");
            page.navigate(path(MARGARET) + "/preview/merge?with=" + golden(MAGGIE));
            shoot(page, "why");
            page.locator(".verdict .primary").click();
            page.waitForSelector(".toast:has-text('Merged')");
            shoot(page, "merged");
            receiver.next("golden.merged");
            page.navigate(path(MARGARET) + "?tab=published#tabs");
            shoot(page, "published");
            page.navigate(path(MARGARET) + "?tab=decisions");
            page.locator("a:has-text('Undo…')").click();
            page.waitForSelector("h1:has-text('Undo this decision?')");
            shoot(page, "undo");
            page.locator(".verdict .primary").click();
            page.waitForSelector(".toast:has-text('Undone')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve("guide-" + name + ".png")));
    }

    private String path(RecordKey key) {
        return "/golden/person/" + golden(key);
    }

    private String golden(RecordKey key) {
        return records.find("person", key)
                .map(r -> String.valueOf(r.goldenId()))
                .orElseThrow();
    }
}
