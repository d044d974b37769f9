package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are legal and unusual: each has its one outcome too. */
@QuarkusTest
class UnusualRequestsTest {

    private static final Duration BETWEEN_PIECES = Duration.ofMillis(40);

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private String token;
    private Caller caller;
    private String record;

    @BeforeEach
    void comeAsTheOperator() {
        token = directory.readSecret("admin.token").orElseThrow();
        caller = new Caller(hub, token);
        record = "/api/v1/sources/unusual/person/" + UUID.randomUUID();
    }

    private static byte[] named(String family) {
        return new JsonObject()
                .put("data", new JsonObject().put("family_name", family).putNull("given_name"))
                .encode()
                .getBytes(UTF_8);
    }

    @Test
    void anIdempotencyKeyIsIgnoredAlsoWithAnotherBody() {
        String[] headers = {"Content-Type", "application/json", "Idempotency-Key", "one"};
        assertThat(caller.call("PUT", record, named("Oduya"), headers).statusCode())
                .isEqualTo(201);
        assertThat(json(caller.call("PUT", record, named("Oduya"), headers)).getString("status"))
                .isEqualTo("unchanged");
        JsonObject other = json(caller.call("PUT", record, named("Petrov"), headers));
        assertThat(other.getString("decision")).isEqualTo("updated");
    }

    @Test
    void aRecordWithoutAnyValueIsKept() {
        byte[] empty = "{\"data\":{\"family_name\":null,\"given_name\":\"\"}}".getBytes(UTF_8);
        JsonObject answer = json(caller.put(record, empty));
        assertThat(answer.getString("status")).isEqualTo("accepted");
        assertThat(answer.getString("goldenId")).isNotNull();
        assertThat(json(caller.put(record, empty)).getString("status")).isEqualTo("unchanged");
    }

    @Test
    void aCursorServesAnotherCallerWithTheSameRights() {
        caller.put(record, named("Nakamura"));
        String cursor = json(caller.get("/api/v1/feed/person?limit=1")).getString("cursor");
        byte[] wish = new JsonObject()
                .put("kind", "admin")
                .put("name", "second-" + UUID.randomUUID())
                .encode()
                .getBytes(UTF_8);
        HttpResponse<String> made = caller.call("POST", "/api/v1/tokens", wish, "Content-Type", "application/json");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        Caller second = new Caller(hub, json(made).getString("secret"));

        assertThat(second.get("/api/v1/feed/person?cursor=" + cursor).statusCode())
                .isEqualTo(200);
        assertThat(new Caller(hub, "karat_none")
                        .get("/api/v1/feed/person?cursor=" + cursor)
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aBodyThatComesDropByDropIsTakenWhole() throws IOException {
        byte[] body = named("Underhill");
        try (Socket socket = new Socket(hub.getHost(), hub.getPort());
                OutputStream out = socket.getOutputStream();
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
            out.write(("PUT " + record + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                            + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(UTF_8));
            for (byte piece : body) {
                out.write(piece);
                out.flush();
                LockSupport.parkNanos(BETWEEN_PIECES.toNanos());
            }
            assertThat(in.readLine()).contains("201");
        }
        assertThat(caller.get(record).statusCode()).isEqualTo(200);
    }
}
