package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.Explanations;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Models;
import io.karat.ledger.Outcome;
import io.karat.ledger.RecordView;
import io.karat.ledger.SourceRecords;
import io.karat.match.Explanation;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records and golden records beside each other, in a real browser. */
@QuarkusTest
@Tag("browser")
final class CompareAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    SourceRecords records;

    @Inject
    Explanations explanations;

    @Inject
    Models models;

    private final String mark = "Corvid" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");

    @Test
    void membersStandBesideEachOtherWithWhatTheyWouldBeTogether() throws IOException {
        push("a", Map.of("given_name", "Wilma", "birth_date", "1957-03-21", "city", "Leeds"));
        push("b", Map.of("given_name", "Wilma", "birth_date", "21.03.1957", "city", "Porto"));
        String wilma = goldenOf("b");
        assertThat(goldenOf("a")).isEqualTo(wilma);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden/person/" + wilma);
            page.locator("input[name=record]").nth(0).press("Space");
            page.locator("input[name=record]").nth(1).press("Space");
            page.locator("button:has-text('Compare')[formaction]").press("Enter");
            page.waitForURL("**/compare/person?**");

            assertThat(sign(page, "Family name")).isEqualTo("equal");
            assertThat(sign(page, "City")).isEqualTo("different");
            assertThat(sign(page, "Birth date")).isEqualTo("equal after standardising");
            assertThat(row(page, "Birth date").locator(".result").textContent()).contains("1957");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.keyboard().press("d");
            assertThat(row(page, "Family name").isVisible()).isFalse();
            assertThat(row(page, "City").isVisible()).isTrue();
            page.keyboard().press("d");

            page.locator("a:has-text('Make it the first')").press("Enter");
            page.waitForURL("**&first=**");
            assertThat(page.locator(".versus thead th").nth(1).textContent()).contains("b");

            page.locator("a:has-text('Split off')").last().press("Enter");
            page.waitForSelector("h1:has-text('Split 1 record off')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void goldenRecordsAreMarkedInSearchAndLeadToTheirMerge() {
        push("c", Map.of("given_name", "Ivo", "birth_date", "1931-07-07", "city", "Leeds\u200B"));
        push("d", Map.of("given_name", "Ute", "birth_date", "1988-12-01", "city", "L\u0435eds"));
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate("/golden?entity=person&q=" + mark);
            page.locator("input[name=golden]").nth(0).press("Space");
            page.locator("input[name=golden]").nth(1).press("Space");
            page.locator("button:has-text('Compare marked')").press("Enter");
            page.waitForURL("**/compare/person?**");

            assertThat(row(page, "City").textContent())
                    .contains("hidden character: zero width space", "is cyrillic small letter ie");
            page.locator("a:has-text('Merge with the first')").press("Enter");
            page.waitForSelector("section[aria-label='Why they are two']");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void saysOfAnyTwoRecordsWhatSpeaksForAndAgainstThem() throws IOException {
        push("k1", Map.of("given_name", "Otmar", "birth_date", "1913-04-09", "city", "Leeds"));
        push("k2", Map.of("given_name", "Yvonne", "birth_date", "1990-10-22", "city", "Porto"));
        push("k3", Map.of("given_name", "Otmar", "birth_date", "1913-04-09", "city", "Leeds"));
        assertThat(goldenOf("k1")).isNotEqualTo(goldenOf("k2")).isEqualTo(goldenOf("k3"));
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.PROBED);
            page.navigate(ofRecords("k1", "k2"));

            Locator why = page.locator("section[aria-label='Why they are two']");
            assertThat(why.locator("svg.waterfall").count()).isEqualTo(1);
            assertThat(why.locator("table tbody tr").count()).isGreaterThan(2);
            assertThat(why.textContent())
                    .containsAnyOf("never compared", "found too little", "Enough to ask")
                    .contains("different birth date", "no shared key")
                    .contains("Brought together by")
                    .contains("The guard would not hold their golden records apart.");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            isAsExplained(page.locator("section.why"), explained("k1", "k2"));

            page.navigate(ofRecords("k1", "k3"));
            isAsExplained(page.locator("section.why"), explained("k1", "k3"));
            Locator one = page.locator("section[aria-label='Why they are one']");
            assertThat(one.textContent())
                    .contains("This pair alone is enough")
                    .contains("They are one golden record already: 100 % of its pairs speak for each other.");
            assertThat(one.locator("dd .tag").count()).as("keys they share").isPositive();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void saysWhyTheGuardHoldsTwoApart() throws IOException {
        Map<String, String> one = Map.of("given_name", "Runa", "birth_date", "1944-08-19", "tax_id", "171-55-0101");
        push("g1", one);
        Map<String, String> other = new HashMap<>(one);
        other.put("tax_id", "848-23-9912");
        push("g2", other);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.PROBED);
            page.navigate(ofRecords("g1", "g2"));

            Locator why = page.locator("section[aria-label='Why they are two']");
            assertThat(sentence(why))
                    .contains("the guard would hold their golden records apart. Both sides carry a value that belongs");
            assertThat(AccessibilityTest.check(page)).isEmpty();
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private Explanation explained(String one, String other) {
        return explanations.of("person", record(one), record(other)).pair();
    }

    private RecordView record(String key) {
        return records.find("person", new RecordKey("cw-" + mark, key)).orElseThrow();
    }

    /** Picture, table, sentence and figure say what the explanation says, and each the same. */
    private void isAsExplained(Locator why, Explanation explanation) {
        var matching = models.find("person").orElseThrow().matching();
        double sum = explanation.prior()
                + explanation.comparisons().stream()
                        .mapToDouble(Explanation.Comparison::weight)
                        .sum();
        assertThat(sum).isCloseTo(explanation.logOdds(), within(1e-6));
        assertThat(Double.parseDouble(why.locator(".figure").innerText().replaceAll("[<>]", "")))
                .isCloseTo(explanation.probability(), within(0.0101));

        List<Double> drawn = numbers(why, "svg.waterfall text[text-anchor=end]:not(.threshold-text)");
        assertThat(drawn).isEqualTo(numbers(why, "table td.number"));
        assertThat(drawn.getFirst()).isCloseTo(explanation.prior(), within(0.051));
        assertThat(drawn.getLast()).isCloseTo(explanation.logOdds(), within(0.051));
        List<Double> weights = drawn.subList(1, drawn.size() - 1);
        assertThat(weights).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(weights)
                .usingElementComparator((a, b) -> Math.abs(a - b) < 0.051 ? 0 : Double.compare(a, b))
                .containsExactlyElementsOf(explanation.comparisons().stream()
                        .map(Explanation.Comparison::weight)
                        .filter(weight -> Math.abs(weight) >= 0.05)
                        .sorted(Comparator.reverseOrder())
                        .toList());
        Matcher said = Pattern.compile("[+-]\\d+\\.\\d").matcher(sentence(why));
        assertThat(said.results().map(MatchResult::group).map(Double::valueOf))
                .isNotEmpty()
                .isSubsetOf(weights);

        List<?> bars = (List<?>) why.locator("svg.waterfall rect")
                .evaluateAll("bars => bars.map(b => [b.x.baseVal.value, b.width.baseVal.value])");
        double zero = right(bars.getFirst());
        double unit = width(bars.getFirst()) / -explanation.prior();
        assertThat(explanation.prior()).as("drawn to the left of nothing").isNegative();
        double at = explanation.prior();
        for (int i = 1; i < bars.size() - 1; i++) {
            double to = at + weights.get(i - 1);
            assertThat(left(bars.get(i))).isCloseTo(zero + unit * Math.min(at, to), within(unit * 0.06 * i + 0.2));
            assertThat(right(bars.get(i))).isCloseTo(zero + unit * Math.max(at, to), within(unit * 0.06 * i + 1.6));
            at = to;
        }
        assertThat(Math.abs(right(bars.getLast()) - zero) < 0.2 ? left(bars.getLast()) : right(bars.getLast()))
                .as("together ends at the score")
                .isCloseTo(zero + unit * explanation.logOdds(), within(0.2));
        List<?> lines = (List<?>)
                why.locator("svg.waterfall line.threshold").evaluateAll("lines => lines.map(l => l.x1.baseVal.value)");
        assertThat(((Number) lines.getFirst()).doubleValue())
                .isCloseTo(zero + unit * logit(matching.review()), within(0.2));
        assertThat(((Number) lines.getLast()).doubleValue())
                .isCloseTo(zero + unit * logit(matching.link()), within(0.2));
    }

    private static String sentence(Locator why) {
        return String.join(" ", why.locator(".body > p").allInnerTexts());
    }

    private static List<Double> numbers(Locator why, String selector) {
        return why.locator(selector).allTextContents().stream()
                .map(text -> Double.valueOf(text.strip().replace('\u2212', '-').replace("+", "")))
                .toList();
    }

    private static double left(Object bar) {
        return ((Number) ((List<?>) bar).getFirst()).doubleValue();
    }

    private static double width(Object bar) {
        return ((Number) ((List<?>) bar).getLast()).doubleValue();
    }

    private static double right(Object bar) {
        return left(bar) + width(bar);
    }

    private static double logit(double probability) {
        return Math.log(probability / (1 - probability));
    }

    private String ofRecords(String one, String other) {
        return "/compare/person?record=cw-" + mark + "/" + one + "&record=cw-" + mark + "/" + other;
    }

    @Test
    void moreThanFiveStandBelowEachOther() throws IOException {
        String address = IntStream.range(0, 6)
                .mapToObj(i -> {
                    push("m" + i, Map.of("given_name", "Name" + i, "birth_date", "19" + (30 + i) + "-01-0" + (i + 1)));
                    return "golden=" + goldenOf("m" + i);
                })
                .collect(Collectors.joining("&", "/compare/person?", ""));
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.PROBED);
            page.navigate(address);

            assertThat(page.locator(".lanes tbody tr").count())
                    .as("six and the result")
                    .isEqualTo(7);
            assertThat(page.locator("a:has-text('Merge')").count())
                    .as("a viewer only looks")
                    .isZero();
            assertThat(AccessibilityTest.check(page)).isEmpty();
        }
    }

    @Test
    void saysWhatToDoWhereThereIsNothingToCompare() {
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.LIGHT);
            page.navigate("/compare/person");
            assertThat(page.locator(".notice").textContent()).contains("mark two or more");

            page.navigate("/compare/person?golden=" + UUID.randomUUID() + "&golden=" + UUID.randomUUID());
            assertThat(page.locator(".notice").textContent()).contains("are not there any more");
        }
    }

    private static Locator row(Page page, String label) {
        return page.locator(
                ".versus tbody tr", new Page.LocatorOptions().setHas(page.locator("th:text-is('" + label + "')")));
    }

    private static String sign(Page page, String label) {
        return row(page, label).locator("td .sign").getAttribute("title");
    }

    private void push(String key, Map<String, String> data) {
        Map<String, String> named = new HashMap<>(data);
        named.put("family_name", mark);
        Outcome.OfSource outcome = ledgers.submitAll(
                        "person",
                        List.of(new Command.Upsert(
                                new RecordKey("cw-" + mark, key), null, RecordData.of(named), "source:test")),
                        Lane.INTERACTIVE)
                .join()
                .getFirst();
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
    }

    private String goldenOf(String key) {
        return records.find("person", new RecordKey("cw-" + mark, key))
                .map(r -> String.valueOf(r.goldenId()))
                .orElseThrow();
    }
}
