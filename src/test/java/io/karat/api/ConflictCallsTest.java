package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.karat.testing.AuditedHub;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources that disagree, and the steward's answer, call by call. */
@QuarkusTest
@TestProfile(AuditedHub.class)
class ConflictCallsTest {

    private static final String GTIN = "9780201379624";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private Caller caller;

    @BeforeEach
    void comeAsTheOperator() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
    }

    @Test
    void aConflictIsShownAnsweredAndUndone() {
        String golden = put("maker", "2025-01-01", "DE").getString("goldenId");
        assertThat(put("dealer", "2025-02-01", "FR").getString("goldenId")).isEqualTo(golden);

        JsonObject review = question(golden);
        JsonObject conflict = review.getJsonObject("conflict");
        assertThat(conflict.getString("attribute")).isEqualTo("origin");
        assertThat(conflict.getJsonObject("published").getJsonArray("origin")).containsExactly("DE");
        JsonObject first = conflict.getJsonArray("options").getJsonObject(0);
        assertThat(first.getBoolean("rule")).isTrue();
        assertThat(first.getBoolean("published")).isFalse();
        assertThat(first.getJsonArray("records").getJsonObject(0).getString("record"))
                .isEqualTo("dealer/1");
        assertThat(origin(golden)).isEqualTo("DE");

        String answer = "/api/v1/reviews/" + review.getString("id") + "/decision";
        String evidence = review.getString("evidence");
        assertThat(post(answer, "{\"decision\": \"same\", \"evidence\": \"" + evidence + "\"}")
                        .statusCode())
                .isEqualTo(409);
        assertThat(post(answer, choose("dealer/1", "7")).statusCode()).isEqualTo(409);
        assertThat(post(answer, choose("dealer", evidence)).statusCode()).isEqualTo(400);
        assertThat(post(answer, choose("dealer/none", evidence)).statusCode()).isEqualTo(404);
        assertThat(post(answer, "{\"decision\": \"enter\", \"value\": \"IT\", \"evidence\": \"" + evidence + "\"}")
                        .statusCode())
                .as("no reason")
                .isEqualTo(400);
        assertThat(json(post(answer + "/preview", choose("dealer/1", evidence))).encode())
                .contains("FR");
        assertThat(origin(golden)).isEqualTo("DE");

        HttpResponse<String> done = post(answer, choose("dealer/1", evidence));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(origin(golden)).isEqualTo("FR");

        String decision = json(done).getString("decision");
        assertThat(post("/api/v1/decisions/" + decision + "/undo", "{}").statusCode())
                .isEqualTo(200);
        assertThat(origin(golden)).isEqualTo("DE");
        assertThat(question(golden).getString("state")).isEqualTo("open");
    }

    @Test
    void noVerdictOnManyTakesAConflict() {
        String golden = put("maker", "2", "4012345678918", "2025-01-01", "DE").getString("goldenId");
        put("dealer", "2", "4012345678918", "2025-02-01", "FR");
        String review = question(golden).getString("id");

        for (String verdict : List.of("same", "different", "accept")) {
            HttpResponse<String> answer = post(
                    "/api/v1/bulk-decisions", "{\"decision\": \"" + verdict + "\", \"reviews\": [\"" + review + "\"]}");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            JsonObject draft = json(answer);
            JsonObject counts = draft.getJsonObject("job").getJsonObject("counts");
            assertThat(counts.getLong("leftOut")).as(verdict).isOne();
            assertThat(counts.getLong("waiting")).as(verdict).isZero();
            assertThat(draft.getJsonArray("reasons").getJsonObject(0).getString("code"))
                    .isEqualTo("decision.kind");
            assertThat(draft.getJsonArray("samples")).isEmpty();
        }
        assertThat(question(golden).getString("state")).isEqualTo("open");
    }

    private static String choose(String record, String evidence) {
        return "{\"decision\": \"choose\", \"record\": \"" + record + "\", \"evidence\": \"" + evidence + "\"}";
    }

    private JsonObject put(String source, String day, String origin) {
        return put(source, "1", GTIN, day, origin);
    }

    private JsonObject put(String source, String key, String gtin, String day, String origin) {
        String record = """
            {"observedAt": "%sT00:00:00Z",
             "data": {"name": "Compass of brass", "gtin": "%s", "price": "20", "origin": "%s"}}\
            """.formatted(day, gtin, origin);
        return json(caller.put("/api/v1/sources/" + source + "/article/" + key, record.getBytes(UTF_8)));
    }

    private HttpResponse<String> post(String path, String body) {
        return caller.call("POST", path, body.getBytes(UTF_8), "Content-Type", "application/json");
    }

    private String origin(String golden) {
        return json(caller.get("/api/v1/golden/article/" + golden))
                .getJsonObject("data")
                .getString("origin");
    }

    private JsonObject question(String golden) {
        JsonArray open = json(caller.get("/api/v1/reviews?entity=article&kind=conflict&limit=500"))
                .getJsonArray("reviews");
        return open.stream()
                .map(JsonObject.class::cast)
                .filter(review ->
                        review.getJsonObject("left").getString("goldenId").equals(golden))
                .findFirst()
                .orElseThrow();
    }
}
