package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.karat.boot.DataDirectory;
import io.karat.testing.ApprovedHub;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one proposes and another approves, over the API. */
@QuarkusTest
@TestProfile(ApprovedHub.class)
class ChangeCallsTest {

    private static final String GOLDEN = "/api/v1/golden/person/";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    private Caller ada;
    private Caller bob;
    private String family;
    private String people;

    @BeforeEach
    void twoComeToWork() {
        Caller operator = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        String mark = UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        ada = named(operator, "ada-" + mark);
        bob = named(operator, "bob-" + mark);
        family = "Marlow" + mark;
        people = "/api/v1/sources/st-" + mark + "/person/";
    }

    private Caller named(Caller operator, String name) {
        String wish = "{\"kind\": \"admin\", \"name\": \"" + name + "\"}";
        JsonObject issued =
                json(operator.call("POST", "/api/v1/tokens", wish.getBytes(UTF_8), "Content-Type", "application/json"));
        return new Caller(hub, issued.getString("secret"));
    }

    @Test
    void whatNeedsApprovalIsAnsweredWithTheRequest() {
        String golden = push("ann", "Ann", "1980-05-01", "Leeds");

        HttpResponse<String> asked = act(ada, golden, "pins", pin("city", "York"));

        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        String change = "/api/v1/changes/" + json(asked).getString("change");
        assertThat(asked.headers().firstValue("Location").orElseThrow()).endsWith(change);
        assertThat(json(ada.get(GOLDEN + golden)).getJsonObject("data").getString("city"))
                .isEqualTo("Leeds");
        JsonObject shown = json(bob.get(change));
        assertThat(shown.getString("state")).isEqualTo("open");
        assertThat(shown.getString("reason")).isEqualTo("letter");
        assertThat(shown.getJsonObject("wanted").getJsonObject("values").getJsonArray("city"))
                .containsExactly("York");
        assertThat(json(bob.call("POST", change + "/preview", new byte[0]))
                        .getJsonArray("golden")
                        .getJsonObject(0)
                        .getJsonObject("after")
                        .getString("city"))
                .isEqualTo("York");
        isProblem(decide(ada, change, "approve", shown), 409, "change.own");

        HttpResponse<String> approved = decide(bob, change, "approve", shown);

        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
        JsonObject now = json(ada.get(GOLDEN + golden));
        assertThat(now.getJsonObject("data").getString("city")).isEqualTo("York");
        assertThat(now.getString("actor")).startsWith("token:ada-");
        assertThat(now.getString("approver")).startsWith("token:bob-");
        isProblem(decide(bob, change, "approve", shown), 409, "change.approved");
        assertThat(json(bob.get(change)).getJsonObject("closed").getJsonArray("approved"))
                .containsExactly("city");
    }

    @Test
    void ofAnEditSomeIsApprovedAndTheRestRefused() {
        String golden = push("eve", "Eve", "1980-05-01", "Leeds");
        HttpResponse<String> asked = act(
                ada,
                golden,
                "edit",
                "{\"values\": {\"city\": [\"York\"], \"email\": [\"a@example.org\"], \"given_name\": [\"Eva\"]},"
                        + " \"reason\": \"letter\"}");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        String change = "/api/v1/changes/" + json(asked).getString("change");
        String evidence = json(bob.get(change)).getString("evidence");

        isProblem(
                post(bob, change + "/decision", "{\"decision\": \"approve\", \"attributes\": [\"city\"]}"),
                400,
                "evidence.missing");
        HttpResponse<String> approved = post(
                bob,
                change + "/decision",
                "{\"decision\": \"approve\", \"evidence\": \"" + evidence
                        + "\", \"attributes\": [\"city\", \"given_name\"], \"reason\": \"no such address\"}");

        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
        JsonObject data = json(ada.get(GOLDEN + golden)).getJsonObject("data");
        assertThat(data.getString("city")).isEqualTo("York");
        assertThat(data.getString("given_name")).isEqualTo("Eva");
        assertThat(data.containsKey("email")).isFalse();
        assertThat(json(bob.get(change)).getJsonObject("closed").getJsonArray("approved"))
                .containsExactly("city", "given_name");
    }

