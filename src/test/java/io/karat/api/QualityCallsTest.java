package io.karat.api;

import static io.karat.api.Caller.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.karat.access.TokenIssue;
import io.karat.access.TokenScope;
import io.karat.access.Tokens;
import io.karat.boot.DataDirectory;
import io.karat.ledger.QualitySurvey;
import io.karat.testing.AuditedHub;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What quality rules do, as sources and stewards see it. */
@QuarkusTest
@TestProfile(AuditedHub.class)
class QualityCallsTest {

    private static final String QUALITY = "/api/v1/quality/article";
    private static final String GOOD = """
            {"data": {"name": "Ball pen", "gtin": "4006381333931", "price": "2"}}""";
    private static final String BAD = """
            {"data": {"name": "Ball pen", "gtin": "4006381333932", "price": "2000"}}""";

    @TestHTTPResource("/")
    URI hub;

    @Inject
    DataDirectory directory;

    @Inject
    Tokens tokens;

    @Inject
    QualitySurvey survey;

    private Caller caller;
    private String source;
    private String articles;

    @BeforeEach
    void comeAsTheOperator() {
        caller = new Caller(hub, directory.readSecret("admin.token").orElseThrow());
        source = "s" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
        articles = "/api/v1/sources/" + source + "/article/";
    }

    @Test
    void aRecordThatIsRejectedIsToldTheRuleAndNotTheValue() {
        HttpResponse<String> answer =
                put("1", "{\"data\": {\"gtin\": \"4006381333931\", \"supplier\": \"Secret Inc\"}}");

        assertThat(answer.statusCode()).isEqualTo(422);
        JsonObject problem = json(answer);
        assertThat(problem.getString("code")).isEqualTo("quality.name-there");
        assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/data/name");
        assertThat(problem.getString("detail")).contains("name-there", "An article needs a name.");
        assertThat(answer.body()).doesNotContain("Secret").doesNotContain("4006381333931");
        assertThat(caller.get(articles + "1").statusCode()).isEqualTo(404);
    }

    @Test
    void recordsThatSayOneCodeInDifferentWordsAgreeAndTheGoldenRecordHasTheCode() {
        HttpResponse<String> first = put("u1", coded("Stück"));
        String erp = "/api/v1/sources/erp/article/u2-" + source;
        HttpResponse<String> second = caller.put(erp, coded("ST").getBytes(UTF_8));
        String unknown = "/api/v1/sources/erp/article/u3-" + source;
        caller.put(unknown, coded("box").getBytes(UTF_8));

        String golden = json(first).getString("goldenId");
        assertThat(json(second).getString("goldenId")).isEqualTo(golden);
        String path = "/api/v1/golden/article/" + golden;
        assertThat(json(caller.get(path)).getJsonObject("data").getString("unit"))
                .isEqualTo("PCE");
        assertThat(json(caller.get(path + "/survivorship"))
                        .getJsonObject("attributes")
                        .getJsonObject("unit")
                        .getJsonArray("candidates")
                        .stream()
                        .map(candidate -> ((JsonObject) candidate).getString("sent") + " "
                                + ((JsonObject) candidate).getString("value"))
                        .toList())
                .containsExactlyInAnyOrder("Stück PCE", "ST PCE", "null box");
        assertThat(json(caller.get(erp)).encode()).contains("\"ST\"").doesNotContain("code.unknown");
        assertThat(json(caller.get(unknown)).encode())
                .contains("code.unknown", "unit-known", "Not in the list of codes 'units'.");
    }

    private static String coded(String unit) {
        return """
                {"data": {"name": "Fountain pen", "gtin": "4006381333962", "unit": "%s"}}""".formatted(unit);
    }

