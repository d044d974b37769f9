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
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A golden record's life, call by call: changed by who saw it, ended, restored, and looked at as it was. */
@QuarkusTest
@TestProfile(AuditedHub.class)
class LifeCallsTest {

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
    void onlyWhatDiffersFromTheVersionSeenIsTaken() {
        String golden = put("lathe", "1", "Lathe", "100", null).getString("goldenId");

        assertThat(put("lathe", "1", "Lathe", "120", golden + "/1").getString("status"))
                .isEqualTo("accepted");
        assertThat(put("lathe", "1", "Lathe", "100", golden + "/1").getString("status"))
                .as("as it was in version 1: no claim")
                .isEqualTo("unchanged");
        assertThat(value(golden, "price")).isEqualTo("120");
        assertThat(put("lathe", "1", "Lathe", "1", golden + "/9").getString("code"))
                .isEqualTo("based-on.version");
        assertThat(put("lathe", "1", "Lathe", "1", UUID.randomUUID() + "/1").getString("code"))
                .isEqualTo("based-on.unknown");
        assertThat(put("lathe", "1", "Lathe", "1", "version 1").getString("code"))
                .isEqualTo("based-on.format");

        String lines = """
                {"key": "1", "basedOn": "%s/2", "data": {"name": "Lathe", "price": "130"}}
                {"key": "1", "basedOn": "%s/7", "data": {"name": "Lathe", "price": "7"}}
                {"key": "2", "basedOn": "%s/2", "data": {"name": "Lathe of another kind", "price": "9"}}
                """.formatted(golden, golden, golden);
        JsonArray results = json(caller.call(
                        "POST",
                        "/api/v1/sources/lathe/article",
                        lines.getBytes(UTF_8),
                        "Content-Type",
                        "application/x-ndjson",
                        "Prefer",
                        "wait"))
                .getJsonArray("results");
        assertThat(results.stream().map(JsonObject.class::cast).map(line -> line.getString("status")))
                .containsExactly("accepted", "rejected", "accepted");
        assertThat(results.getJsonObject(1).getString("code")).isEqualTo("based-on.version");
        assertThat(value(golden, "price")).isEqualTo("130");
    }

    @Test
    void whatEndedIsRestoredAndStillSeenAsItWas() {
        String golden = put("press", "1", "Printing press", "900", null).getString("goldenId");
        String path = "/api/v1/golden/article/" + golden;
        String seen = json(caller.get(path)).getString("at");
        put("press", "1", "Printing press", "800", null);
        caller.call("DELETE", "/api/v1/sources/press/article/1", new byte[0]);
        assertThat(caller.get(path).statusCode()).isEqualTo(410);

        JsonObject foretold = json(post(path + "/restore/preview"));
        assertThat(foretold.encode()).contains("revived", "800");
        assertThat(caller.get(path).statusCode()).isEqualTo(410);
        String decision = json(post(path + "/restore")).getString("decision");
        assertThat(value(golden, "price")).isEqualTo("800");
        assertThat(post(path + "/restore").statusCode()).isEqualTo(409);
        assertThat(json(caller.get(path + "/records?asOf=" + seen))
                        .getJsonArray("records")
                        .getJsonObject(0)
                        .getJsonObject("data")
                        .getString("price"))
                .isEqualTo("900");
        assertThat(post("/api/v1/decisions/" + decision + "/undo").statusCode()).isEqualTo(200);
        assertThat(caller.get(path).statusCode()).isEqualTo(410);
    }

    @Test
    void aRestorationIsOfWhatItsPreviewWasMadeOf() {
        String golden = put("drill", "1", "Pillar drill", "700", null).getString("goldenId");
        String path = "/api/v1/golden/article/" + golden + "/restore";
        caller.call("DELETE", "/api/v1/sources/drill/article/1", new byte[0]);
        String seen = post(path + "/preview").headers().firstValue("ETag").orElseThrow();
        put("drill", "1", "Pillar drill", "650", null);
        caller.call("DELETE", "/api/v1/sources/drill/article/1", new byte[0]);

        HttpResponse<String> stale = post(path, "If-Match", seen);

        assertThat(stale.statusCode()).as(stale.body()).isEqualTo(412);
        JsonObject held = json(stale).getJsonArray("golden").getJsonObject(0);
        assertThat(held.getString("id")).isEqualTo(golden);
        assertThat(held.getInteger("version")).isEqualTo(held.getInteger("seen") + 2);
        assertThat(caller.get("/api/v1/golden/article/" + golden).statusCode()).isEqualTo(410);

        String now = post(path + "/preview").headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> restored = post(path, "If-Match", now, "Idempotency-Key", "restore-drill");
        assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
        assertThat(post(path, "If-Match", now, "Idempotency-Key", "restore-drill")
                        .body())
                .isEqualTo(restored.body());
        assertThat(value(golden, "price")).isEqualTo("650");
    }

    @Test
    void whatIsValidOnAnotherDayIsReadByWhatIsKnownNow() {
        String golden = tenant("bath", "Bath", "2015-01-01", "2020-12-31");
        assertThat(tenant("leeds", "Leeds", "2021-01-01", "")).isEqualTo(golden);
        String path = "/api/v1/golden/tenancy/" + golden;

        assertThat(city(path)).isEqualTo("Leeds");
        assertThat(city(path + "?validAt=2020-12-31")).isEqualTo("Bath");
        assertThat(city(path + "?validAt=2021-01-01")).isEqualTo("Leeds");
        assertThat(caller.get(path + "?validAt=soon").statusCode()).isEqualTo(400);
        assertThat(caller.get(path + "?validAt=2020-12-31&asOf=2026-01-01T00:00:00Z")
                        .statusCode())
                .as("one or the other")
                .isEqualTo(400);
    }

    private String city(String path) {
        return json(caller.get(path)).getJsonObject("data").getString("city");
    }

    private String tenant(String source, String city, String since, String until) {
        JsonObject data = new JsonObject()
                .put("given_name", "Thekla")
                .put("family_name", "Quenby")
                .put("birth_date", "1966-06-16")
                .put("email", "thekla@quenby.example")
                .put("city", city)
                .put("since", since)
                .put("until", until);
        return json(caller.put(
                        "/api/v1/sources/" + source + "/tenancy/1",
                        new JsonObject().put("data", data).encode().getBytes(UTF_8)))
                .getString("goldenId");
    }

    private JsonObject put(String source, String key, String name, String price, @Nullable String basedOn) {
        JsonObject record =
                new JsonObject().put("data", new JsonObject().put("name", name).put("price", price));
        if (basedOn != null) {
            record.put("basedOn", basedOn);
        }
        return json(caller.put(
                "/api/v1/sources/" + source + "/article/" + key, record.encode().getBytes(UTF_8)));
    }

    private String value(String golden, String attribute) {
        return json(caller.get("/api/v1/golden/article/" + golden))
                .getJsonObject("data")
                .getString(attribute);
    }

    private HttpResponse<String> post(String path, String... headers) {
        String[] all = Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
                .toArray(String[]::new);
        return caller.call("POST", path, "{}".getBytes(UTF_8), all);
    }
}