    @Test
    void theOtherSideOfAMergeThatChangedUnderneathIsShownToo() {
        String mae = push("mae", "Mae", "1938-01-21", "Leeds");
        String leo = push("leo", "Leo", "1977-08-02", "Leeds");
        String change = change(act(ada, mae, "merge?propose=true", "{\"with\": \"" + leo + "\", \"withVersion\": 1}"));
        JsonObject seen = json(bob.get(change));
        assertThat(seen.getBoolean("changed")).isFalse();
        push("leo", "Leo", "1977-08-02", "Hull");

        HttpResponse<String> stale = decide(bob, change, "approve", seen);

        isProblem(stale, 409, "version.changed");
        JsonObject line =
                json(stale).getJsonObject("change").getJsonArray("comparison").getJsonObject(0);
        assertThat(line.getString("golden")).isEqualTo(leo);
        assertThat(line.getJsonArray("then")).containsExactly("Leeds");
        assertThat(line.getJsonArray("now")).containsExactly("Hull");
        HttpResponse<String> approved = decide(bob, change, "approve", json(bob.get(change)));
        assertThat(approved.statusCode()).as(approved.body()).isEqualTo(200);
    }

    @Test
    void whatChangedUnderneathIsShownThreeWays() {
        String golden = push("ida", "Ida", "1980-05-01", "Leeds");
        String change = change(act(ada, golden, "pins", pin("city", "York")));
        JsonObject seen = json(bob.get(change));
        push("ida", "Ida", "1980-05-01", "Hull");

        HttpResponse<String> stale = decide(bob, change, "approve", seen);

        isProblem(stale, 409, "version.changed");
        JsonObject now = json(stale).getJsonObject("change");
        assertThat(now.getBoolean("changed")).isTrue();
        JsonObject line = now.getJsonArray("comparison").getJsonObject(0);
        assertThat(line.getJsonArray("then")).containsExactly("Leeds");
        assertThat(line.getJsonArray("proposed")).containsExactly("York");
        assertThat(line.getJsonArray("now")).containsExactly("Hull");
        assertThat(decide(bob, change, "approve", now).statusCode()).isEqualTo(200);
    }

    @Test
    void ofABlindRequestNothingIsShownBeforeOnesOwnOpinion() {
        String golden = push("una", "Una", "1980-05-01", "Leeds");
        String change = change(act(ada, golden, "pins", pin("tax_id", "QX-4711")));

        HttpResponse<String> hidden = bob.get(change);

        assertThat(hidden.body())
                .doesNotContain("QX-4711")
                .doesNotContain("letter")
                .doesNotContain("token:ada");
        assertThat(json(hidden).getBoolean("hidden")).isTrue();
        assertThat(json(hidden).getJsonObject("wanted").getJsonArray("attributes"))
                .containsExactly("tax_id");
        assertThat(bob.get("/api/v1/changes?entity=person&limit=200").body()).doesNotContain("QX-4711");
        isProblem(bob.call("POST", change + "/preview", new byte[0]), 409, "opinion.missing");
        isProblem(decide(bob, change, "approve", json(hidden)), 409, "opinion.missing");
        isProblem(post(bob, change + "/opinion", "{\"verdict\": \"same\"}"), 409, "opinion.other");
        JsonObject shown = json(post(bob, change + "/opinion", "{\"values\": {\"tax_id\": [\"QX-4712\"]}}"));

        assertThat(shown.encode()).contains("QX-4711", "letter", "token:ada");
        assertThat(shown.getJsonArray("opinions").getJsonObject(0).getBoolean("agrees"))
                .isFalse();
        assertThat(decide(bob, change, "refuse", shown).statusCode()).isEqualTo(200);
        assertThat(json(ada.get(change)).getString("state")).isEqualTo("refused");
        assertThat(json(ada.get(GOLDEN + golden)).getJsonObject("data").containsKey("tax_id"))
                .isFalse();
    }

