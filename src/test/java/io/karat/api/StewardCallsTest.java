package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.boot.DataDirectory;
import io.karat.ledger.Models;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A steward's day over the API. */
@QuarkusTest
class StewardCallsTest {

    private static final String GOLDEN = "/api/v1/golden/person/";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    Models models;

    @Inject
    DataDirectory directory;

    private Caller caller;
    private String people;
    private String family;

    @BeforeEach
    void comeAsTheOperator() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        String mark = UUID.randomUUID().toString().replaceAll("[0-9-]", "");
        family = "Marlow" + mark;
        people = "/api/v1/sources/st-" + mark + "/person/";
    }

    @Test
    void aQuestionIsAnsweredOnTheEvidenceThatWasSeen() {
        String tess = push("tess", "Tess", "1980-05-01");
        String tim = push("tim", "Tim", "1980-05-01");
        JsonObject review = reviewOf(tess, tim);
        String path = "/api/v1/reviews/" + review.getString("id");

        assertThat(caller.call("POST", path + "/claim", new byte[0]).statusCode())
                .isEqualTo(200);
        isProblem(post(path + "/decision", "{\"decision\": \"same\"}"), 400, "evidence.missing");
        isProblem(post(path + "/decision", "{\"decision\": \"same\", \"evidence\": \"1\"}"), 409, "version.changed");
        isProblem(post(path + "/decision", "{\"decision\": \"maybe\"}"), 400, "decision.unknown");
        HttpResponse<String> same = post(
                path + "/decision", "{\"decision\": \"same\", \"evidence\": \"" + review.getString("evidence") + "\"}");

        assertThat(same.statusCode()).as(same.body()).isEqualTo(200);
        assertThat(goldenOf("tess")).isEqualTo(goldenOf("tim"));
        assertThat(json(caller.get(path)).getString("state")).isEqualTo("decided");
        HttpResponse<String> undone =
                caller.call("POST", "/api/v1/decisions/" + json(same).getString("decision") + "/undo", new byte[0]);
        assertThat(undone.statusCode()).isEqualTo(200);
        assertThat(goldenOf("tess")).isNotEqualTo(goldenOf("tim"));
    }

    @Test
    void aMergedIdLeadsToItsHeirUntilItIsUndone() {
        String ann = push("ann", "Ann", "1980-05-01");
        String zoe = push("zoe", "Zoe", "1999-12-24");

        HttpResponse<String> merged = act(ann, "merge", "{\"with\": \"" + zoe + "\", \"reason\": \"known\"}");

        assertThat(merged.statusCode()).as(merged.body()).isEqualTo(200);
        String kept = json(merged).getJsonArray("golden").getString(0);
        String retired = kept.equals(ann) ? zoe : ann;
        HttpResponse<String> lead = caller.get(GOLDEN + retired);
        assertThat(lead.statusCode()).isEqualTo(308);
        assertThat(lead.headers().firstValue("Location").orElseThrow()).endsWith(GOLDEN + kept);
        assertThat(json(caller.get(GOLDEN + kept + "/records")).getJsonArray("records"))
                .hasSize(2);
        isProblem(act(kept, "split", "{\"records\": [\"" + record("zoe") + "\"]}"), 409, "decision.contradicts");
        post("/api/v1/decisions/" + json(merged).getString("decision") + "/undo", "{\"reason\": \"no\"}");
        assertThat(caller.get(GOLDEN + retired).statusCode()).isEqualTo(200);
    }

    @Test
    void aSplitKeepsRecordsApart() {
        push("a", "Ida", "1980-05-01");
        String both = push("b", "Ida", "1980-05-01");
        assertThat(goldenOf("a")).isEqualTo(both);

        HttpResponse<String> split = act(both, "split", "{\"records\": [\"" + record("b") + "\"]}");

        assertThat(split.statusCode()).as(split.body()).isEqualTo(200);
        assertThat(goldenOf("a")).isNotEqualTo(goldenOf("b"));
        JsonObject why = json(caller.get(GOLDEN + goldenOf("a") + "/explain?a=" + record("a") + "&b=" + record("b")));
        assertThat(why.getDouble("probability")).isGreaterThan(0.9);
        assertThat(why.getJsonArray("comparisons")).isNotEmpty();
        isProblem(act(goldenOf("a"), "split", "{\"records\": [\"" + record("a") + "\"]}"), 409, "split.records");
        isProblem(act(goldenOf("a"), "split", "{\"records\": [\"none\"]}"), 400, "record.name");
    }

    /** A steward joined them; no key brings the two together. */
    @Test
    void twoRecordsThatWereNeverComparedAreExplainedToo() {
        String xan = push("xan", "Xanthippe", "1911-01-30", "Leeds");
        String bob = put("bob", new JsonObject().put("given_name", "Bob").put("birth_date", "1987-10-04"));
        String both = json(act(xan, "merge", "{\"with\": \"" + bob + "\"}"))
                .getJsonArray("golden")
                .getString(0);

        JsonObject why = json(caller.get(GOLDEN + both + "/explain?a=" + record("xan") + "&b=" + record("bob")));

        assertThat(why.getJsonArray("keys")).isEmpty();
        assertThat(why.getDouble("probability")).isLessThan(0.01);
        assertThat(bar(why, "given_name").getString("level")).isEqualTo("different");
        assertThat(bar(why, "birth_date").getDouble("weight")).isNegative();
        assertThat(bar(why, "city").getString("level")).isEqualTo("missing");
        assertThat(bar(why, "city").getDouble("weight")).isZero();
        double sum = why.getDouble("prior");
        for (Object bar : why.getJsonArray("comparisons")) {
            sum += ((JsonObject) bar).getDouble("weight");
        }
        assertThat(sum).isCloseTo(why.getDouble("logOdds"), within(1e-6));
        assertThat(why.getString("sentence")).containsIgnoringCase("different given name");
    }

    @Test
    void theKeysThatTwoRecordsShareAreNamed() {
        push("a", "Ottoline", "1903-02-08");
        String both = push("b", "Ottoline", "1903-02-08");

        JsonObject why = json(caller.get(GOLDEN + both + "/explain?a=" + record("a") + "&b=" + record("b")));

        assertThat(why.getJsonArray("keys")).isNotEmpty();
        assertThat(bar(why, "family_name").getString("level")).isEqualTo("equal");
        assertThat(bar(why, "family_name").getDouble("termFrequency"))
                .as("nobody else is called so")
                .isPositive()
                .isLessThan(bar(why, "family_name").getDouble("weight"));
        assertThat(bar(why, "email").getDouble("termFrequency")).isZero();
    }

    private static JsonObject bar(JsonObject explanation, String attribute) {
        return explanation.getJsonArray("comparisons").stream()
                .map(JsonObject.class::cast)
                .filter(bar -> bar.getString("attribute").equals(attribute))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anyTwoRecordsAreExplainedWithWhatTheGuardSays() {
        String one = put("i1", inge("171-55-0101"));
        put("i2", inge("171-55-0101"));
        put("i3", inge("848-23-9912"));
        push("j", "Jörn", "1999-12-31");
        assertThat(goldenOf("i2")).isEqualTo(one);
        assertThat(goldenOf("i3")).isNotEqualTo(one);

        JsonObject held = explained(one, "i1", "i3");
        assertThat(held.getJsonObject("guard").encode()).isEqualTo("{\"says\":\"holds\",\"reason\":\"exclusive\"}");
        assertThat(held.getString("sentence")).contains("the guard would hold their golden records apart (exclusive).");
        JsonObject strangers = explained(one, "i1", "j");
        assertThat(strangers.getJsonObject("guard").encode()).isEqualTo("{\"says\":\"passes\"}");
        assertThat(strangers.getJsonArray("keys")).as("never compared").isEmpty();
        assertThat(strangers.containsKey("plan"))
                .as("people are judged by pairs")
                .isFalse();
        assertThat(strangers.getJsonObject("decided").getString("by")).isEqualTo("pair");
        assertThat(strangers.getJsonObject("decided").getDouble("probability"))
                .isEqualTo(strangers.getDouble("probability"));
        assertThat(explained(one, "i1", "i2").getJsonObject("guard").encode())
                .isEqualTo("{\"says\":\"one-already\",\"density\":1.0,\"bridged\":false}");
    }

    private JsonObject inge(String taxId) {
        return new JsonObject()
                .put("given_name", "Inge")
                .put("family_name", family)
                .put("birth_date", "1961-02-03")
                .put("tax_id", taxId);
    }

    private JsonObject explained(String golden, String a, String b) {
        return json(caller.get(GOLDEN + golden + "/explain?a=" + record(a) + "&b=" + record(b)));
    }

    @Test
    void aPreviewTellsWhatWouldBecomeAndChangesNothing() {
        String bea = push("bea", "Beatrix", "1933-03-13");
        String olaf = push("olaf", "Olaf", "1975-07-17");

        HttpResponse<String> preview = act(bea, "merge/preview", "{\"with\": \"" + olaf + "\"}");

        assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
        JsonObject stays = json(preview).getJsonArray("golden").getJsonObject(0);
        JsonObject goes = json(preview).getJsonArray("golden").getJsonObject(1);
        assertThat(stays.getString("fate")).isEqualTo("changed");
        assertThat(stays.getJsonArray("records")).containsExactlyInAnyOrder(record("bea"), record("olaf"));
        assertThat(goes.getString("fate")).isEqualTo("retired");
        assertThat(goes.getString("heir")).isEqualTo(stays.getString("id"));
        assertThat(goldenOf("bea")).isEqualTo(bea);
        assertThat(goldenOf("olaf")).isEqualTo(olaf);
        JsonObject merged = json(act(bea, "merge", "{\"with\": \"" + olaf + "\"}"));
        assertThat(merged.getJsonArray("golden").getString(0)).isEqualTo(stays.getString("id"));
        String undo = "/api/v1/decisions/" + merged.getString("decision") + "/undo";
        JsonObject back = json(caller.call("POST", undo + "/preview", new byte[0]));
        assertThat(back.getJsonArray("golden"))
                .extracting(g -> ((JsonObject) g).getString("fate"))
                .containsExactly("changed", "revived");
        assertThat(goldenOf("bea")).isEqualTo(goldenOf("olaf"));
        assertThat(caller.call("POST", undo, new byte[0]).statusCode()).isEqualTo(200);
        isProblem(caller.call("POST", undo + "/preview", new byte[0]), 404, "decision.unknown");
    }

    @Test
    void aMovedRecordIsWhereTheStewardPutItAndItsDecisionsAreTold() {
        push("a", "Gwen", "1952-10-05");
        String gwen = push("b", "Gwen", "1952-10-05");
        String tore = push("c", "Tore", "1944-09-09");
        String body = "{\"records\": [\"" + record("b") + "\"], \"to\": \"" + tore + "\", \"reason\": \"letter\"}";

        assertThat(act(gwen, "move/preview", body).statusCode()).isEqualTo(200);
        JsonObject moved = json(act(gwen, "move", body));

        assertThat(goldenOf("a")).isEqualTo(gwen);
        assertThat(goldenOf("b")).isEqualTo(tore);
        var decided = json(caller.get(GOLDEN + tore + "/decisions")).getJsonArray("decisions");
        assertThat(decided)
                .extracting(d -> ((JsonObject) d).getString("decision"))
                .containsExactlyInAnyOrder("same", "different");
        assertThat(decided)
                .extracting(d -> ((JsonObject) d).getString("act"))
                .containsOnly(moved.getString("decision"));
        isProblem(act(gwen, "move", body), 409, "move.records");
        post("/api/v1/decisions/" + moved.getString("decision") + "/undo", "{\"reason\": \"no\"}");
        assertThat(goldenOf("b")).isEqualTo(gwen);
        assertThat(json(caller.get(GOLDEN + tore + "/decisions")).getJsonArray("decisions"))
                .allSatisfy(
                        d -> assertThat(((JsonObject) d).getJsonObject("undone").getString("reason"))
                                .isEqualTo("no"));
    }

    @Test
    void anUndoIsOfWhatItsPreviewWasMadeOf() {
        String ilka = push("ilka", "Ilka", "1919-06-17");
        String orson = push("orson", "Orson", "1996-11-30");
        JsonObject merged = json(act(ilka, "merge", "{\"with\": \"" + orson + "\"}"));
        String both = merged.getJsonArray("golden").getString(0);
        String undo = "/api/v1/decisions/" + merged.getString("decision") + "/undo";
        String seen = tag(caller.call("POST", undo + "/preview", new byte[0]));
        push("ilka", "Ilka", "1919-06-17", "York");
        push("orson", "Orson", "1996-11-30", "York");

        HttpResponse<String> stale = caller.call("POST", undo, new byte[0], "If-Match", seen);

        isProblem(stale, 412, "version.changed");
        JsonObject held = json(stale).getJsonArray("golden").getJsonObject(0);
        assertThat(held.getString("id")).isEqualTo(both);
        assertThat(held.getInteger("seen")).isLessThan(held.getInteger("version"));
        assertThat(json(stale).getJsonArray("comparison"))
                .anySatisfy(line ->
                        assertThat(((JsonObject) line).getString("attribute")).isEqualTo("city"));
        assertThat(goldenOf("ilka")).as("nothing was done").isEqualTo(goldenOf("orson"));
        isProblem(caller.call("POST", undo, new byte[0], "If-Match", "*"), 412, "version.changed");
        isProblem(caller.call("POST", undo, new byte[0], "If-Match", "\"1\", \"2\""), 412, "version.changed");

        String now = tag(caller.call("POST", undo + "/preview", new byte[0]));
        String[] once = {"If-Match", now, "Idempotency-Key", "undo-" + family};
        HttpResponse<String> undone = caller.call("POST", undo, new byte[0], once);
        assertThat(undone.statusCode()).as(undone.body()).isEqualTo(200);
        assertThat(goldenOf("ilka")).isNotEqualTo(goldenOf("orson"));
        assertThat(caller.call("POST", undo, new byte[0], once).body())
                .as("sent twice")
                .isEqualTo(undone.body());
        isProblem(caller.call("POST", undo, new byte[0], "If-Match", now), 404, "decision.unknown");
    }

    private static String tag(HttpResponse<String> preview) {
        assertThat(preview.statusCode()).as(preview.body()).isEqualTo(200);
        return preview.headers().firstValue("ETag").orElseThrow();
    }

    @Test
    void anActOnWhatChangedIsRefusedWithWhatChangedOnBothSides() {
        String mae = push("mae", "Mae", "1938-01-21");
        String leo = push("leo", "Leo", "1977-08-02");
        push("mae", "Mae", "1938-01-21", "York");
        push("leo", "Leo", "1977-08-02", "Hull");
        assertThat(push("leo2", "Leo", "1977-08-02", "Hull")).isEqualTo(leo);
        String body = "{\"with\": \"" + leo + "\", \"withVersion\": 1}";

        HttpResponse<String> stale = act(mae, "1", "merge", body);

        isProblem(stale, 412, "version.changed");
        JsonArray lines = json(stale).getJsonArray("comparison");
        assertThat(lines).hasSize(2);
        assertThat(line(lines, mae)).isEqualTo("city [\"Leeds\"] [\"York\"]");
        assertThat(line(lines, leo)).isEqualTo("city [\"Leeds\"] [\"Hull\"]");
        JsonObject other = json(stale).getJsonArray("golden").getJsonObject(1);
        assertThat(other.getString("id")).isEqualTo(leo);
        assertThat(other.getInteger("seen")).isEqualTo(1);
        assertThat(other.getJsonArray("came")).containsExactly(record("leo2"));
        assertThat(other.getJsonArray("went")).isEmpty();
        isProblem(act(mae, "merge", body), 412, "version.changed");
        isProblem(act(mae, "99", "merge", body), 412, "version.changed");
        assertThat(goldenOf("leo")).isEqualTo(leo);

        String again = body.replace(": 1}", ": " + other.getInteger("version") + "}");
        assertThat(act(mae, "merge", again).statusCode()).isEqualTo(200);
        assertThat(goldenOf("leo")).isEqualTo(goldenOf("mae"));
    }

    @Test
    void aValueThatIsWantedStandsBetweenWhatWasSeenAndWhatIs() {
        String ivy = push("ivy", "Ivy", "1941-06-06");
        push("ivy", "Ivy", "1941-06-06", "York");

        HttpResponse<String> stale =
                act(ivy, "1", "pins", "{\"attribute\": \"city\", \"value\": \"Hull\", \"reason\": \"letter\"}");

        isProblem(stale, 412, "version.changed");
        JsonObject line = json(stale).getJsonArray("comparison").getJsonObject(0);
        assertThat(line.getJsonArray("then")).containsExactly("Leeds");
        assertThat(line.getJsonArray("proposed")).containsExactly("Hull");
        assertThat(line.getJsonArray("now")).containsExactly("York");
    }

    @Test
    void anActSentTwiceWithItsKeyIsDoneOnce() {
        String fay = push("fay", "Fay", "1951-11-30");
        String tom = push("tom", "Tom", "1984-02-17");
        String key = UUID.randomUUID().toString();
        String body = "{\"with\": \"" + tom + "\", \"withVersion\": 1}";

        HttpResponse<String> first = act(fay, "1", "merge", body, "Idempotency-Key", key);

        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        HttpResponse<String> again = act(fay, "1", "merge", body, "Idempotency-Key", key);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        String both = json(first).getJsonArray("golden").getString(0);
        assertThat(json(caller.get(GOLDEN + both + "/decisions")).getJsonArray("decisions"))
                .hasSize(1);
        String split = "{\"records\": [\"" + record("tom") + "\"]}";
        isProblem(act(both, "2", "split", split, "Idempotency-Key", key), 409, "key.used");
        isProblem(act(both, "2", "split", split, "Idempotency-Key", "k".repeat(201)), 400, "key.long");
    }

    private static String line(JsonArray lines, String golden) {
        return lines.stream()
                .map(JsonObject.class::cast)
                .filter(line -> line.getString("golden").equals(golden))
                .map(line ->
                        line.getString("attribute") + " " + line.getJsonArray("then") + " " + line.getJsonArray("now"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPinSaysHowTheSourcesStandToIt() {
        String eda = push("eda", "Eda", "1949-04-14");
        act(eda, "pins", "{\"attribute\": \"city\", \"value\": \"Hull\", \"reason\": \"letter\"}");
        assertThat(pin(eda).getString("standing")).isEqualTo("overruled");
        assertThat(pin(eda).getJsonArray("sources")).containsExactly("Leeds");

        push("eda", "Eda", "1949-04-14", "York");
        assertThat(pin(eda).getString("standing")).isEqualTo("disagree");
        assertThat(pin(eda).getJsonArray("sources")).containsExactly("York");

        push("eda", "Eda", "1949-04-14", "Hull");
        assertThat(pin(eda).getString("standing")).isEqualTo("agree");
        assertThat(json(caller.get("/api/v1/pins/person?standing=disagree&limit=200"))
                        .encode())
                .doesNotContain(eda);
        isProblem(caller.get("/api/v1/pins/person?standing=maybe"), 400, "standing.unknown");
    }

    private JsonObject pin(String golden) {
        return json(caller.get("/api/v1/pins/person?limit=200")).getJsonArray("pins").stream()
                .map(JsonObject.class::cast)
                .filter(pin -> pin.getString("golden").equals(golden))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyValueSaysWhyItSurvivesAndTheOthersWhyNot() {
        String golden = push("iris", "Iris", "1980-05-01");
        assertThat(push("irys", "Iris", "1980-05-01")).isEqualTo(golden);

        JsonObject attributes =
                json(caller.get(GOLDEN + golden + "/survivorship")).getJsonObject("attributes");

        JsonObject name = attributes.getJsonObject("given_name");
        assertThat(name.getString("rule")).isEqualTo("most-recent");
        assertThat(name.getJsonArray("candidates"))
                .extracting(c -> ((JsonObject) c).getString("fate"))
                .containsExactly("won", "same");
        assertThat(name.getJsonArray("candidates").getJsonObject(0).getString("why"))
                .isEqualTo("stands in every record that has one");
        isProblem(caller.get(GOLDEN + "00000000-0000-7000-8000-000000000000/survivorship"), 404, "golden.unknown");
    }

    @Test
    void anIdWhoseLastRecordWentIsGone() {
        String golden = push("gone", "Una", "1971-01-01");
        caller.call("DELETE", people + "gone", new byte[0]);

        isProblem(caller.get(GOLDEN + golden), 410, "golden.ended");
        JsonArray versions = json(caller.get(GOLDEN + golden + "/history")).getJsonArray("versions");
        assertThat(versions).hasSize(2);
        String rules = models.find("person").orElseThrow().version();
        assertThat(versions)
                .allSatisfy(version -> assertThat(((JsonObject) version).getString("rulesVersion"))
                        .isEqualTo(rules));
    }

    @Test
    void aPageThatIsHeldIsNotSentAgain() {
        String golden = push("held", "Eva", "1971-01-01");
        String tag = caller.get(GOLDEN + golden).headers().firstValue("ETag").orElseThrow();

        assertThat(caller.get(GOLDEN + golden, "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(caller.get(GOLDEN + golden, "If-None-Match", "\"9\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void searchBeforeCreateFindsWhoIsThere() {
        String golden = push("known", "Olga", "1962-02-03");

        JsonObject found = json(post(
                "/api/v1/match/person",
                "{\"data\": {\"given_name\": \"Olga\", \"family_name\": \"" + family
                        + "\", \"birth_date\": \"1962-02-03\"}}"));

        JsonObject best = found.getJsonArray("candidates").getJsonObject(0);
        assertThat(best.getString("golden")).isEqualTo(golden);
        assertThat(best.getString("grade")).isEqualTo("certain");
        assertThat(json(caller.get("/api/v1/golden/person?q=" + family)).getLong("total"))
                .isEqualTo(1);
    }

    private String push(String key, String name, String born) {
        return push(key, name, born, "Leeds");
    }

    private String push(String key, String name, String born, String city) {
        return put(
                key,
                new JsonObject()
                        .put("given_name", name)
                        .put("family_name", family)
                        .put("birth_date", born)
                        .put("city", city));
    }

    private String put(String key, JsonObject data) {
        byte[] body = new JsonObject().put("data", data).encode().getBytes(UTF_8);
        return json(caller.put(people + key, body)).getString("goldenId");
    }

    private String goldenOf(String key) {
        return json(caller.get(people + key)).getString("goldenId");
    }

    private String record(String key) {
        return people.split("/")[4] + "/" + key;
    }

    private JsonObject reviewOf(String left, String right) {
        String cursor = "";
        while (cursor != null) {
            JsonObject page = json(caller.get("/api/v1/reviews?entity=person&limit=100" + cursor));
            for (Object one : page.getJsonArray("reviews")) {
                JsonObject review = (JsonObject) one;
                String shown = review.encode();
                if (shown.contains(left) && shown.contains(right)) {
                    return review;
                }
            }
            cursor = page.getString("cursor") == null ? null : "&cursor=" + page.getString("cursor");
        }
        throw new AssertionError("there is no question about the two");
    }

    private HttpResponse<String> act(String golden, String action, String body) {
        String seen = caller.get(GOLDEN + golden).headers().firstValue("ETag").orElseThrow();
        return caller.call(
                "POST",
                GOLDEN + golden + "/" + action,
                body.getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "If-Match",
                seen);
    }

    private HttpResponse<String> act(String golden, String version, String action, String body, String... headers) {
        return caller.call(
                "POST",
                GOLDEN + golden + "/" + action,
                body.getBytes(UTF_8),
                Stream.concat(
                                Stream.of("Content-Type", "application/json", "If-Match", '"' + version + '"'),
                                Stream.of(headers))
                        .toArray(String[]::new));
    }

    private HttpResponse<String> post(String path, String body) {
        return caller.call("POST", path, body.getBytes(UTF_8), "Content-Type", "application/json");
    }

    private static void isProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).getString("code")).isEqualTo(code);
    }
}
