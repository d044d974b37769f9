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
        ledgers.submit("person", new Command.Merge(id, version(id), other, null, "user:grace"))
                .join();
        id = goldenOf("a");
        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.STEWARD), People.PASSWORD, Window.PROBED);
            page.navigate("/golden/person/" + id);
            page.locator(".tabs a:has-text('Graph')").press("Enter");
            page.waitForSelector("#graph[data-drawn='2']");

            assertThat(page.locator("#ties tbody tr").count()).isEqualTo(2);
            assertThat(page.locator("#ties").textContent()).contains("decided by grace", "bridge");
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
