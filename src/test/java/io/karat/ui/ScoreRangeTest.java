package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.review.Filter;
import io.karat.review.Review;
import io.karat.review.Reviews;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The queue narrowed to a range of scores: in the list, in its address and in a view. */
@QuarkusTest
@Tag("browser")
final class ScoreRangeTest {

    private static final double FROM = 0.55;
    private static final double TO = 0.85;
    private static final int MOST = 60;

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Reviews reviews;

    @Test
    void narrowsTheListAndKeepsItsOrder() throws IOException {
        people.loadSamples();
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/reviews?entity=person");
            page.fill("input[name=min]", Double.toString(FROM));
            page.keyboard().press("Enter");
            page.waitForURL("**min=0.55**");
            page.fill("input[name=max]", Double.toString(TO));
            page.keyboard().press("Enter");
            page.waitForURL("**max=0.85**");

            List<Review> wanted = reviews.list(Filter.ALL.ofEntity("person").scored(FROM, TO), null, MOST)
                    .reviews();
            assertThat(wanted).isNotEmpty().allSatisfy(review -> {
                assertThat(review.kind().pairs()).as("others have no score").isTrue();
                assertThat(review.probability()).isBetween(FROM, TO);
            });
            assertThat(page.locator(".queue [data-row]").all().stream()
                            .map(row -> Objects.requireNonNull(row.getAttribute("href"))
                                    .replaceAll(".*/|\\?.*", "")))
                    .as("by priority, as without a range")
                    .containsExactlyElementsOf(wanted.stream()
                            .map(review -> review.id().toString())
                            .toList());
            assertThat(page.locator(".queue .score").allInnerTexts())
                    .hasSize(wanted.size())
                    .allSatisfy(score -> assertThat(Double.parseDouble(score.replaceAll("[^0-9.]", "")))
                            .isBetween(FROM - 0.01, TO + 0.01));
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.click(".views summary");
            page.fill(".views input[name=name]", "in between");
            page.click(".views form.act button");
            page.waitForSelector(".views summary:has-text('in between')");
            page.navigate("/reviews");
            page.click(".views summary");
            page.click(".views a:has-text('in between')");
            page.waitForURL("**min=0.55&max=0.85**");
            assertThat(page.inputValue("input[name=min]")).isEqualTo("0.55");
            assertThat(page.inputValue("input[name=max]")).isEqualTo("0.85");
            assertThat(chromium.complaints()).isEmpty();
        }
    }
}
