package io.karat.ui;

import com.microsoft.playwright.Page;
import java.util.UUID;

/** What everybody does who works on golden records in a browser. */
final class AtGolden {

    private AtGolden() {}

    static String path(UUID id) {
        return "/golden/person/" + id;
    }

    /** Asks for the undo of the latest decision about it; leaves the page that foretells it. */
    static void beginUndo(Page page, UUID id) {
        page.navigate(path(id) + "?tab=decisions");
        page.locator("a", new Page.LocatorOptions().setHasText("Undo…")).press("Enter");
        page.waitForSelector("h1:has-text('Undo this decision?')");
    }

    /**
     * Goes through with what was foretold, once its button has the focus: it gets it with the first picture, which on a busy
     * machine comes after the page has loaded.
     */
    static void confirm(Page page, String done) {
        page.waitForCondition(() -> (boolean) page.evaluate("document.activeElement.matches('.primary')"));
        page.keyboard().press("Enter");
        page.waitForSelector(".toast:has-text('" + done + "')");
    }

    /** Presses Tab until this has the focus. */
    static void tabTo(Page page, String selector) {
        page.waitForCondition(() -> {
            page.keyboard().press("Tab");
            return (boolean) page.evaluate("selector => document.activeElement.matches(selector)", selector);
        });
    }
}
