package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.access.Accounts;
import io.karat.access.Role;
import io.karat.boot.DataDirectory;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The queue as a place to work, over the API. */
@QuarkusTest
class QueueCallsTest {

    private static final String REVIEWS = "/api/v1/reviews";
    private static final SplittableRandom RANDOM = new SplittableRandom(31);

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    @Inject
    Accounts accounts;

    private Caller caller;
    private String source;
    private String family;
    private String born;
    private String review;

    @BeforeEach
    void askOneQuestion() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        String mark = UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        source = "qu-" + mark;
        // Of all letters, or people of other tests would be like these.
        family = RANDOM.ints(12, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        born = "%d-%02d-%02d".formatted(1930 + RANDOM.nextInt(70), 1 + RANDOM.nextInt(12), 1 + RANDOM.nextInt(28));
        push("tess", "Tess");
        push("tim", "Tim");
        review = only("").getString("id");
    }

    @Test
    void narrowsTheQueue() {
        JsonObject found = only("");
        assertThat(found.getJsonArray("sources")).containsExactly(source);
        JsonObject rank = found.getJsonObject("rank");
        assertThat(rank.getDouble("impact") + rank.getDouble("uncertainty") + rank.getDouble("age"))
                .isEqualTo(found.getDouble("priority"));
        assertThat(found.getBoolean("overdue")).isFalse();
        assertThat(found.getString("due")).as("people's models say so").isNotNull();
        double score = found.getDouble("score");

        assertThat(listed("&min=0&max=" + (score + 0.001))).hasSize(1);
        assertThat(listed("&max=" + score / 2)).isEmpty();
        assertThat(listed("&kind=split")).isEmpty();
        assertThat(listed("&assignee=nobody&state=open")).hasSize(1);
        assertThat(listed("&assignee=me")).isEmpty();
        assertThat(listed("&overdue=true")).isEmpty();
        isProblem(caller.get(REVIEWS + "?state=lost"), 400, "state.unknown");
        isProblem(caller.get(REVIEWS + "?min=2"), 400, "score.range");
        isProblem(caller.get(REVIEWS + "?kind=lost"), 400, "kind.unknown");
    }

    @Test
    void assignsSnoozesEscalatesAndTakesEachBack() {
        String ada = someone(Role.STEWARD);
        String viewer = someone(Role.VIEWER);

        isProblem(put("/assignee", "{\"to\": \"" + viewer + "\"}"), 422, "account.unknown");
        assertThat(json(put("/assignee", "{\"to\": \"" + ada + "\", \"reason\": \"knows them\"}"))
                        .getString("assignedTo"))
                .isEqualTo(ada);
        assertThat(put("/assignee", "{\"to\": \"" + ada + "\"}").statusCode())
                .as("sent twice")
                .isEqualTo(200);
        assertThat(listed("&assignee=" + ada)).hasSize(1);
        HttpResponse<String> none = post(REVIEWS + "/next?source=" + source, "");
        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(none.headers().firstValue("Karat-Assigned-To-Others")).contains("1");
        assertThat(json(delete("/assignee")).getString("assignedTo")).isNull();

        HttpResponse<String> past = put("/snooze", "{\"until\": \"2001-01-01T00:00:00Z\"}");
        isProblem(past, 400, "bad-request");
        assertThat(json(past).getJsonArray("errors").stream().map(error -> ((JsonObject) error).getString("pointer")))
                .as("all that is wrong, at once")
                .containsExactly("/reason", "/until");
        assertThat(put("/snooze", "{\"until\": \"2999-01-01T00:00:00Z\"}").statusCode())
                .as("a reason is needed")
                .isEqualTo(400);
        assertThat(json(put("/snooze", "{\"until\": \"2999-01-01T00:00:00Z\", \"reason\": \"register is down\"}"))
                        .getString("state"))
                .isEqualTo("snoozed");
        assertThat(listed("")).isEmpty();
        assertThat(listed("&state=snoozed")).hasSize(1);
        assertThat(json(delete("/snooze")).getString("state")).isEqualTo("open");

        assertThat(json(put("/escalation", "{\"to\": \"" + ada + "\", \"reason\": \"fraud?\"}"))
                        .getString("state"))
                .isEqualTo("escalated");
        isProblem(post(path("/decision"), "{\"decision\": \"same\", \"evidence\": \"1\"}"), 403, "review.escalated");
        assertThat(json(delete("/escalation")).getString("state")).isEqualTo("open");

        assertThat(happened()).containsExactly("assigned", "unassigned", "snoozed", "woken", "escalated", "calmed");
        assertThat(json(caller.get(path("/history")))
                        .getJsonArray("events")
                        .getJsonObject(0)
                        .getString("reason"))
                .isEqualTo("knows them");
    }

