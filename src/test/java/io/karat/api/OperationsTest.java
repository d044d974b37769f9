package io.karat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.access.Visitor;
import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators see: metrics, the API's document and the log, none of which may show a person's data. */
@QuarkusTest
@TestProfile(OperationsTest.Talkative.class)
class OperationsTest {

    private static final String CANARY = "canary7531";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    @Inject
    Accounts accounts;

    private Visitor visitor;
    private String operator;

    @BeforeEach
    void comeAsTheOperator() {
        visitor = new Visitor(hub);
        operator = "Bearer " + directory.readSecret("admin.token").orElseThrow();
    }

    @Test
    void theDocumentSaysHowToSignIn() {
        JsonObject document = new JsonObject(get("/q/openapi?format=json"));

        assertThat(document.getString("openapi")).startsWith("3.1");
        assertThat(document.getJsonObject("info").getString("title")).isEqualTo("Karat");
        assertThat(document.getJsonObject("components")
                        .getJsonObject("securitySchemes")
                        .getJsonObject("token")
                        .getString("scheme"))
                .isEqualTo("bearer");
        assertThat(document.getJsonArray("security").encode()).isEqualTo("[{\"token\":[]}]");
        assertThat(document.getJsonArray("tags").stream().map(tag -> ((JsonObject) tag).getString("name")))
                .contains("Records", "Golden records", "Reviews", "Publication", "Administration")
                .doesNotHaveDuplicates();
        assertThat(document.getJsonObject("paths").fieldNames()).allMatch(path -> path.startsWith("/api/v1/"));
    }

    @Test
    void isReadyWhenDatabaseAndLedgersAre() {
        JsonObject ready = new JsonObject(visitor.get("/q/health/ready").body());

        assertThat(ready.getString("status")).isEqualTo("UP");
        assertThat(ready.getJsonArray("checks").stream().map(check -> ((JsonObject) check).getString("name")))
                .contains("Ledgers", "Database connections health check");
    }

    @Test
    void countsRequestsByResourceAndNotByAddress() {
        sendCanaries();

        assertThat(get("/q/metrics"))
                .contains("http_server_requests_seconds_count")
                .contains("uri=\"/api/v1/accounts/{name}\"")
                .contains("agroal_")
                .doesNotContain(CANARY);
    }

    @Test
    void manyScrapesAtOnceAreAllAnswered() throws IOException {
        Caller scraper = new Caller(hub, directory.readSecret("admin.token").orElseThrow());

        List<HttpResponse<String>> answers = IntStream.range(0, 600)
                .parallel()
                .mapToObj(_ -> scraper.get("/q/metrics", "Accept-Encoding", "gzip"))
                .toList();

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
        });
        assertThat(Files.readString(directory.file("logs/karat.log")))
                .as("headers are not changed while they are sent")
                .doesNotContain("HTTP Request to /q/metrics failed");
    }

    @Test
    void writesNoPersonsDataToTheLog() throws IOException {
        sendCanaries();

        String log = Files.readString(directory.file("logs/karat.log"));
        assertThat(log).contains("PATCH /api/v1/accounts/{name} 404");
        assertThat(log).doesNotContain(CANARY);
        assertThat(log).doesNotContain(operator.substring(operator.length() - 20));
        assertThat(log).doesNotContain("karat_session");
    }

    @Test
    void keepsSecretsToHttpsWhereAProxySaysSo() {
        HttpResponse<String> answer =
                visitor.get("/login", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "hub.example");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(visitor.get("/login").headers().firstValue("Strict-Transport-Security"))
                .isEmpty();

        String name = "https-" + UUID.randomUUID();
        accounts.create(name, "correct horse battery", Role.VIEWER, "user:test");
        visitor.cookies().put("__Host-karat_visit", "a-visit");
        HttpResponse<String> welcome = visitor.form(
                "/login",
                Map.of("name", name, "password", "correct horse battery", "_csrf", visitor.csrf()),
                "X-Forwarded-Proto",
                "https",
                "X-Forwarded-Host",
                "hub.example",
                "Origin",
                "https://hub.example");
        assertThat(welcome.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith("__Host-karat_session=")
                        .contains("Secure", "HTTPOnly", "SameSite=Strict", "Path=/")
                        .doesNotContain("Domain"));
    }

    /** Input of every kind, most of it faulty, each with the canary in it. */
    private void sendCanaries() {
        visitor.signIn(CANARY, CANARY + " password");
        visitor.form("/login", Map.of("name", CANARY, "password", CANARY));
        for (String path : List.of("/api/v1/accounts/" + CANARY, "/api/v1/tokens/" + CANARY, "/api/" + CANARY)) {
            for (String method : List.of("GET", "PATCH", "DELETE", "PUT", "POST")) {
                visitor.json(
                        method, path, "{\"role\": \"viewer\", \"x\": \"" + CANARY + "\"}", "Authorization", operator);
                visitor.json(method, path + "?q=" + CANARY, "{\"" + CANARY + "\": ", "Authorization", operator);
                visitor.json(method, path, "", "Authorization", "Bearer " + CANARY);
            }
        }
        for (String body : List.of(
                "{\"name\": \"" + CANARY + "\"}",
                "{\"name\": \"" + CANARY + "!\", \"password\": \"" + CANARY + "\", \"role\": \"" + CANARY + "\"}",
                "\"" + CANARY,
                "[" + CANARY + "]")) {
            visitor.json("POST", "/api/v1/accounts", body, "Authorization", operator);
            visitor.json("POST", "/api/v1/tokens", body, "Authorization", operator);
        }
        sendRecords();
        visitor.get("/" + CANARY + "?q=" + CANARY, "Cookie2", CANARY);
    }

    /** A good record, broken ones, and questions about them. */
    private void sendRecords() {
        String record = "/api/v1/sources/crm/person/" + CANARY;
        String person = "{\"data\": {\"given_name\": \"" + CANARY + "\", \"family_name\": \"" + CANARY
                + "\", \"birth_date\": \"" + CANARY + "\", \"email\": \"" + CANARY + "@example.org\"}}";
        for (String body : List.of(
                person,
                person.substring(1),
                "{\"data\": {\"" + CANARY + "\": \"x\"}}",
                "{\"data\": \"" + CANARY + "\"}",
                "{\"observedAt\": \"" + CANARY + "\", \"data\": {}}")) {
            visitor.json("PUT", record, body, "Authorization", operator);
        }
        String lines =
                "{\"key\": \"" + CANARY + "\", \"data\": {\"given_name\": \"" + CANARY + "\"}}\n{" + CANARY + "\n";
        visitor.json("POST", "/api/v1/sources/crm/person", lines, "Authorization", operator, "Prefer", "wait");
        visitor.json("POST", "/api/v1/match/person", person, "Authorization", operator);
        visitor.get(record, "Authorization", operator);
        visitor.get("/api/v1/golden/person?q=" + CANARY + "&cursor=" + CANARY, "Authorization", operator);
        visitor.get("/api/v1/golden/person/" + CANARY, "Authorization", operator);
        visitor.json("DELETE", record + "?observedAt=" + CANARY, "", "Authorization", operator);
    }

    private String get(String path) {
        return visitor.get(path, "Authorization", operator).body();
    }

    /** Logs every request, and stands behind a proxy. */
    public static final class Talkative implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("karat.log.requests", "INFO", "karat.proxy", "true");
        }
    }
}
