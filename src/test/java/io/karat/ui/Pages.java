package io.karat.ui;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The addresses of all pages of a hub with the sample sources. */
@ApplicationScoped
class Pages {

    /** Parts that a page fetches into itself; the value says where a test opens them. */
    static final Map<String, Class<?>> PARTS = Map.of(
            "/palette", AccessibilityTest.class,
            "/jobs/{id}/refusals", AccessibilityTest.class,
            "/audit/verification", AccessibilityTest.class,
            "/settings/reindex/{entity}", AccessibilityTest.class,
            "/reviews/{id}/outlook", StewardAtWorkTest.class,
            // Only rules that hold records back lead there, and the sample types have none.
            "/quality/record", QualityAtWorkTest.class);

    /** They send a browser elsewhere, or a file. */
    static final Set<String> NO_PAGES = Set.of("/entity/{entity}", "/reviews/views/{view}", "/audit/export");

    private final People people;
    private final Begun begun;

    private List<String> known = List.of();

    Pages(People people, Begun begun) {
        this.people = people;
        this.begun = begun;
    }

    /** @param page of somebody who may see all of them */
    synchronized List<String> of(Page page) {
        if (known.isEmpty()) {
            people.loadSamples();
            known = List.copyOf(addresses(page));
        }
        return known;
    }

    private List<String> addresses(Page page) {
        List<String> pages = new ArrayList<>(List.of(
                "/",
                "/login",
                "/login?problem=wrong",
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
        pages.addAll(ofWhatIsBegun(page));
        return pages;
    }

    private List<String> ofWhatIsBegun(Page page) {
        Begun.Things things = begun.things();
        String merged = "/golden/person/" + things.merged();
        List<String> pages = new ArrayList<>(List.of(
                merged + "?tab=history&from=1&to=2",
                merged + "?tab=decisions",
                merged + "?asOf=2026-01-01T00:00:00Z",
                merged + "?validAt=2020-01-01",
                merged + "/preview/split",
                merged + "/preview/split?record=" + things.member(),
                merged + "/preview/move?record=" + things.member(),
                merged + "/preview/move?record=" + things.member() + "&to=" + things.apart(),
                merged + "/preview/undo/" + things.decision(),
                "/golden/person/" + things.entered() + "/preview/remove?record=" + things.enteredRecord(),
                "/golden/person/" + things.ended(),
                "/golden/person/" + things.ended() + "/preview/restore",
                "/golden/person/" + things.apart(),
                "/compare/person?record=" + things.member() + "&record=" + things.enteredRecord(),
                "/changes/" + things.request(),
                "/bulk/" + things.draft()));
        for (String kind : List.of("split", "guard")) {
            page.navigate("/reviews?kind=" + kind + "&text=" + Begun.NAME);
            pages.add(hrefs(page.locator(".queue a")).getFirst());
        }
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
