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
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who did what, as an administrator asks for it. */
@QuarkusTest
class AuditCallsTest {

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private Caller operator;

    @BeforeEach
    void comeAsTheOperator() {
        operator = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
    }

    private String pinned(String city) {
        String key = UUID.randomUUID().toString();
        JsonObject data = new JsonObject()
                .put("name", "Audited " + key)
                .put("registration_id", key)
                .put("city", "Bath");
        String id = json(operator.put(
                        "/api/v1/sources/audited/organisation/" + key,
                        new JsonObject().put("data", data).encode().getBytes(UTF_8)))
                .getString("goldenId");
        byte[] pin = new JsonObject()
                .put("attribute", "city")
                .put("value", city)
                .put("reason", "=letter of 3 May")
                .encode()
                .getBytes(UTF_8);
        assertThat(operator.call(
                                "POST",
                                "/api/v1/golden/organisation/" + id + "/pins",
                                pin,
                                "Content-Type",
                                "application/json",
                                "If-Match",
                                "\"1\"")
                        .statusCode())
                .isEqualTo(200);
        return id;
    }

    private List<JsonObject> entries(String filter) {
        JsonArray entries = json(operator.get("/api/v1/audit?" + filter)).getJsonArray("entries");
        return entries.stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void anActIsThereWithWhoWhatWhyAndTheDifference() {
        String id = pinned("Wells");

        assertThat(entries("golden=" + id)).singleElement().satisfies(entry -> {
            assertThat(entry.getString("actor")).isEqualTo("token:operator");
            assertThat(entry.getString("kind")).isEqualTo("pin.set");
            assertThat(entry.getString("subject")).isEqualTo("city");
            assertThat(entry.getString("reason")).isEqualTo("=letter of 3 May");
            assertThat(entry.getJsonObject("after").getJsonArray("city")).containsExactly("Wells");
        });
        assertThat(entries("golden=" + id + "&kind=decision")).isEmpty();
        assertThat(entries("golden=" + id + "&actor=operator&kind=pin")).hasSize(1);
        assertThat(entries("golden=" + id + "&until=2020-01-01T00:00:00Z")).isEmpty();
        assertThat(operator.get("/api/v1/audit?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(operator.get("/api/v1/audit?golden=none").statusCode()).isEqualTo(400);
    }

    @Test
    void aFileHasWhatTheFilterChooses() {
        String id = pinned("Frome");

        HttpResponse<String> csv = operator.get("/api/v1/audit/export?format=csv&golden=" + id);
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/csv");
        assertThat(csv.body().lines())
                .hasSize(2)
                .first()
                .isEqualTo("place,at,actor,kind,entity,golden,subject,reason,before,after,erased");
        assertThat(csv.body()).contains(",token:operator,pin.set,organisation," + id + ",city,'=letter of 3 May,");
        HttpResponse<String> lines = operator.get("/api/v1/audit/export?golden=" + id);
        assertThat(lines.body().lines())
                .singleElement()
                .satisfies(line ->
                        assertThat(new JsonObject(line).getString("reason")).isEqualTo("=letter of 3 May"));
        assertThat(operator.get("/api/v1/audit/export?format=pdf").statusCode()).isEqualTo(400);
    }

    @Test
    void theChainIsGoodAndACheckpointCanBeKept() {
        pinned("Wells");
        JsonObject now = json(operator.get("/api/v1/audit/verification"));
        assertThat(now.getBoolean("good")).as(now.encode()).isTrue();
        JsonObject last = now.getJsonObject("checkpoint");
        String kept = last.getLong("place") + ":" + last.getString("hash");

        pinned("Frome");

        assertThat(json(operator.get("/api/v1/audit/verification?checkpoint=" + kept))
                        .getBoolean("good"))
                .isTrue();
        JsonObject other = json(
                operator.get("/api/v1/audit/verification?checkpoint=" + last.getLong("place") + ":" + "0".repeat(64)));
        assertThat(other.getBoolean("good")).isFalse();
        assertThat(operator.get("/api/v1/audit/verification?checkpoint=none").statusCode())
                .isEqualTo(400);
    }
}
