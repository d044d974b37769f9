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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stands in an address and cannot be read is refused by every endpoint in the same way. */
@QuarkusTest
class QueryParametersTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final String UNREADABLE = "none-4711";

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
    void whatCannotBeReadIsRefusedWithItsName() {
        List<Asked> typed =
                asked().stream().filter(one -> !one.kind().equals("string")).toList();
        assertThat(typed.stream().map(Asked::kind)).contains("integer", "number", "boolean", "uuid");

        assertThat(typed).hasSizeGreaterThan(60).allSatisfy(one -> isRefused(one, UNREADABLE));
        assertThat(typed).allSatisfy(one -> isRefused(one, ""));
    }

    @Test
    void numbersBelowTheLeastAreRefused() {
        List<Asked> bounded =
                asked().stream().filter(one -> one.least() != null).toList();
        assertThat(bounded.stream().map(Asked::name).distinct()).contains("limit", "days", "after");

        assertThat(bounded).allSatisfy(one -> isRefused(one, "-5"));
    }

    @Test
    void pagesAndDaysBeginAtOneEverywhere() {
        assertThat(asked())
                .filteredOn(one -> Set.of("limit", "days").contains(one.name()))
                .hasSizeGreaterThan(15)
                .allSatisfy(one -> assertThat(one.least()).as(one.toString()).isEqualTo(1));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        HttpResponse<String> answer = caller.get("/api/v1/reviews?limit=many&min=low&overdue=yes&text=4711");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(places(answer)).containsExactlyInAnyOrder("limit", "min", "overdue");
        assertThat(json(answer).getString("detail"))
                .contains("limit must be a whole number", "overdue must be true or");
        assertThat(answer.body()).doesNotContain("many", "4711");
    }

    @Test
    void textsThatEndpointsReadThemselvesAreRefusedAlike() {
        String golden = "/api/v1/golden/person/" + UUID.randomUUID();
        for (String address : List.of(
                golden + "?asOf=yesterday",
                golden + "/records?asOf=2026-02-30",
                "/api/v1/golden/person?order=worst",
                "/api/v1/golden/person?facet=crm",
                "/api/v1/audit?from=yesterday",
                "/api/v1/audit/export?until=2026",
                "/api/v1/audit/verification?checkpoint=1",
                "/api/v1/quality/person/missing?after=0",
                "/api/v1/quality/person/shared?limit=1",
                "/api/v1/quality/person/late")) {
            HttpResponse<String> answer = caller.get(address);

            assertThat(answer.statusCode()).as(address).isEqualTo(400);
            assertThat(json(answer).getString("code")).as(address).isEqualTo("parameter.value");
            assertThat(places(answer)).as(address).hasSize(1);
        }
    }

    @Test
    void whatCanBeReadIsTaken() {
        for (String address : List.of(
                "/api/v1/reviews?limit=1&min=0.5&max=1e0&overdue=TRUE",
                "/api/v1/work?days=100000",
                "/api/v1/golden/person?facets=false&limit=100000",
                "/api/v1/jobs?cursor=" + UUID.randomUUID())) {
            assertThat(caller.get(address).statusCode()).as(address).isEqualTo(200);
        }
    }

    @Test
    void aPathThatCannotBeReadIsNotThere() {
        assertThat(caller.get("/api/v1/jobs/none").statusCode()).isEqualTo(404);
        assertThat(caller.get("/api/v1/deliveries/none").statusCode()).isEqualTo(404);
    }

    @Test
    void whoMayNotAskIsToldThatFirst() {
        byte[] wish = "{\"kind\": \"source\", \"name\": \"asks\", \"source\": \"asks\"}".getBytes(UTF_8);
        String secret = json(caller.call("POST", "/api/v1/tokens", wish, "Content-Type", "application/json"))
                .getString("secret");

        assertThat(new Caller(hub, secret).get("/api/v1/reviews?limit=many").statusCode())
                .isEqualTo(403);
        assertThat(new Caller(hub, "karat_none")
                        .get("/api/v1/reviews?limit=many")
                        .statusCode())
                .isEqualTo(401);
    }

    private void isRefused(Asked one, String value) {
        HttpResponse<String> answer = caller.call(
                one.method().toUpperCase(Locale.ROOT),
                one.path() + "?" + one.name() + "=" + value,
                "{}".getBytes(UTF_8),
                "Content-Type",
                one.body());

        assertThat(answer.statusCode()).as("%s: %s", one, answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(json(answer).getString("code")).as(one.toString()).isEqualTo("parameter.value");
        assertThat(places(answer)).as(one.toString()).containsExactly(one.name());
        assertThat(answer.body()).doesNotContain(UNREADABLE);
    }

    private static List<String> places(HttpResponse<String> answer) {
        return objects(json(answer).getJsonArray("errors"))
                .map(error -> error.getString("pointer"))
                .toList();
    }

    /** Every query parameter of every endpoint that the document tells of. */
    private List<Asked> asked() {
        JsonObject paths = json(caller.get("/q/openapi?format=json")).getJsonObject("paths");
        List<Asked> all = new ArrayList<>();
        for (Map.Entry<String, Object> path : paths) {
            JsonObject methods = (JsonObject) path.getValue();
            methods.fieldNames().stream()
                    .filter(METHODS::contains)
                    .flatMap(method -> asked(path.getKey(), method, methods.getJsonObject(method)))
                    .forEach(all::add);
        }
        return all;
    }

    private static Stream<Asked> asked(String path, String method, JsonObject operation) {
        JsonArray parameters = operation.getJsonArray("parameters", new JsonArray());
        String body = operation
                .getJsonObject("requestBody", new JsonObject())
                .getJsonObject("content", new JsonObject())
                .fieldNames()
                .stream()
                .findFirst()
                .orElse("application/json");
        return objects(parameters)
                .filter(parameter -> parameter.getString("in").equals("query"))
                .map(parameter -> new Asked(
                        method, sample(path, parameters), body, parameter.getString("name"), schema(parameter)));
    }

    private static String sample(String path, JsonArray parameters) {
        return objects(parameters)
                .filter(parameter -> parameter.getString("in").equals("path"))
                .reduce(
                        path,
                        (filled, parameter) -> filled.replace(
                                "{" + parameter.getString("name") + "}",
                                sample(parameter.getString("name"), parameter)),
                        (one, other) -> other);
    }

    private static String sample(String name, JsonObject parameter) {
        return switch (kind(schema(parameter))) {
            case "uuid" -> "00000000-0000-7000-8000-000000000000";
            case "integer" -> "1";
            default -> name.equals("entity") ? "person" : name.equals("what") ? "links" : "some";
        };
    }

    private static JsonObject schema(JsonObject parameter) {
        return parameter.getJsonObject("schema", new JsonObject());
    }

    private static String kind(JsonObject schema) {
        return schema.getString("$ref", "").endsWith("/UUID")
                        || schema.getString("format", "").equals("uuid")
                ? "uuid"
                : schema.getString("type", "string");
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private record Asked(String method, String path, String body, String name, JsonObject schema) {

        String kind() {
            String kind = QueryParametersTest.kind(schema);
            return kind.equals("array") ? "string" : kind;
        }

        @Nullable Integer least() {
            return schema.getInteger("minimum");
        }

        @Override
        public String toString() {
            return method + " " + path + " " + name;
        }
    }
}
