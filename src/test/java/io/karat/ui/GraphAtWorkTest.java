package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.ledger.Command;
import io.karat.ledger.GoldenRecords;
import io.karat.ledger.Lane;
import io.karat.ledger.Ledgers;
import io.karat.ledger.Outcome;
import io.karat.ledger.SourceRecords;
import io.karat.model.RecordData;
import io.karat.model.RecordKey;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A golden record as a graph, in a real browser: seen, understood, and cut by keyboard alone. */
@QuarkusTest
@Tag("browser")
final class GraphAtWorkTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    Ledgers ledgers;

    @Inject
    SourceRecords records;

    @Inject
    GoldenRecords golden;

    private final String mark = "Lattice" + UUID.randomUUID().toString().replaceAll("[0-9-]", "");

    @Test
    void showsWhatHoldsThreeRecordsTogetherAndTheWayBetweenTwo() throws IOException {
        UUID id = push("a", Map.of("given_name", "Runa", "birth_date", "1949-10-18", "city", "Leeds"));
        assertThat(push("b", Map.of("given_name", "Runa", "birth_date", "1949-10-18", "city", "Leeds")))
                .isEqualTo(id);
        UUID other = push("c", Map.of("given_name", "Tove", "birth_date", "1990-02-14", "city", "Oslo"));
        ledgers.submit("person", new Command.Merge(id, version(id), other, null, null, "user:grace"))
                .join();
        id = goldenOf("a");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden/person/" + id);
            page.locator(".tabs a:has-text('Graph')").press("Enter");
            page.waitForSelector("#graph[data-drawn='2']");

            assertThat(page.locator("#ties tbody tr").count()).isEqualTo(2);
            assertThat(page.locator("#ties").textContent()).contains("decided by grace", "bridge");
            assertThat(page.locator("#ties tr[data-kind=bridge], #ties tr[data-kind=decided]")
                            .count())
                    .as("both are drawn apart from evidence")
                    .isEqualTo(2);
            assertThat(page.locator("section[aria-label='Pairs that do not speak for each other'] tbody tr")
                            .textContent())
                    .contains("→");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.selectOption("select[name=from]", "1");
            page.selectOption("select[name=to]", "2");
            page.locator("button:has-text('Show the way')").press("Enter");
            page.waitForURL("**from=1&to=2");
            assertThat(page.locator(".way li").count()).isBetween(1, 2);

            page.locator("#ties a:has-text('Cut')").first().press("Enter");
            page.waitForSelector(".notice:has-text('contradicts a standing decision')");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void cutsATieByKeyboard() {
        UUID id = push("x", Map.of("given_name", "Signe", "birth_date", "1962-12-24", "city", "Leeds"));
        assertThat(push("y", Map.of("given_name", "Signe", "birth_date", "1962-12-24", "city", "Leeds")))
                .isEqualTo(id);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate("/golden/person/" + id + "/graph");

            page.keyboard().press("j");
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Cut…");
            page.keyboard().press("Enter");
            page.waitForSelector("h1:has-text('Split 1 record off')");
            page.keyboard().press("Enter");
            page.waitForSelector(".toast:has-text('Split')");
            assertThat(goldenOf("x")).isNotEqualTo(goldenOf("y"));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** A picture of more would show nothing: the same stands in tables, with the ties that hold all together. */
    @Test
    void moreThanTwoHundredRecordsAreATable() throws IOException {
        int many = 205;
        List<Command.OfSource> alike = IntStream.range(0, many)
                .mapToObj(i -> (Command.OfSource) new Command.Upsert(
                        new RecordKey("gw-" + mark, "many-" + i),
                        null,
                        RecordData.of(Map.of(
                                "given_name",
                                "Aurelie",
                                "family_name",
                                mark,
                                "birth_date",
                                "1917-09-23",
                                "email",
                                "aurelie@" + mark + ".example")),
                        "source:test"))
                .toList();
        ledgers.submitAll("person", alike, Lane.BULK).join();
        UUID id = goldenOf("many-0");
        assertThat(golden.members("person", id)).hasSize(many);
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden/person/" + id + "/graph");

            assertThat(page.locator("#graph").count()).as("no picture").isZero();
            assertThat(page.locator("#nodes tbody tr").count()).isEqualTo(many);
            assertThat(page.locator("#ties tbody tr").count())
                    .as("as many as hold them together")
                    .isEqualTo(many - 1);
            assertThat(page.locator(".gold-head").textContent()).contains("205 records", "These are many");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            page.locator("#nodes input[value$='/many-7']").press("Space");
            page.locator("button:has-text('Split them off')").press("Enter");
            page.waitForSelector("h1:has-text('Split 1 record off')");
            page.keyboard().press("Enter");
            page.waitForSelector(".toast:has-text('Split')");
            assertThat(goldenOf("many-7")).isNotEqualTo(id);
            assertThat(golden.members("person", id)).hasSize(many - 1);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void makesAClusterOfTheirOwnByMouseWhichStaysApart() {
        UUID id = push("m1", Map.of("given_name", "Ragna", "birth_date", "1933-03-08", "city", "Leeds"));
        for (String key : List.of("m2", "m3", "m4")) {
            assertThat(push(key, Map.of("given_name", "Ragna", "birth_date", "1933-03-08", "city", "Leeds")))
                    .isEqualTo(id);
        }
        UUID third = push("m5", Map.of("given_name", "Ulf", "birth_date", "1971-01-30", "city", "Oslo"));
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.LIGHT);
            page.navigate("/golden/person/" + id + "/graph");
            page.waitForSelector("#graph[data-drawn='6']");
            page.check("#nodes input[value$='/m2']");
            page.check("#nodes input[value$='/m3']");
            page.click("button:has-text('Split them off')");
            page.waitForSelector("h1:has-text('Split 2 records off')");
            page.click(".verdict .primary");
            page.waitForSelector(".toast:has-text('Split')");
            UUID own = goldenOf("m2");
            assertThat(List.of(goldenOf("m3"), goldenOf("m1"), goldenOf("m4")))
                    .as("two by themselves, two as they were")
                    .containsExactly(own, id, id);
            assertThat(own).isNotEqualTo(id);

            page.navigate("/golden/person/" + own + "/graph");
            page.check("#nodes input[value$='/m3']");
            page.click("button:has-text('Move them')");
            page.fill("input[name=to]", id.toString());
            page.keyboard().press("Enter");
            page.waitForSelector(".notice:has-text('contradicts a standing decision')");

            page.navigate("/golden/person/" + own + "/graph");
            page.check("#nodes input[value$='/m3']");
            page.click("button:has-text('Move them')");
            page.fill("input[name=to]", third.toString());
            page.keyboard().press("Enter");
            page.waitForSelector("h1:has-text('Move 1 record')");
            page.click(".verdict .primary");
            page.waitForSelector(".toast:has-text('Moved')");
            assertThat(goldenOf("m3")).isEqualTo(third);
            assertThat(goldenOf("m2")).isEqualTo(own);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    @Test
    void oneRecordIsHeldTogetherByNothing() {
        UUID id = push("s", Map.of("given_name", "Solo", "birth_date", "1920-04-04"));
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.LIGHT);
            page.navigate("/golden/person/" + id + "/graph");

            assertThat(page.locator(".empty").textContent()).contains("Only one record");
        }
    }

    private int version(UUID id) {
        return golden.find("person", id).orElseThrow().version();
    }

    private UUID push(String key, Map<String, String> data) {
        Map<String, String> named = new HashMap<>(data);
        named.put("family_name", mark);
        Outcome.OfSource outcome = ledgers.submitAll(
                        "person",
                        List.of(new Command.Upsert(
                                new RecordKey("gw-" + mark, key), null, RecordData.of(named), "source:test")),
                        Lane.INTERACTIVE)
                .join()
                .getFirst();
        assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
        return goldenOf(key);
    }

    private UUID goldenOf(String key) {
        return Objects.requireNonNull(records.find("person", new RecordKey("gw-" + mark, key))
                .orElseThrow()
                .goldenId());
    }
}