    @Test
    void aRecordInQuarantineIsListedCorrectedAndAccepted() {
        HttpResponse<String> held = put("1", BAD);
        assertThat(held.statusCode()).isEqualTo(200);
        assertThat(json(held).getString("status")).isEqualTo("quarantined");
        assertThat(json(held).getString("code")).isEqualTo("quality.gtin-good");
        assertThat(json(put("1", BAD)).getString("status")).isEqualTo("quarantined");

        JsonArray listed =
                json(caller.get(QUALITY + "/quarantine?source=" + source)).getJsonArray("records");
        assertThat(listed).hasSize(1);
        assertThat(listed.getJsonObject(0).getInteger("version")).isEqualTo(1);
        assertThat(listed.getJsonObject(0)
                        .getJsonArray("failures")
                        .getJsonObject(0)
                        .getString("rule"))
                .isEqualTo("gtin-good");
        assertThat(listed.encode()).doesNotContain("4006381333932");

        String correction = QUALITY + "/quarantine/" + source + "/1";
        assertThat(correct(correction, GOOD, null).statusCode()).isEqualTo(428);
        assertThat(correct(correction, GOOD, "\"7\"").statusCode()).isEqualTo(412);
        assertThat(json(correct(correction, BAD, "\"1\"")).getString("status")).isEqualTo("quarantined");
        HttpResponse<String> rejected = correct(correction, "{\"data\": {\"price\": \"1\"}}", "\"1\"");
        assertThat(rejected.statusCode()).isEqualTo(422);

        JsonObject accepted = json(correct(correction, GOOD, "\"1\""));
        assertThat(accepted.getString("status")).isEqualTo("accepted");
        assertThat(accepted.getString("decision")).isEqualTo("created");
        assertThat(correct(correction, GOOD, "\"2\"").statusCode()).isEqualTo(412);
        assertThat(correct(QUALITY + "/quarantine/" + source + "/none", GOOD, "\"1\"")
                        .statusCode())
                .isEqualTo(404);
        JsonObject fate = json(caller.get(articles + "1"));
        assertThat(fate.getString("state")).isEqualTo("live");
        assertThat(fate.getDouble("quality")).isEqualTo(1.0);
        assertThat(json(caller.get(QUALITY + "/quarantine?source=" + source)).getJsonArray("records"))
                .isEmpty();
    }

    @Test
    void theSourceMayCorrectItItself() {
        put("1", BAD);
        assertThat(json(put("1", GOOD)).getString("status")).isEqualTo("accepted");
    }

    @Test
    void onlyStewardsCorrect() {
        put("1", BAD);
        String token = ((TokenIssue.Issued) tokens.issue(new TokenScope.OfSource(source), "quality", null, "user:test"))
                .secret();
        Caller system = new Caller(hub, token);

        HttpResponse<String> answer = system.call(
                "PUT",
                QUALITY + "/quarantine/" + source + "/1",
                GOOD.getBytes(UTF_8),
                "Content-Type",
                "application/json",
                "If-Match",
                "\"1\"");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(system.get(QUALITY).statusCode()).isEqualTo(403);
    }

    @Test
    void scoresTellSourcesAttributesAndRulesApart() {
        put("1", GOOD);
        put("2", "{\"data\": {\"name\": \"Bike\", \"price\": \"5000\"}}");

        JsonObject scores = json(caller.get(QUALITY + "?source=" + source));

        // name: twice 8 of 8; gtin: 4 of 4; price: 1 of 2.
        assertThat(scores.getDouble("score")).isEqualTo(21.0 / 22, within(1e-9));
        assertThat(scores.getInteger("records")).isEqualTo(2);
        JsonObject price = scores.getJsonArray("attributes").stream()
                .map(JsonObject.class::cast)
                .filter(a -> a.getString("attribute").equals("price"))
                .findFirst()
                .orElseThrow();
        assertThat(price.getDouble("score")).isEqualTo(0.5);
        assertThat(scores.getJsonArray("rules")).hasSize(5);
        JsonArray trend = new JsonArray(
                caller.get(QUALITY + "/trend?days=2&source=" + source).body());
        assertThat(trend.getJsonObject(trend.size() - 1).getDouble("score")).isEqualTo(21.0 / 22, within(1e-9));
        JsonObject fate = json(caller.get(articles + "2"));
        assertThat(fate.getDouble("quality")).isEqualTo(8.0 / 9, within(1e-9));
        assertThat(fate.getJsonArray("findings").getJsonObject(0).getString("rule"))
                .isEqualTo("price-range");
    }

