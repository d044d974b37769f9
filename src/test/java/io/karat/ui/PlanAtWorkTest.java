package io.karat.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.karat.access.Role;
import io.karat.boot.DataDirectory;
import io.karat.ui.Chromium.Window;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Products, which plans judge: what decided about two of them stands beside what the two say alone. */
@QuarkusTest
@Tag("browser")
final class PlanAtWorkTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PRODUCTS = 130;

    @TestHTTPResource("/")
    URI hub;

    @Inject
    People people;

    @Inject
    DataDirectory directory;

    private final String source = "pl-" + UUID.randomUUID().toString().substring(0, 8);
    private final HttpClient client = HttpClient.newHttpClient();

    /** The hub is shared: others expect their own questions first. */
    @AfterEach
    void takeTheProductsAway() throws Exception {
        call(
                "POST",
                "/api/v1/sources/" + source + "/product",
                lines(i -> new JsonObject().put("key", key(i)).put("op", "delete")));
    }

    @Test
    void aPairThatAPlanJudgedIsToldWithThePlansWord() throws Exception {
        load();
        JsonObject alike = explained("a7", "b7");
        JsonObject strangers = explained("a7", "b8");

        assertThat(alike.getJsonObject("plan").getString("said")).isEqualTo("alike");
        assertThat(alike.getJsonObject("decided").getString("by")).isEqualTo("plan");
        assertThat(alike.getJsonObject("decided").getDouble("logOdds"))
                .isEqualTo(alike.getJsonObject("plan").getDouble("logOdds"))
                .isNotCloseTo(alike.getDouble("logOdds"), within(0.01));
        assertThat(alike.getString("sentence")).contains("The last plan", "found them alike, and that decides");
        assertThat(strangers.getJsonObject("plan").getString("said")).isEqualTo("not-alike");
        assertThat(strangers.getJsonObject("decided").getDouble("probability")).isCloseTo(0.119, within(0.001));
        assertThat(strangers.getJsonObject("guard").getString("says")).isEqualTo("passes");

        try (Chromium chromium = new Chromium(hub)) {
            Page page = chromium.signedIn(people.someone(Role.VIEWER), People.PASSWORD, Window.PROBED);
            shows(page, "a7", "b7", alike, "judged these two among all other records");
            assertThat(page.locator("section.why").textContent()).contains("alike enough to join them");
            shows(page, "a7", "b8", strangers, "did not find them alike");
            assertThat(page.locator("section.why").textContent())
                    .contains("its word counts until one of the two changes", "The guard would not hold");
            assertThat(AccessibilityTest.check(page)).isEmpty();

            put("a7", "an old kettle of another make");
            assertThat(explained("a7", "b7").getJsonObject("plan").encode()).isEqualTo("{\"said\":\"not-seen\"}");
            page.navigate(address("a7", "b7"));
            assertThat(page.locator("section.why").textContent()).contains("came or changed since the last plan");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    /** The figure is the plan's; the waterfall ends with what the two say alone. */
    private void shows(Page page, String one, String other, JsonObject explained, String words) {
        page.navigate(address(one, other));
        Locator why = page.locator("section.why");
        assertThat(why.textContent()).contains(words);
        assertThat(Double.parseDouble(why.locator(".figure").innerText().replaceAll("[<>]", "")))
                .isCloseTo(explained.getJsonObject("decided").getDouble("probability"), within(0.0101));
        assertThat(Double.parseDouble(
                        why.locator("table td.number").last().textContent().replace('−', '-')))
                .isCloseTo(explained.getDouble("logOdds"), within(0.051));
    }

    private String address(String one, String other) {
        return "/compare/product?record=" + source + "/" + one + "&record=" + source + "/" + other;
    }

    private JsonObject explained(String one, String other) throws Exception {
        JsonObject record = new JsonObject(call("GET", "/api/v1/sources/" + source + "/product/" + one, ""));
        return new JsonObject(call(
                "GET",
                "/api/v1/golden/product/" + record.getString("goldenId") + "/explain?a=" + source + "/" + one + "&b="
                        + source + "/" + other,
                ""));
    }

    private void put(String key, String name) throws Exception {
        call(
                "PUT",
                "/api/v1/sources/" + source + "/product/" + key,
                new JsonObject().put("data", new JsonObject().put("name", name)).encode());
    }

    private void load() throws Exception {
        String id = new JsonObject(call("POST", "/api/v1/loads?entity=product&source=" + source, "")).getString("id");
        call(
                "PUT",
                "/api/v1/loads/" + id + "/0",
                lines(i -> new JsonObject().put("key", key(i)).put("data", new JsonObject().put("name", name(i)))));
        call("POST", "/api/v1/loads/" + id, "");
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonObject job = new JsonObject(call("GET", "/api/v1/jobs/" + id, ""));
        while (job.getString("finishedAt") == null) {
            assertThat(System.nanoTime()).as(job.encode()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            job = new JsonObject(call("GET", "/api/v1/jobs/" + id, ""));
        }
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("done");
    }

    private interface Line {
        JsonObject of(int number);
    }

    /** Each product twice, in other words. */
    private static String lines(Line line) {
        return IntStream.range(0, 2 * PRODUCTS)
                .mapToObj(i -> line.of(i).encode())
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String key(int number) {
        return (number < PRODUCTS ? "a" : "b") + number % PRODUCTS;
    }

    private static String name(int number) {
        SplittableRandom thing = new SplittableRandom(number % PRODUCTS);
        String maker = any(thing, "sony", "bose", "canon", "garmin", "logitech");
        String kind = any(thing, "camera", "turntable", "speaker", "printer", "keyboard");
        String code = "" + (char) ('a' + thing.nextInt(26)) + thing.nextInt(1_000, 10_000);
        return maker + " " + any(new SplittableRandom(number + 1_000), "black", "silver", "compact", "pro") + " " + kind
                + " " + code;
    }

    private static String any(SplittableRandom random, String... of) {
        return of[random.nextInt(of.length)];
    }

    private String call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(hub.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header(
                        "Authorization",
                        "Bearer " + directory.readSecret("admin.token").orElseThrow())
                .header("Content-Type", body.contains("}\n{") ? "application/x-ndjson" : "application/json")
                .header("Prefer", "wait")
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode())
                .as(method + " " + path + ": " + answer.body())
                .isBetween(200, 299);
        return answer.body();
    }
}
