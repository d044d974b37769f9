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
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A decision with an {@code Idempotency-Key} over the API: one effect, one answer. */
@QuarkusTest
class OnceCallsTest {

    private static final int AT_ONCE = 6;

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private final String key = UUID.randomUUID().toString();

    private Caller caller;
    private String golden;
    private String path;
    private String answer;

    @BeforeEach
    void connect() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
    }

    /** Pushes two people so alike that a steward is asked; each test has a family that no other resembles. */
    private void ask(String family, String born, String city) {
        golden = push("tess", "Tess", family, born, city);
        push("tim", "Tim", family, born, city);
        JsonArray reviews =
                json(caller.get("/api/v1/reviews?entity=person&text=" + family)).getJsonArray("reviews");
        assertThat(reviews).hasSize(1);
        JsonObject review = reviews.getJsonObject(0);
        path = "/api/v1/reviews/" + review.getString("id");
        answer = "{\"decision\": \"same\", \"evidence\": \"" + review.getString("evidence") + "\"}";
    }

    @Test
    void sentTwiceAndAfterAnUndoDecidesOnce() {
        ask("Oncelingham", "1931-02-08", "Leeds");
        HttpResponse<String> first = decide(answer, key);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(decide(answer, key).body()).isEqualTo(first.body());
        String decision = json(first).getString("decision");
        caller.call("POST", "/api/v1/decisions/" + decision + "/undo", new byte[0]);

        HttpResponse<String> afterwards = decide(answer, key);

        assertThat(afterwards.statusCode()).isEqualTo(200);
        assertThat(afterwards.body()).isEqualTo(first.body());
        assertThat(json(caller.get(path)).getString("state")).isEqualTo("open");
        assertThat(decisions()).isEqualTo(1);
        HttpResponse<String> other = decide(answer.replace("same", "different"), key);
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("key.used");
        assertThat(decide(answer, "k".repeat(201)).statusCode()).isEqualTo(400);
    }

    @Test
    void sentAtOnceDecidesOnce() throws Exception {
        ask("Wytherstack", "1967-11-23", "Truro");
        CyclicBarrier together = new CyclicBarrier(AT_ONCE);
        Callable<String> send = () -> {
            together.await();
            HttpResponse<String> answered = decide(answer, key);
            return answered.statusCode() + " " + answered.body();
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<String>> sent = threads.invokeAll(Collections.nCopies(AT_ONCE, send));
            String first = sent.getFirst().get();
            assertThat(first).startsWith("200");
            for (Future<String> one : sent) {
                assertThat(one.get()).isEqualTo(first);
            }
        }
        assertThat(decisions()).isEqualTo(1);
    }

    private int decisions() {
        return json(caller.get("/api/v1/golden/person/" + golden + "/decisions"))
                .getJsonArray("decisions")
                .size();
    }

    private HttpResponse<String> decide(String body, String idempotency) {
        return caller.call(
                "POST",
                path + "/decision",
                body.getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                idempotency);
    }

    private String push(String record, String name, String family, String born, String city) {
        String data = "{\"data\": {\"given_name\": \"" + name + "\", \"family_name\": \"" + family
                + "\", \"birth_date\": \"" + born + "\", \"city\": \"" + city + "\"}}";
        return json(caller.put("/api/v1/sources/once-" + key + "/person/" + record, data.getBytes(UTF_8)))
                .getString("goldenId");
    }
}