    @Test
    void claimsReleasesAndTellsWhatTheDataChanged() {
        assertThat(json(post(path("/claim"), "")).getString("state")).isEqualTo("claimed");
        assertThat(json(post(path("/release"), "")).getString("state")).isEqualTo("open");
        assertThat(json(post(path("/take-over"), "")).getString("state")).isEqualTo("claimed");
        assertThat(json(caller.get(path(""))).getString("claimedBy")).isNotNull();

        HttpResponse<String> gone = caller.call("DELETE", "/api/v1/sources/" + source + "/person/tim", new byte[0]);
        assertThat(gone.statusCode()).as(gone.body()).isEqualTo(200);

        assertThat(json(caller.get(path(""))).getString("state")).isEqualTo("superseded");
        isProblem(post(path("/claim"), ""), 409, "review.superseded");
        isProblem(put("/snooze", "{\"until\": \"2999-01-01T00:00:00Z\", \"reason\": \"x\"}"), 409, "review.superseded");
        JsonArray events = json(caller.get(path("/history"))).getJsonArray("events");
        JsonObject last = events.getJsonObject(events.size() - 1);
        assertThat(last.getString("what")).isEqualTo("superseded");
        JsonObject before = last.getJsonObject("before");
        assertThat(before.getJsonArray("left").addAll(before.getJsonArray("right")))
                .containsExactlyInAnyOrder(source + "/tess", source + "/tim");
        assertThat(listed("&state=superseded")).hasSize(1);
    }

    @Test
    void keepsCommentsAndViews() {
        String ada = someone(Role.VIEWER);
        HttpResponse<String> said = post(path("/comments"), "{\"text\": \"Look, @" + ada + " and @nobody-of-us\"}");
        assertThat(said.statusCode()).isEqualTo(201);
        assertThat(json(said).getJsonArray("told")).containsExactly(ada);
        assertThat(json(caller.get(path("/comments"))).getJsonArray("comments")).hasSize(1);
        assertThat(caller.get("/api/v1/mentions").statusCode()).isEqualTo(200);
        assertThat(post(path("/comments/read"), "").statusCode()).isEqualTo(204);
        String comment = path("/comments/") + json(said).getString("id");
        assertThat(caller.call("DELETE", comment, new byte[0]).statusCode()).isEqualTo(204);
        isProblem(caller.call("DELETE", comment, new byte[0]), 404, "comment.unknown");
        assertThat(post(path("/comments"), "{\"text\": \" \"}").statusCode()).isEqualTo(400);

        HttpResponse<String> view = post(
                "/api/v1/review-views", "{\"name\": \"" + family + "\", \"query\": \"?kind=match\", \"shared\": true}");
        assertThat(view.statusCode()).isEqualTo(201);
        assertThat(json(view).getString("query")).isEqualTo("kind=match");
        assertThat(caller.get("/api/v1/review-views").body()).contains(family);
        String kept = "/api/v1/review-views/" + json(view).getString("id");
        assertThat(caller.call("DELETE", kept, new byte[0]).statusCode()).isEqualTo(204);
        isProblem(caller.call("DELETE", kept, new byte[0]), 404, "view.unknown");
    }

    private String someone(Role role) {
        String name = "q" + UUID.randomUUID().toString().substring(0, 8);
        accounts.create(name, "correct horse battery", role, "user:test");
        return name;
    }

    private void push(String key, String name) {
        caller.put(
                "/api/v1/sources/" + source + "/person/" + key,
                ("{\"data\": {\"given_name\": \"" + name + "\", \"family_name\": \"" + family + "\", \"birth_date\": \""
                                + born + "\", \"city\": \"" + family + "\"}}")
                        .getBytes(UTF_8));
    }

    private List<String> happened() {
        JsonArray events = json(caller.get(path("/history"))).getJsonArray("events");
        return IntStream.range(0, events.size())
                .mapToObj(i -> events.getJsonObject(i).getString("what"))
                .toList();
    }

    private JsonArray listed(String more) {
        HttpResponse<String> answer =
                caller.get(REVIEWS + "?entity=person&text=" + family + "&source=" + source + more);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).getJsonArray("reviews");
    }

    private JsonObject only(String more) {
        JsonArray reviews = listed(more);
        assertThat(reviews).hasSize(1);
        return reviews.getJsonObject(0);
    }

    private String path(String act) {
        return REVIEWS + "/" + review + act;
    }

    private HttpResponse<String> put(String act, String body) {
        return caller.put(path(act), body.getBytes(UTF_8));
    }

    private HttpResponse<String> delete(String act) {
        return caller.call("DELETE", path(act), new byte[0]);
    }

    private HttpResponse<String> post(String path, String body) {
        return body.isEmpty()
                ? caller.call("POST", path, new byte[0])
                : caller.call("POST", path, body.getBytes(UTF_8), "Content-Type", "application/json");
    }

    private static void isProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).getString("code")).isEqualTo(code);
    }
}
