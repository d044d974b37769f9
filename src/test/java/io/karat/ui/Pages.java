package io.karat.ui;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The addresses of all pages of a hub with the sample sources. */
final class Pages {

    private Pages() {}

    /** @param page of somebody who may see all of them */
    static List<String> of(Page page) {
        List<String> pages = new ArrayList<>(List.of(
                "/",
                "/reviews",
                "/golden?entity=person",
                "/golden?entity=person&q=andersson",
                "/golden?entity=person&q=zzzz",
                "/pins?entity=person",
                "/changes?entity=person",
                "/golden/person/new",
                "/matching?entity=person",
                "/matching?entity=product",
                "/quality?entity=person",
                "/quality?entity=person&rule=phone-valid",
                "/sources",
                "/subscriptions",
                "/reviews?state=superseded",
                "/work",
                "/bulk",
                "/jobs",
                "/settings",
                "/audit",
                "/audit?who=nobody-at-all",
                "/compare/person",
                "/no-such-page"));
        page.navigate("/golden?entity=person");
        List<String> golden = hrefs(page.locator("a.title"));
        String several = several(page, golden.getFirst());
        pages.add(several);
        for (String tab : List.of("history", "decisions", "reviews", "published", "comments")) {
            pages.add(several + "?tab=" + tab);
        }
        pages.add(several + "/graph");
        pages.add(several + "/edit");
        pages.add("/compare/person?golden=" + id(golden.get(0)) + "&golden=" + id(golden.get(1)));
        pages.add(golden.get(0) + "/preview/merge?with=an");
        pages.add(golden.get(0) + "/preview/merge?with=" + id(golden.get(1)));
        page.navigate("/reviews");
        pages.addAll(hrefs(page.locator(".queue a")).stream().limit(1).toList());
        return pages;
    }

    /** One of several records, where there is one on the page. */
    private static String several(Page page, String otherwise) {
        for (Locator row : page.locator(".hits tbody tr").all()) {
            if (!row.locator("td.number").innerText().equals("1")) {
                return Objects.requireNonNull(row.locator("a.title").getAttribute("href"));
            }
        }
        return otherwise;
    }

    private static List<String> hrefs(Locator links) {
        return links.all().stream()
                .map(link -> Objects.requireNonNull(link.getAttribute("href")))
                .toList();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
