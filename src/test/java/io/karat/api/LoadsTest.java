package io.karat.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.karat.intake.Limits;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A load in parts is kept, landed and decided together; parameters are learnt and brought into force. */
@QuarkusTest
class LoadsTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final int PART = 3_000;
    private static final int PARTS = 2;
    private static final byte[] NOTHING = {};

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private Caller operator;
    private String source;

    @BeforeEach
    void comeAsTheOperator() {
        operator = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        source = "load-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** The hub is shared: others expect the built-in parameters. */
    @AfterEach
    void leaveTheBuiltInParametersInForce() {
        planned("/api/v1/parameters/person/0/activate");
    }

    @Test
    void decidesAllLinesTogetherAndAnswersEach() {
        JsonObject opened = Caller.json(operator.call("POST", "/api/v1/loads?entity=person&source=" + source, NOTHING));
        String id = opened.getString("id");
        assertThat(opened.getString("state")).isEqualTo("receiving");

        for (int part = PARTS - 1; part >= 0; part--) {
            assertThat(send(id, part, people(part)).statusCode()).isEqualTo(204);
        }
        // Sent once more, and one that brings a faulty line and a key for the second time.
        assertThat(send(id, 0, people(0)).statusCode()).isEqualTo(204);
        assertThat(send(id, PARTS, "{\"key\": \"0\", \"data\": {\"family_name\": \"Renamed\"}}\n{nonsense\n")
                        .statusCode())
                .isEqualTo(204);
        assertThat(operator.call("POST", "/api/v1/loads/" + id, NOTHING).statusCode())
                .isEqualTo(202);
        JsonObject job = finished(id);

        assertThat(job.getString("state")).as(job.encode()).isEqualTo("done");
        JsonObject counts = job.getJsonObject("counts");
        assertThat(counts.getLong("lines")).isEqualTo(PARTS * PART + 2);
        assertThat(counts.getLong("rejected")).isEqualTo(1);
        assertThat(counts.getLong("updated")).isEqualTo(1);
        assertThat(counts.getLong("accepted")).isEqualTo(PARTS * PART + 1);
        assertThat(operator.get("/api/v1/jobs/" + id + "/events", "Accept", "text/event-stream")
                        .body())
                .as("the stream of a job that has ended ends with its last state")
                .containsOnlyOnce("event:job\n")
                .contains("\"state\":\"done\"");
        List<JsonObject> results = results(id, 0);
        assertThat(results).hasSize(PART);
        assertThat(results)
                .allSatisfy(result -> assertThat(result.getString("goldenId")).isNotNull());
        assertThat(results(id, PARTS).get(0).getString("decision")).isEqualTo("updated");
        JsonObject record = Caller.json(operator.get("/api/v1/sources/" + source + "/person/0"));
        assertThat(record.getString("state")).isEqualTo("live");
        assertThat(record.getJsonObject("data").getString("family_name")).isEqualTo("Renamed");
        assertThat(send(id, 7, people(0)).statusCode()).isEqualTo(404);

        parametersAreLearntAndBroughtIntoForce();
    }

    private JsonObject newest() {
        return Caller.json(operator.get("/api/v1/parameters/person"))
                .getJsonArray("versions")
                .getJsonObject(0);
    }

    /** A plan at its end. */
    private JsonObject planned(String path) {
        HttpResponse<String> asked = operator.call("POST", path, NOTHING);
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        JsonObject job = finished(Caller.json(asked).getString("id"));
        assertThat(job.getString("state")).as(job.encode()).isEqualTo("done");
        JsonObject plan = job.getJsonObject("plan");
        assertThat(plan.getDouble("share")).isOne();
        return plan;
    }

    private void parametersAreLearntAndBroughtIntoForce() {
        JsonObject learnt = planned("/api/v1/parameters/person/train");
        int version = learnt.getInteger("version");
        assertThat(learnt.getJsonObject("effect").getInteger("records")).isGreaterThanOrEqualTo(PARTS * PART);
        assertThat(newest().getInteger("version")).isEqualTo(version);
        assertThat(newest().getBoolean("active")).isFalse();
        assertThat(newest().getInteger("labels")).isNotNegative();

        planned("/api/v1/parameters/person/" + version + "/activate");
        assertThat(newest().getBoolean("active")).isTrue();

        JsonObject reconciled = planned("/api/v1/admin/reconcile/person").getJsonObject("effect");
        assertThat(reconciled.getInteger("merged") + reconciled.getInteger("split"))
                .as(reconciled.encode())
                .isZero();
        assertThat(operator.call("POST", "/api/v1/parameters/person/999/activate", NOTHING)
                        .statusCode())
                .isEqualTo(404);
        assertThat(Caller.json(operator.call("POST", "/api/v1/admin/check?entity=person", NOTHING))
                        .getJsonArray("violations"))
                .isEmpty();
    }

    @Test
    void refusesAPartThatIsTooLarge() {
        String id = Caller.json(operator.call("POST", "/api/v1/loads?entity=person&source=" + source, NOTHING))
                .getString("id");

        assertThat(operator.call("PUT", "/api/v1/loads/" + id + "/0", new byte[Limits.PART_BYTES + 1])
                        .statusCode())
                .isEqualTo(413);
    }

    private HttpResponse<String> send(String id, int part, String lines) {
        return operator.call(
                "PUT",
                "/api/v1/loads/" + id + "/" + part,
                lines.getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-ndjson");
    }

    private List<JsonObject> results(String id, int part) {
        return operator.get("/api/v1/jobs/" + id + "/results?cursor=" + part)
                .body()
                .lines()
                .map(JsonObject::new)
                .toList();
    }

    private JsonObject finished(String id) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        JsonObject job = Caller.json(operator.get("/api/v1/jobs/" + id));
        while (job.getString("finishedAt") == null) {
            assertThat(System.nanoTime()).as(job.encode()).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            job = Caller.json(operator.get("/api/v1/jobs/" + id));
        }
        return job;
    }

    /** People who come twice now and then, a little different. */
    private static String people(int part) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < PART; i++) {
            int number = part * PART + i;
            SplittableRandom person = new SplittableRandom(number - number % 5 % 2);
            JsonObject data = new JsonObject()
                    .put("given_name", word(person, 2))
                    .put("family_name", word(person, 3))
                    .put(
                            "birth_date",
                            "19%02d-%02d-%02d"
                                    .formatted(40 + person.nextInt(60), 1 + person.nextInt(12), 1 + person.nextInt(28)))
                    .put("city", word(person, 2))
                    .put("street", word(person, 3) + " street")
                    .put("phone", "202555" + (1000 + person.nextInt(9000)));
            if (number % 5 == 1) {
                data.remove("phone");
            }
            lines.append(new JsonObject()
                            .put("key", Integer.toString(number))
                            .put("data", data)
                            .encode())
                    .append('\n');
        }
        return lines.toString();
    }

    private static String word(SplittableRandom random, int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append("bdfgklmnprstvz".charAt(random.nextInt(14))).append("aeiou".charAt(random.nextInt(5)));
        }
        return word.toString();
    }
}