    @Test
    void theQueueHoldsRequestsAndGivesNobodyTheirOwn() {
        String ann = push("a", "Ann", "1980-05-01", "Leeds");
        String zoe = push("z", "Zoe", "1999-12-24", "Bath");
        String change = change(act(ada, ann, "merge", "{\"with\": \"" + zoe + "\"}"));
        String id = change.substring(change.lastIndexOf('/') + 1);

        assertThat(ada.get("/api/v1/reviews?entity=person&kind=change&limit=500")
                        .body())
                .contains(id);
        assertThat(json(ada.get("/api/v1/reviews/" + id)).getString("due")).isNotNull();
        assertThat(ada.get("/api/v1/reviews?entity=person&kind=change&overdue=true&limit=500")
                        .body())
                .as("the model says how long a change may wait")
                .contains(id);
        assertThat(given(ada)).doesNotContain(id);
        assertThat(given(bob)).contains(id);
        isProblem(
                post(bob, "/api/v1/reviews/" + id + "/decision", "{\"decision\": \"same\", \"evidence\": \"0\"}"),
                409,
                "decision.kind");
        HttpResponse<String> merged = decide(bob, change, "approve", json(bob.get(change)));
        assertThat(json(merged).getJsonArray("golden")).hasSize(2);
        assertThat(json(bob.get("/api/v1/reviews/" + id)).getString("state")).isEqualTo("decided");
        String back = change(post(ada, "/api/v1/decisions/" + json(merged).getString("decision") + "/undo", "{}"));
        assertThat(decide(bob, back, "approve", json(bob.get(back))).statusCode())
                .isEqualTo(200);
        assertThat(json(ada.get(people + "a")).getString("goldenId"))
                .isNotEqualTo(json(ada.get(people + "z")).getString("goldenId"));
    }

    /** All that the queue has for somebody. */
    private static List<String> given(Caller somebody) {
        List<String> given = new ArrayList<>();
        HttpResponse<String> next =
                somebody.call("POST", "/api/v1/reviews/next?entity=person&kind=change", new byte[0]);
        while (next.statusCode() == 200 && given.size() < 100) {
            given.add(json(next).getString("id"));
            next = somebody.call("POST", "/api/v1/reviews/next?entity=person&kind=change", new byte[0]);
        }
        return given;
    }

    @Test
    void aRecordIsEnteredAndDeletedWithApproval() {
        String body = "{\"key\": \"note-" + family + "\", \"data\": {\"given_name\": \"Olga\", \"family_name\": \""
                + family + "\"}, \"reason\": \"came in person\"}";
        isProblem(post(ada, "/api/v1/golden/person", "{\"data\": {\"colour\": \"red\"}}"), 422, "attribute.unknown");
        String change = change(post(ada, "/api/v1/golden/person", body));
        assertThat(change(post(ada, "/api/v1/golden/person", body))).isEqualTo(change);

        JsonObject done = json(decide(bob, change, "approve", json(bob.get(change))));

        String golden = done.getJsonArray("golden").getString(0);
        assertThat(json(ada.get(GOLDEN + golden)).getString("title")).isEqualTo("Olga " + family);
        String removal = change(act(ada, golden, "remove", "{\"record\": \"steward/note-" + family + "\"}"));
        assertThat(decide(bob, removal, "approve", json(bob.get(removal))).statusCode())
                .isEqualTo(200);
        isProblem(ada.get(GOLDEN + golden), 410, "golden.ended");
        assertThat(json(post(ada, GOLDEN + golden + "/restore/preview", "{}")).getBoolean("approval"))
                .isTrue();
        String back = change(post(ada, GOLDEN + golden + "/restore", "{\"reason\": \"too early\"}"));
        isProblem(ada.get(GOLDEN + golden), 410, "golden.ended");
        JsonObject seen = json(bob.get(back));
        assertThat(seen.getString("act")).isEqualTo("restore");
        assertThat(json(bob.call("POST", back + "/preview", new byte[0])).encode())
                .contains("revived");
        isProblem(decide(ada, back, "approve", seen), 409, "change.own");
        assertThat(decide(bob, back, "approve", seen).statusCode()).isEqualTo(200);
        assertThat(json(ada.get(GOLDEN + golden)).getString("approver")).startsWith("token:bob-");
    }

    @Test
    void whatNothingDemandsCanBeProposedAndWithdrawn() {
        String golden = push("kim", "Kim", "1980-05-01", "Leeds");
        String change = change(act(ada, golden, "pins?propose=true", pin("given_name", "Kimberly")));

        isProblem(bob.call("POST", change + "/withdraw", new byte[0]), 409, "change.other");
        assertThat(json(ada.call("POST", change + "/withdraw", new byte[0])).getString("state"))
                .isEqualTo("withdrawn");
        isProblem(ada.get("/api/v1/changes?state=done"), 400, "state.unknown");
        isProblem(ada.get("/api/v1/changes/00000000-0000-7000-8000-000000000000"), 404, "change.unknown");
        assertThat(act(ada, golden, "pins", pin("given_name", "Kimberly")).statusCode())
                .as("needs none")
                .isEqualTo(200);
    }

