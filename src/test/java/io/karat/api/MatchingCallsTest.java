package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How pairs score and what holds records together, over the API. */
@QuarkusTest
class MatchingCallsTest {

    private static final byte[] NOTHING = {};

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private Caller caller;
    private String source;
    private String family;

    @BeforeEach
    void comeAsTheOperator() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        String mark = UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        family = "Heron" + mark;
        source = "mc-" + mark;
    }

    @Test
    void aLookCountsPairsAndChangesNothing() {
        push("a", "Edda", "1938-11-30");
        String golden = push("b", "Edda", "1938-11-30");
        String tag = caller.get("/api/v1/golden/person/" + golden)
                .headers()
                .firstValue("ETag")
                .orElseThrow();

        HttpResponse<String> asked = caller.call("POST", "/api/v1/matching/person", NOTHING);
        assertThat(asked.statusCode()).isEqualTo(202);
        JsonObject job =
                caller.await("/api/v1/jobs/" + json(asked).getString("id"), j -> j.getString("finishedAt") != null);
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("done");

        JsonObject now = json(caller.get("/api/v1/matching/person"));
        assertThat(now.getJsonArray("pairs").size()).isPositive();
        assertThat(now.getJsonObject("now")).isEqualTo(now.getJsonObject("then"));
        assertThat(now.getJsonArray("shifts")).isEmpty();
        JsonObject stricter = json(caller.get("/api/v1/matching/person?link=0.99999"));
        assertThat(stricter.getJsonObject("then").getLong("joined"))
                .isLessThanOrEqualTo(stricter.getJsonObject("now").getLong("joined"));
        assertThat(caller.get("/api/v1/matching/person?link=0.2&review=0.6").statusCode())
                .isEqualTo(400);
        assertThat(caller.get("/api/v1/matching/nothing").statusCode()).isEqualTo(404);
        assertThat(caller.get("/api/v1/golden/person/" + golden).headers().firstValue("ETag"))
                .contains(tag);
    }

    @Test
    void decisionsAreCountedByWhatBroughtTheirRecordsTogetherAndWhereTheyOverruledTheHub() {
        push("a", "Odila", "1944-02-29");
        String golden = push("b", "Odila", "1944-02-29");
        assertThat(push("a", "Odila", "1944-02-29")).isEqualTo(golden);
        Map<String, JsonObject> before = rules();
        HttpResponse<String> split = caller.call(
                "POST",
                "/api/v1/golden/person/" + golden + "/split",
                ("{\"records\": [\"" + name("b") + "\"]}").getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "If-Match",
                caller.get("/api/v1/golden/person/" + golden)
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow());
        assertThat(split.statusCode()).as(split.body()).isEqualTo(200);

        Map<String, JsonObject> after = rules();

        assertThat(after.keySet())
                .filteredOn(rule -> more("overridden", rule, before, after) > 0)
                .as("the keys that they share")
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(more("overridden", rule, before, after)).isEqualTo(1);
                    assertThat(more("different", rule, before, after)).isEqualTo(1);
                    assertThat(more("same", rule, before, after)).isZero();
                });
        caller.call("POST", "/api/v1/decisions/" + json(split).getString("decision") + "/undo", NOTHING);
        assertThat(rules()).as("what was undone counts no more").isEqualTo(before);
    }

    private static int more(String figure, String rule, Map<String, JsonObject> before, Map<String, JsonObject> after) {
        JsonObject then = before.get(rule);
        return after.get(rule).getInteger(figure) - (then == null ? 0 : then.getInteger(figure));
    }

    /** By their names, after a new look. */
    private Map<String, JsonObject> rules() {
        HttpResponse<String> asked = caller.call("POST", "/api/v1/matching/person", NOTHING);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        JsonObject job =
                caller.await("/api/v1/jobs/" + json(asked).getString("id"), j -> j.getString("finishedAt") != null);
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("done");
        return json(caller.get("/api/v1/matching/person")).getJsonArray("rules").stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(rule -> rule.getString("rule"), Function.identity()));
    }

    @Test
    void aGraphTellsTheTiesAndTheWayBetweenRecordsThatWereNeverCompared() {
        push("a", "Elke", "1951-03-03");
        String golden = push("b", "Elke", "1951-03-03");
        String other = push("c", "Ruben", "1999-09-19");
        HttpResponse<String> merged = caller.call(
                "POST",
                "/api/v1/golden/person/" + golden + "/merge",
                ("{\"with\": \"" + other + "\"}").getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "If-Match",
                caller.get("/api/v1/golden/person/" + golden)
                        .headers()
                        .firstValue("ETag")
                        .orElseThrow());
        assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
        String kept = json(merged).getJsonArray("golden").getString(0);

        JsonObject graph = json(caller.get("/api/v1/golden/person/" + kept + "/graph"));

        assertThat(graph.getJsonArray("records")).isEqualTo(JsonArray.of(name("a"), name("b"), name("c")));
        JsonArray ties = graph.getJsonArray("ties");
        assertThat(ties)
                .hasSize(2)
                .allSatisfy(tie ->
                        assertThat(((JsonObject) tie).getBoolean("bridge")).isTrue());
        assertThat(ties.stream().map(JsonObject.class::cast))
                .filteredOn(tie -> tie.getString("decidedBy") != null)
                .singleElement()
                .satisfies(tie -> assertThat(tie.getJsonArray("cut")).isEqualTo(JsonArray.of(name("c"))));
        JsonObject apart = graph.getJsonArray("apart").getJsonObject(0);
        assertThat(apart.getJsonArray("way")).hasSize(3);
        assertThat(caller.get("/api/v1/golden/person/" + UUID.randomUUID() + "/graph")
                        .statusCode())
                .isEqualTo(404);
    }

    private String name(String key) {
        return source + "/" + key;
    }

    private String push(String key, String given, String born) {
        String body = new JsonObject()
                .put(
                        "data",
                        new JsonObject()
                                .put("given_name", given)
                                .put("family_name", family)
                                .put("birth_date", born)
                                .put("city", "Leeds"))
                .encode();
        return json(caller.put("/api/v1/sources/" + source + "/person/" + key, body.getBytes(UTF_8)))
                .getString("goldenId");
    }
}
