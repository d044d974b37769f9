package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.karat.ledger.Checks;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One verdict on many questions: drafted, run, killed, stopped and undone. */
@QuarkusTest
class BulkDecisionsTest {

    private static final String JOBS = "/api/v1/bulk-decisions";
    private static final SplittableRandom RANDOM = new SplittableRandom(23);

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    @Inject
    DataSource database;

    @Inject
    Checks checks;

    private Caller caller;
    private String source;

    @BeforeEach
    void comeAsTheOperator() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        source = "bu-" + letters();
    }

    @Test
    void draftsWithoutChangingAnythingAndRunsAsDrafted() {
        JsonArray asked = ask(4);

        JsonObject draft = draft(true, "{\"decision\": \"same\", \"all\": true, \"reason\": \"known\"}");

        assertThat(draft.getJsonObject("job").getString("state")).isEqualTo("drafted");
        assertThat(draft.getJsonObject("job").getString("verdict")).isEqualTo("same");
        assertThat(counts(draft).getLong("waiting")).isEqualTo(4);
        assertThat(draft.getJsonArray("kinds").getJsonObject(0).getLong("count"))
                .isEqualTo(4);
        JsonObject sample = draft.getJsonArray("samples").getJsonObject(0);
        assertThat(sample.getJsonObject("preview").getJsonArray("golden")).hasSize(2);
        assertThat(listed()).as("still open").hasSize(4);

        JsonArray late = ask(1);
        JsonObject done = run(draft, "{}");

        assertThat(counts(done).getLong("done")).isEqualTo(4);
        assertThat(listed()).as("asked after the draft").isEqualTo(late);
        String one = asked.getJsonObject(0).getString("id");
        assertThat(json(caller.get("/api/v1/reviews/" + one)).getString("state"))
                .isEqualTo("decided");
    }

    @Test
    void undoesTheWholeAsAJob() {
        ask(3);
        JsonObject done = run(draft(true, "{\"decision\": \"different\", \"all\": true}"), "{}");
        assertThat(listed()).isEmpty();

        assertThat(post(path(done) + "/undo", "").statusCode()).isEqualTo(200);

        JsonObject undone = ended(done);
        assertThat(counts(undone).getLong("undone")).isEqualTo(3);
        assertThat(listed()).hasSize(3);
        isProblem(post(path(done) + "/undo", ""), 409, "bulk.nothing");
    }

    @Test
    void asksForTheNumberAboveALimit() {
        ask(20);
        JsonObject draft = draft(true, "{\"decision\": \"different\", \"all\": true}");

        isProblem(post(path(draft) + "/start", "{}"), 422, "bulk.confirm");
        isProblem(post(path(draft) + "/start", "{\"confirm\": 19}"), 422, "bulk.confirm");

        assertThat(counts(run(draft, "{\"confirm\": 20}")).getLong("done")).isEqualTo(20);
    }

    @Test
    void makesOneDraftOfOneKeyAndDecidesOnce() {
        ask(2);
        String wish = "{\"decision\": \"different\", \"all\": true}";
        String key = UUID.randomUUID().toString();
        HttpResponse<String> first = sent(wish, key);
        HttpResponse<String> again = sent(wish, key);
        assertThat(path(json(first))).isEqualTo(path(json(again)));

        run(json(first), "{}");
        assertThat(post(path(json(first)) + "/start", "{}").statusCode())
                .as("started twice")
                .isEqualTo(200);

        assertThat(counts(ended(json(first))).getLong("done")).isEqualTo(2);
        assertThat(number("select count(*) from decision where job = ?", id(json(first))))
                .isEqualTo(2);
    }

    /** The hub died after some were decided and before that was noted. */
    @Test
    void goesOnAfterAKillWithoutDecidingTwice() throws SQLException {
        ask(3);
        JsonObject done = run(draft(true, "{\"decision\": \"different\", \"all\": true}"), "{}");
        change("update bulk_item set state = 'waiting', decision = null where job = ? and place > 0", id(done));
        change(
                "update bulk_decision set state = 'running', finished_at = null, lease_by = gen_random_uuid(),"
                        + " lease_until = now() - interval '1 second' where id = ?",
                id(done));

        JsonObject again = ended(done);

        assertThat(again.getJsonObject("job").getString("state")).isEqualTo("done");
        assertThat(counts(again).getLong("done")).isEqualTo(3);
        assertThat(number("select count(*) from decision where job = ?", id(done)))
                .isEqualTo(3);
    }

    /** The hub died before it was noted, and a steward undid it before the hub came back. */
    @Test
    void goesOnAfterAKillWithoutDecidingAgainWhatWasUndone() throws SQLException {
        ask(2);
        JsonObject done = run(draft(true, "{\"decision\": \"different\", \"all\": true}"), "{}");
        String undone = texts("select decision::text from bulk_item where job = ? and place = 1", id(done))
                .getFirst();
        assertThat(post("/api/v1/decisions/" + undone + "/undo", "{}").statusCode())
                .isEqualTo(200);
        change("update bulk_item set state = 'waiting', decision = null where job = ?", id(done));
        change(
                "update bulk_decision set state = 'running', finished_at = null, lease_by = gen_random_uuid(),"
                        + " lease_until = now() - interval '1 second' where id = ?",
                id(done));

        JsonObject again = ended(done);

        assertThat(counts(again).getLong("done")).isOne();
        assertThat(counts(again).getLong("undone")).isOne();
        assertThat(number("select count(*) from decision where job = ?", id(done)))
                .isEqualTo(2);
    }

    @Test
    void listsWhatItCouldNotDoAndLeavesOutWhatIsNotItsOwn() throws SQLException {
        JsonArray asked = ask(3);
        change(
                "update review set claimed_by = 'somebody', claimed_until = now() + interval '1 hour' where id = ?::uuid",
                asked.getJsonObject(0).getString("id"));
        JsonObject draft = draft(true, "{\"decision\": \"different\", \"all\": true}");
        assertThat(counts(draft).getLong("leftOut")).isOne();
        assertThat(draft.getJsonArray("reasons").getJsonObject(0).getString("code"))
                .isEqualTo("review.claimed");
        String changed = asked.getJsonObject(1).getString("id");
        change("update review set evidence = evidence + 1 where id = ?::uuid", changed);

        JsonObject done = run(draft, "{}");

        assertThat(counts(done).getLong("done")).isOne();
        JsonObject failure = done.getJsonArray("failures").getJsonObject(0);
        assertThat(failure.getString("review")).isEqualTo(changed);
        assertThat(failure.getString("code")).isEqualTo("version.changed");
        JsonObject quality = draft(true, "{\"decision\": \"accept\", \"all\": true}");
        assertThat(counts(quality).getLong("waiting"))
                .as("none is of kind quality")
                .isZero();
    }

    @Test
    void theWorkIsToldInTheWordsOfTheRest() {
        ask(1);

        assertThat(json(caller.get("/api/v1/work")).getJsonArray("waiting").stream()
                        .map(waiting -> ((JsonObject) waiting).getString("kind")))
                .contains("match")
                .allMatch(kind -> kind.equals(kind.toLowerCase(Locale.ROOT)));
        JsonObject few = json(caller.get("/api/v1/reviews?limit=1&source=" + source));
        assertThat(few.getLong("open")).isOne();
        assertThat(few.getBoolean("more")).isFalse();
        assertThat(json(caller.get("/api/v1/reviews?limit=1&count=exact&source=" + source))
                        .getLong("open"))
                .isOne();
        isProblem(caller.get("/api/v1/reviews?count=about"), 400, "count.unknown");
    }

    /** While a job decides, stewards decide the same questions; while it is undone, they undo what it decided. */
    @Test
    void besideStewardsEveryQuestionIsDecidedOnceAndUndoneOnce() {
        List<String> asked = ask(19).stream()
                .map(review -> ((JsonObject) review).getString("id"))
                .toList();
        Map<String, String> evidence = listed().stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(r -> r.getString("id"), r -> r.getString("evidence")));
        JsonObject draft = draft(true, "{\"decision\": \"different\", \"all\": true}");

        CompletableFuture<JsonObject> job = CompletableFuture.supplyAsync(() -> run(draft, "{}"));
        List<HttpResponse<String>> answers = asked.reversed().parallelStream()
                .map(id -> post(
                        "/api/v1/reviews/" + id + "/decision",
                        "{\"decision\": \"same\", \"evidence\": \"" + evidence.get(id) + "\"}"))
                .toList();
        JsonObject done = job.join();

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 409));
        long single =
                answers.stream().filter(answer -> answer.statusCode() == 200).count();
        assertThat(counts(done).getLong("done") + single).isEqualTo(19);
        assertThat(counts(done).getLong("failed")).isEqualTo(single);
        assertThat(listed()).isEmpty();
        for (String id : asked) {
            assertThat(number("select count(*) from decision where review_id = ?", UUID.fromString(id)))
                    .isOne();
        }
        assertThat(checks.run("person")).isEmpty();

        List<String> decisions = texts("select id from decision where job = ?", id(draft));
        if (decisions.isEmpty()) {
            return;
        }
        post(path(draft) + "/undo", "");
        List<HttpResponse<String>> undone = decisions.parallelStream()
                .map(decision -> post("/api/v1/decisions/" + decision + "/undo", "{}"))
                .toList();

        assertThat(undone).allSatisfy(answer -> assertThat(answer.statusCode()).isIn(200, 404, 409));
        assertThat(counts(ended(draft)).getLong("undone")).isEqualTo(decisions.size());
        assertThat(listed()).hasSize(decisions.size());
        assertThat(checks.run("person")).isEmpty();
    }

    @Test
    void isStoppedAndGoesOn() {
        ask(2);
        JsonObject draft = draft(true, "{\"decision\": \"different\", \"all\": true}");

        assertThat(post(path(draft) + "/cancel", "").statusCode()).isEqualTo(200);
        isProblem(post(path(draft) + "/cancel", ""), 409, "bulk.ended");
        assertThat(listed()).hasSize(2);

        assertThat(post(path(draft) + "/resume", "").statusCode()).isEqualTo(200);
        assertThat(counts(ended(draft)).getLong("done")).isEqualTo(2);
    }

    @Test
    void refusesAWishThatChoosesNothing() {
        isProblem(post(JOBS, "{\"decision\": \"same\"}"), 400, "bulk.which");
        isProblem(post(JOBS, "{\"decision\": \"maybe\", \"all\": true}"), 400, "decision.unknown");
        isProblem(caller.get(JOBS + "/" + UUID.randomUUID()), 404, "bulk.unknown");
    }

    private JsonArray ask(int questions) {
        int before = listed().size();
        for (int i = 0; i < questions; i++) {
            String family = letters();
            String born =
                    "%d-%02d-%02d".formatted(1930 + RANDOM.nextInt(70), 1 + RANDOM.nextInt(12), 1 + RANDOM.nextInt(28));
            push(family + "1", "Tess", family, born);
            push(family + "2", "Tim", family, born);
        }
        JsonArray asked = listed();
        assertThat(asked).hasSize(before + questions);
        if (before == 0) {
            return asked;
        }
        JsonArray late = new JsonArray();
        asked.stream().skip(before).forEach(late::add);
        return late;
    }

    private void push(String key, String name, String family, String born) {
        caller.put(
                "/api/v1/sources/" + source + "/person/" + key,
                ("{\"data\": {\"given_name\": \"" + name + "\", \"family_name\": \"" + family + "\", \"birth_date\": \""
                                + born + "\", \"city\": \"" + family + "\"}}")
                        .getBytes(UTF_8));
    }

    private JsonArray listed() {
        return json(caller.get("/api/v1/reviews?entity=person&limit=100&source=" + source))
                .getJsonArray("reviews");
    }

    private HttpResponse<String> sent(String wish, String key) {
        return caller.call(
                "POST",
                JOBS + "?entity=person&source=" + source,
                wish.getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                key);
    }

    private JsonObject draft(boolean ofSource, String wish) {
        HttpResponse<String> answer = post(JOBS + (ofSource ? "?entity=person&source=" + source : ""), wish);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return json(answer);
    }

    private JsonObject run(JsonObject draft, String confirmation) {
        HttpResponse<String> started = post(path(draft) + "/start", confirmation);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        return ended(draft);
    }

    private JsonObject ended(JsonObject draft) {
        return caller.await(
                path(draft),
                shown -> !Set.of("ready", "running", "drafted")
                        .contains(shown.getJsonObject("job").getString("state")));
    }

    private static UUID id(JsonObject document) {
        return UUID.fromString(document.getJsonObject("job").getString("id"));
    }

    private static String path(JsonObject document) {
        return JOBS + "/" + id(document);
    }

    private static JsonObject counts(JsonObject document) {
        return document.getJsonObject("job").getJsonObject("counts");
    }

    private HttpResponse<String> post(String path, String body) {
        return body.isEmpty()
                ? caller.call("POST", path, new byte[0])
                : caller.call("POST", path, body.getBytes(UTF_8), "Content-Type", "application/json");
    }

    private void change(String sql, Object... arguments) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private long number(String sql, UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> texts(String sql, UUID id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of all letters, or the people of one test would be like those of another. */
    private static String letters() {
        return RANDOM.ints(12, 'a', 'z' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static void isProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).getString("code")).isEqualTo(code);
    }
}
