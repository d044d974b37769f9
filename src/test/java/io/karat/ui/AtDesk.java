package io.karat.ui;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.Objects;

/** What everybody does who works on the queue in a browser. */
final class AtDesk {

    private AtDesk() {}

    /** Takes the next question of all; returns its id. */
    static String next(Page page) {
        return next(page, "");
    }

    /**
     * Takes the next question that fits; returns its id.
     *
     * @param filter as in the address, with its question mark
     */
    static String next(Page page, String filter) {
        page.navigate("/reviews" + filter);
        page.keyboard().press("n");
        page.waitForSelector("[data-item]");
        return inHand(page);
    }

    /** The id of the question that is shown. */
    static String inHand(Page page) {
        return Objects.requireNonNull(page.locator("[data-item]").getAttribute("data-item"));
    }

    /** Takes the next request for a change that fits, which has a page of its own; returns its path. */
    static String nextChange(Page page, String name) {
        page.navigate("/reviews?kind=change&text=" + name);
        page.keyboard().press("n");
        page.waitForURL("**/changes/*");
        return URI.create(page.url()).getPath();
    }
}