    @Test
    void aChoiceAmongSourcesIsARequestAndAnswersTheQuestion() {
        String mail = "\"email\": \"ivo@" + family + ".example\", ";
        String golden = push(people + "ivo", "Ivo", "1980-05-01", "Leeds", mail + "\"nickname\": \"Ivvy\", ");
        String elsewhere = people.replace("/st-", "/el-") + "ivo";
        assertThat(push(elsewhere, "Ivo", "1980-05-01", "Leeds", mail + "\"nickname\": \"Vovo\", "))
                .isEqualTo(golden);
        JsonObject review = conflict(golden);
        String path = "/api/v1/reviews/" + review.getString("id");
        String answer = "{\"decision\": \"choose\", \"record\": \""
                + review.getJsonObject("conflict").getJsonArray("options").stream()
                        .map(JsonObject.class::cast)
                        .filter(option -> !option.getBoolean("published"))
                        .findFirst()
                        .orElseThrow()
                        .getJsonArray("records")
                        .getJsonObject(0)
                        .getString("record")
                + "\", \"evidence\": \"" + review.getString("evidence") + "\"}";

        String change = change(post(ada, path + "/decision", answer));

        assertThat(change).endsWith(conflict(golden).getString("waitsFor"));
        assertThat(json(ada.get(change)).getJsonObject("wanted").getJsonObject("values"))
                .isEqualTo(new JsonObject("{\"nickname\": [\"Vovo\"]}"));
        HttpResponse<String> hidden = bob.get(change);
        assertThat(hidden.body()).contains("choose").doesNotContain("token:ada");
        assertThat(json(hidden).getJsonObject("wanted").containsKey("values")).isFalse();
        JsonObject shown = json(post(bob, change + "/opinion", "{\"values\": {\"nickname\": [\"Ivvy\"]}}"));
        assertThat(shown.getJsonArray("opinions").getJsonObject(0).getBoolean("agrees"))
                .isFalse();
        assertThat(json(ada.get(GOLDEN + golden)).getJsonObject("data").getString("nickname"))
                .isEqualTo("Ivvy");
        assertThat(decide(bob, change, "approve", shown).statusCode()).isEqualTo(200);
        assertThat(json(ada.get(GOLDEN + golden)).getJsonObject("data").getString("nickname"))
                .isEqualTo("Vovo");
        assertThat(json(ada.get(path)).getString("state")).isEqualTo("decided");
    }

    private JsonObject conflict(String golden) {
        return json(ada.get("/api/v1/reviews?entity=person&kind=conflict&limit=500")).getJsonArray("reviews").stream()
                .map(JsonObject.class::cast)
                .filter(review ->
                        review.getJsonObject("left").getString("goldenId").equals(golden))
                .findFirst()
                .orElseThrow();
    }

    private static String pin(String attribute, String value) {
        return "{\"attribute\": \"" + attribute + "\", \"value\": \"" + value + "\", \"reason\": \"letter\"}";
    }

    private static String change(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return "/api/v1/changes/" + json(answer).getString("change");
    }

    private String push(String key, String name, String born, String city) {
        return push(people + key, name, born, city, "");
    }

    /** @param more members of the data, each followed by a comma */
    private String push(String path, String name, String born, String city, String more) {
        String data = "{\"data\": {" + more + "\"given_name\": \"" + name + "\", \"family_name\": \"" + family
                + "\", \"birth_date\": \"" + born + "\", \"city\": \"" + city + "\"}}";
        return json(ada.put(path, data.getBytes(UTF_8))).getString("goldenId");
    }

    private HttpResponse<String> act(Caller who, String golden, String action, String body) {
        String seen = who.get(GOLDEN + golden).headers().firstValue("ETag").orElseThrow();
        return who.call(
                "POST",
                GOLDEN + golden + "/" + action,
                body.getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "If-Match",
                seen);
    }

    private static HttpResponse<String> decide(Caller who, String change, String decision, JsonObject seen) {
        return post(
                who,
                change + "/decision",
                "{\"decision\": \"" + decision + "\", \"evidence\": \"" + seen.getString("evidence") + "\"}");
    }

    private static HttpResponse<String> post(Caller who, String path, String body) {
        return who.call("POST", path, body.getBytes(UTF_8), "Content-Type", "application/json");
    }

    private static void isProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).getString("code")).isEqualTo(code);
    }
}