    @Test
    void aGoldenRecordHasAScoreOfItsOwnAndIsFoundByIt() {
        put("1", "{\"data\": {\"name\": \"Hovercraft\", \"price\": \"5000\"}}");
        String golden = json(caller.get(articles + "1")).getString("goldenId");

        JsonObject found = json(caller.get("/api/v1/golden/article/" + golden));
        assertThat(found.getDouble("quality")).isEqualTo(8.0 / 9, within(1e-9));
        JsonObject finding = found.getJsonArray("findings").getJsonObject(0);
        assertThat(finding.getString("rule")).isEqualTo("price-range");
        assertThat(finding.getString("attribute")).isEqualTo("price");
        assertThat(finding.getString("severity")).isEqualTo("warn");

        String search = "/api/v1/golden/article?facet=source%3D" + source;
        assertThat(json(caller.get(search + "&facet=fails%3Dprice-range")).getLong("total"))
                .isOne();
        assertThat(json(caller.get(search + "&facet=fails%3Dgtin-good")).getLong("total"))
                .isZero();
        put("2", GOOD);
        assertThat(json(caller.get(search + "&order=quality"))
                        .getJsonArray("hits")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(golden);
        assertThat(caller.get(search + "&order=upside-down").statusCode()).isEqualTo(400);

        put("1", "{\"data\": {\"name\": \"Hovercraft\", \"price\": \"50\"}}");
        assertThat(json(caller.get("/api/v1/golden/article/" + golden)).getDouble("quality"))
                .isEqualTo(1.0);
        assertThat(json(caller.get(search + "&facet=quality%3D100")).getLong("total"))
                .isEqualTo(2);
        assertThat(json(caller.get(QUALITY)).getJsonObject("golden").getJsonArray("rules"))
                .hasSize(5);
        assertThat(new JsonArray(
                        caller.get(QUALITY + "/trend?days=1&golden=true").body()))
                .hasSize(1);
        assertThat(caller.get(QUALITY + "/trend?golden=true&source=" + source).statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsOpenAboutAGoldenRecordNarrowsTheSearch() {
        put("1", "{\"data\": {\"name\": \"Airship\", \"supplier\": \"A supplier with a long name\"}}");
        String search = "/api/v1/golden/article?facets=true&facet=source%3D" + source;

        assertThat(json(caller.get(search + "&facet=review%3Dquality")).getLong("total"))
                .isOne();
        assertThat(json(caller.get(search))
                        .getJsonObject("facets")
                        .getJsonObject("counts")
                        .getLong("review=quality"))
                .isOne();
        JsonObject review = review("1");
        post(
                "/api/v1/reviews/" + review.getString("id") + "/decision",
                "{\"decision\": \"accept\", \"evidence\": \"" + review.getString("evidence") + "\"}");
        assertThat(json(caller.get(search + "&facet=review%3Dquality")).getLong("total"))
                .isZero();
        assertThat(json(caller.get(search + "&facet=review%3Dnone")).getLong("total"))
                .isOne();
    }

    @Test
    void theSurveyTellsHowUniqueAndHowTimelyASourceIs() {
        caller.put(
                articles + "1",
                "{\"observedAt\": \"2001-01-01T00:00:00Z\", \"data\": {\"name\": \"Zeppelin\"}}".getBytes(UTF_8));
        put("2", "{\"data\": {\"name\": \"Gyrocopter\"}}");
        survey.take("article");

        JsonObject own = json(caller.get(QUALITY + "/survey")).getJsonArray("sources").stream()
                .map(JsonObject.class::cast)
                .filter(of -> of.getString("source").equals(source))
                .findFirst()
                .orElseThrow();
        assertThat(own.getDouble("uniqueness")).isEqualTo(1.0);
        assertThat(own.getDouble("timeliness")).isEqualTo(0.5);
        JsonArray late = json(caller.get(QUALITY + "/late?source=" + source)).getJsonArray("records");
        assertThat(late).hasSize(1);
        assertThat(late.getJsonObject(0).getString("key")).isEqualTo("1");
        JsonArray days = new JsonArray(
                caller.get(QUALITY + "/survey/trend?source=" + source).body());
        assertThat(days.getJsonObject(0).getDouble("timeliness")).isEqualTo(0.5);
        assertThat(caller.get(QUALITY + "/shared?attribute=gtin").statusCode()).isEqualTo(200);
        assertThat(caller.get(QUALITY + "/late").statusCode()).isEqualTo(400);
    }

    @Test
    void theFourDimensionsAreMeasuredBySourceAndAttributeAndLeadToTheirRecords() {
        put("1", "{\"data\": {\"name\": \"Steam engine\", \"price\": \"5000\", \"origin\": \"DE\"}}");
        put("2", "{\"data\": {\"name\": \"Steam whistle\", \"price\": \"5\"}}");
        caller.put(
                articles + "3",
                "{\"observedAt\": \"2001-01-01T00:00:00Z\", \"data\": {\"name\": \"Steam valve\"}}".getBytes(UTF_8));
        survey.take("article");

        JsonObject found = json(caller.get(QUALITY + "/dimensions?source=" + source));
        JsonObject all = found.getJsonObject("all");
        assertThat(all.getJsonObject("completeness").encode()).contains("\"all\":9,\"good\":6");
        assertThat(all.getJsonObject("validity").encode()).contains("\"all\":6,\"good\":5");
        assertThat(all.getJsonObject("uniqueness").getDouble("share")).isEqualTo(1.0);
        assertThat(all.getJsonObject("timeliness").encode()).contains("\"all\":3,\"good\":2");
        assertThat(found.getJsonArray("sources")).hasSize(1);
        JsonObject price = found.getJsonArray("attributes").stream()
                .map(JsonObject.class::cast)
                .filter(of -> of.getString("attribute").equals("price"))
                .findFirst()
                .orElseThrow()
                .getJsonObject("dimensions");
        assertThat(price.getJsonObject("validity").getDouble("share")).isEqualTo(0.5);
        assertThat(price.containsKey("timeliness")).isFalse();
        assertThat(json(caller.get(QUALITY + "/dimensions"))
                        .getJsonObject("golden")
                        .getJsonObject("dimensions"))
                .isNotEmpty();

        JsonArray days = new JsonArray(caller.get(QUALITY + "/dimensions/trend?attribute=price&source=" + source)
                .body());
        assertThat(days.getJsonObject(days.size() - 1).getJsonObject("dimensions"))
                .isEqualTo(price);
        String ofPrice = "?attribute=price&source=" + source;
        JsonObject missing = json(caller.get(QUALITY + "/missing" + ofPrice));
        assertThat(missing.getJsonArray("records")).hasSize(1);
        assertThat(missing.getJsonArray("records").getJsonObject(0).getString("key"))
                .isEqualTo("3");
        JsonObject invalid = json(caller.get(QUALITY + "/invalid" + ofPrice))
                .getJsonArray("records")
                .getJsonObject(0);
        assertThat(invalid.getString("key")).isEqualTo("1");
        assertThat(invalid.getJsonArray("why")).containsExactly("price-range");
        assertThat(invalid.encode()).doesNotContain("5000");
        assertThat(json(caller.get(QUALITY + "/invalid?attribute=price&golden=true")).getJsonArray("records").stream()
                        .map(row -> ((JsonObject) row).getString("goldenId")))
                .contains(json(caller.get(articles + "1")).getString("goldenId"));
        assertThat(caller.get(QUALITY + "/missing").statusCode()).isEqualTo(400);
        for (String about : List.of("/missing", "/invalid", "/dimensions/trend")) {
            HttpResponse<String> unknown = caller.get(QUALITY + about + "?attribute=colour");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("attribute.unknown");
        }
        assertThat(caller.get(QUALITY + "/missing?golden=true" + "&attribute=price&source=" + source)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void findingsArePagedAndFollowTheRecord() {
        for (int i = 0; i < 5; i++) {
            put("k" + i, "{\"data\": {\"name\": \"Bike\", \"price\": \"" + (5_000 + i) + "\"}}");
        }
        String path = QUALITY + "/findings?rule=price-range&limit=2&source=" + source;

        JsonObject page = json(caller.get(path));
        int found = page.getJsonArray("records").size();
        while (page.getString("cursor") != null) {
            page = json(caller.get(path + "&cursor=" + page.getString("cursor")));
            found += page.getJsonArray("records").size();
        }
        assertThat(found).isEqualTo(5);
        put("k0", GOOD);
        assertThat(json(caller.get(QUALITY + "/findings?rule=price-range&limit=20&source=" + source))
                        .getJsonArray("records"))
                .hasSize(4);
        assertThat(caller.get(path + "&cursor=x").statusCode()).isEqualTo(400);
    }

    @Test
    void aQuestionAboutARecordIsAnsweredOrGoesWithTheFault() {
        put("1", "{\"data\": {\"name\": \"Bike\", \"supplier\": \"A supplier with a long name\"}}");
        JsonObject review = review("1");
        assertThat(review.getString("kind")).isEqualTo("quality");
        assertThat(review.getString("detail")).isEqualTo("supplier-short");
        assertThat(review.encode()).doesNotContain("A supplier with");
        String path = "/api/v1/reviews/" + review.getString("id");
        String evidence = "\"evidence\": \"" + review.getString("evidence") + "\"}";

        assertThat(post(path + "/decision", "{\"decision\": \"same\", " + evidence)
                        .statusCode())
                .isEqualTo(409);
        HttpResponse<String> accepted = post(path + "/decision", "{\"decision\": \"accept\", " + evidence);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(200);
        assertThat(json(caller.get(path)).getString("state")).isEqualTo("decided");
        assertThat(post("/api/v1/decisions/" + json(accepted).getString("decision") + "/undo", "")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(caller.get(path)).getString("state")).isEqualTo("open");
        put("1", GOOD);
        assertThat(json(caller.get(path)).getString("state")).isEqualTo("superseded");
    }

    private JsonObject review(String key) {
        return json(caller.get("/api/v1/reviews?kind=quality&limit=500")).getJsonArray("reviews").stream()
                .map(JsonObject.class::cast)
                .filter(review ->
                        review.getJsonObject("left").getJsonArray("records").contains(source + "/" + key))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> post(String path, String body) {
        return caller.call("POST", path, body.getBytes(UTF_8), "Content-Type", "application/json");
    }

    @Test
    void theLinesOfABodyAreToldEach() {
        String lines = """
                {"key": "1", "data": {"name": "Ball pen", "gtin": "4006381333931"}}
                {"key": "2", "data": {"name": "Ball pen", "gtin": "1"}}
                {"key": "3", "data": {"price": "1"}}
                """;

        JsonObject answer = json(caller.call(
                "POST",
                "/api/v1/sources/" + source + "/article",
                lines.getBytes(UTF_8),
                "Content-Type",
                "application/x-ndjson",
                "Prefer",
                "wait"));

        assertThat(answer.getJsonObject("counts").getInteger("quarantined")).isEqualTo(1);
        assertThat(answer.getJsonObject("counts").getInteger("rejected")).isEqualTo(1);
        assertThat(answer.getJsonArray("results").getJsonObject(1).getString("code"))
                .isEqualTo("quality.gtin-good");
    }

    private HttpResponse<String> put(String key, String body) {
        return caller.put(articles + key, body.getBytes(UTF_8));
    }

    private HttpResponse<String> correct(String path, String body, @Nullable String tag) {
        return tag == null
                ? caller.put(path, body.getBytes(UTF_8))
                : caller.call("PUT", path, body.getBytes(UTF_8), "Content-Type", "application/json", "If-Match", tag);
    }
}
